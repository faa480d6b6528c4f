import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type Connection, type ConversationDetail, type Customer, type Listing } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";

/// Begins a thread by mail with somebody whose address is known, or goes to the one that is there.
export function ByMail({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const connections = useQuery({
    queryKey: ["connections"],
    queryFn: ({ signal }) => call<Listing<Connection>>("/connections", { signal }),
  });
  const begin = useMutation({
    mutationFn: () =>
      call<ConversationDetail>("/conversations", { method: "POST", body: { customerId: customer.id } }),
    onSuccess: (conversation) =>
      void navigate({ to: "/inbox/{-$conversationId}", params: { conversationId: conversation.id } }),
    onError: (refusal) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
  });
  const known =
    customer.identities.some((one) => one.kind === "email") || typeof customer.attributes["email"] === "string";
  const connected = connections.data?.items.some((one) => one.kind === "email");
  const there = customer.conversations.some((one) => one.channel === "email");
  if (!known || !connected || there) return null;
  return (
    <div>
      <Button small icon="edit" disabled={begin.isPending} onClick={() => begin.mutate()}>
        {t("customers.writeMail")}
      </Button>
    </div>
  );
}
