import "./inbox.css";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../app/session.ts";
import { useLine } from "../live/Live.tsx";
import { useKeys } from "../ui/keys.ts";
import { Drawer } from "../ui/Drawer.tsx";
import { Empty } from "../ui/States.tsx";
import { useWidth } from "../ui/useWidth.ts";
import { ConversationList } from "./ConversationList.tsx";
import { CustomerPane } from "./CustomerPane.tsx";
import { useConversation, useOutboxDelivery } from "./data.ts";
import { ThreadPane } from "./ThreadPane.tsx";
import { useListState } from "./useListState.ts";

const route = getRouteApi("/frame/inbox/{-$conversationId}");

/// The conversations, the one being read, and beside it the customer.
export function Inbox() {
  const { conversationId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const width = useWidth();
  const me = useSession()?.member.id ?? "";
  const list = useListState({
    state: search.state ?? "open",
    channel: search.channel ?? "",
    assignee: search.mine ? me : "",
    query: search.query ?? "",
  });
  const open = (id: string | undefined, replace = false) =>
    void navigate({
      to: "/inbox/{-$conversationId}",
      params: { conversationId: id },
      replace,
      search: ({ pane: _, ...rest }: typeof search) => rest,
    });
  const step = (by: 1 | -1) => {
    const at = list.rows.findIndex((row) => row.id === conversationId);
    const next = list.rows[at < 0 ? 0 : at + by];
    if (next) open(next.id);
  };
  useOutboxDelivery(useLine());
  useKeys({ j: () => step(1), ArrowDown: undefined, k: () => step(-1), ".": list.refresh });
  const leave = () => {
    const at = list.rows.findIndex((row) => row.id === conversationId);
    open(width === "phone" ? undefined : (list.rows[at + 1] ?? list.rows[at - 1])?.id, true);
  };
  const one = width === "phone";
  const beside = width === "wide" && conversationId !== undefined;
  return (
    <div className={beside ? "inbox three" : "inbox"}>
      {(!one || !conversationId) && <ConversationList list={list} chosen={conversationId} onOpen={open} />}
      {conversationId ? (
        <Opened
          key={conversationId}
          id={conversationId}
          {...{ beside, one, leave }}
          onBack={() => open(undefined)}
          pane={search.pane}
          onPane={(shown) =>
            void navigate({
              to: "/inbox/{-$conversationId}",
              params: { conversationId },
              search: { ...search, pane: shown ? "customer" : undefined } as typeof search,
            })
          }
        />
      ) : (
        !one && <NothingChosen />
      )}
    </div>
  );
}

interface OpenedProps {
  id: string;
  beside: boolean;
  one: boolean;
  leave: () => void;
  onBack: () => void;
  pane: "customer" | undefined;
  onPane: (shown: boolean) => void;
}

function Opened({ id, beside, one, leave, onBack, pane, onPane }: OpenedProps) {
  const { t } = useTranslation();
  const conversation = useConversation(id);
  const [drawn, draw] = useState(false);
  const customer = conversation.data && (
    <CustomerPane
      id={conversation.data.customer.id}
      conversationId={id}
      {...(one && { onBack: () => onPane(false) })}
    />
  );
  if (one && pane === "customer") return customer;
  return (
    <>
      <ThreadPane
        id={id}
        onBack={onBack}
        onLeave={leave}
        onCustomer={() => (one ? onPane(true) : draw(!drawn))}
        beside={beside}
      />
      {beside && (customer ?? <aside className="pane cust" />)}
      {!beside && drawn && (
        <Drawer label={t("inbox.customer")} covers onClose={() => draw(false)}>
          {customer}
        </Drawer>
      )}
    </>
  );
}

function NothingChosen() {
  const { t } = useTranslation();
  return (
    <section className="pane thread">
      <Empty middle>{t("inbox.pick")}</Empty>
    </section>
  );
}
