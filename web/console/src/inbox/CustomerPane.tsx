import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { HeldCoupons } from "../coupons/HeldCoupons.tsx";
import { useCustomer } from "../customers/data.ts";
import { Cart, EarlierConversations, Identities, Orders, Section, Viewing, Who } from "../customers/Person.tsx";
import { Tags } from "../customers/Tags.tsx";
import { Timeline } from "../customers/Timeline.tsx";
import { Button } from "../ui/Button.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { useSendCheckout } from "./checkout.ts";

/// The customer beside the conversation: who they are, what they do now, what they did before.
export function CustomerPane({
  id,
  conversationId,
  onBack,
}: {
  id: string;
  conversationId: string;
  onBack?: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const customer = useCustomer(id);
  const checkout = useSendCheckout(conversationId);
  const open = () => void navigate({ to: "/customers/$customerId", params: { customerId: id } });
  return (
    <aside className="pane cust" aria-label={t("inbox.customer")}>
      {onBack && (
        <header className="bar">
          <Button look="quiet" icon="left" label={t("do.back")} onClick={onBack} />
          <h1>{t("inbox.customer")}</h1>
        </header>
      )}
      {customer.isPending ? (
        <Bones rows={9} />
      ) : customer.isError ? (
        <Failed error={customer.error} retry={() => void customer.refetch()} />
      ) : (
        <>
          <Who
            customer={customer.data}
            end={<Button look="quiet" small icon="right" label={t("customers.page")} onClick={open} />}
          />
          <Viewing customer={customer.data} />
          <Identities customer={customer.data} />
          <Tags customer={customer.data} />
          <Cart
            customer={customer.data}
            after={
              <Button
                small
                icon="send"
                disabled={checkout.busy}
                onClick={() => void checkout.send({ customerId: customer.data.id })}
              >
                {t("inbox.checkout.cart")}
              </Button>
            }
          />
          <Orders customer={customer.data} />
          <HeldCoupons
            customerId={customer.data.id}
            onIssued={(code) => checkout.say({ kind: "text", text: code.text })}
          />
          <EarlierConversations customer={customer.data} but={conversationId} />
          <Section title={t("customers.timeline")}>
            <Timeline customerId={customer.data.id} />
          </Section>
        </>
      )}
    </aside>
  );
}
