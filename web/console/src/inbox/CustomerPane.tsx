import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useCustomer } from "../customers/data.ts";
import { Cart, EarlierConversations, Identities, Orders, Section, Viewing, Who } from "../customers/Person.tsx";
import { Tags } from "../customers/Tags.tsx";
import { Timeline } from "../customers/Timeline.tsx";
import { useSocket } from "../live/Live.tsx";
import { Button } from "../ui/Button.tsx";
import { Bones, Failed } from "../ui/States.tsx";

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
  useWatching(id);
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
          <Cart customer={customer.data} />
          <Orders customer={customer.data} />
          <EarlierConversations customer={customer.data} but={conversationId} />
          <Section title={t("customers.timeline")}>
            <Timeline customerId={customer.data.id} />
          </Section>
        </>
      )}
    </aside>
  );
}

/// Visits of the one being looked at are told live; nobody else's are.
export function useWatching(customerId: string): void {
  const socket = useSocket();
  useEffect(() => {
    socket.watch([customerId]);
    return () => socket.watch([]);
  }, [socket, customerId]);
}
