import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type CheckoutLink, type Content, type NewContent } from "@parley/api";
import { useSession } from "../app/session.ts";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useDraft } from "./drafts.ts";
import { outbox } from "./outbox.ts";

interface Wanted {
  customerId: string;
  /// None is the customer's cart.
  productIds?: string[];
  coupon?: string;
}

/// Sends what sells: a button that opens the shop with the cart in it, or a coupon. The words are the shop's, told by
/// the server.
export function useSendCheckout(conversationId: string) {
  const { t } = useTranslation();
  const session = useSession();
  const [draft] = useDraft(conversationId);
  const [busy, setBusy] = useState(false);
  const say = (content: NewContent & Content) =>
    void outbox.send({
      clientId: crypto.randomUUID(),
      conversationId,
      content,
      looks: content,
      voice: draft.voice ?? session?.member.voice ?? "service",
      note: false,
      at: new Date().toISOString(),
    });
  const send = async (wanted: Wanted) => {
    setBusy(true);
    try {
      const { text, label, url } = await call<CheckoutLink>("/checkout-links", { method: "POST", body: wanted });
      say({ kind: "button", text, label, url });
    } catch (refusal) {
      toast(t("inbox.checkout.failed", { reason: reasonOf(refusal, t("fail.offline"), t("fail.unknown")) }));
    } finally {
      setBusy(false);
    }
  };
  return { send, say, busy };
}
