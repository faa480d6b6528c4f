import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@parley/api";
import { useSession } from "../app/session.ts";
import { isChannel } from "../app/channels.ts";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { ListRow, type Waiting } from "../ui/ListRow.tsx";
import { useName } from "../ui/People.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useNow, useTime } from "../ui/useTime.ts";
import { useDraft } from "./drafts.ts";
import type { ListState } from "./useListState.ts";

interface Props {
  list: ListState;
  chosen: string | undefined;
  onOpen: (id: string) => void;
}

export function ConversationList({ list, chosen, onOpen }: Props) {
  const { t } = useTranslation();
  const [finding, find] = useState(list.filter.query !== "");
  useKeys({ "/": () => find(true) });
  return (
    <section className="pane list" aria-label={t("inbox.list")}>
      <header className="bar">
        <h1>{t("inbox.title")}</h1>
        <span className="grow" />
        {list.fresh > 0 && (
          <button type="button" className="fresh num" aria-keyshortcuts="." onClick={list.refresh}>
            {t("inbox.fresh", { count: list.fresh })}
          </button>
        )}
        <Button
          look="quiet"
          icon="search"
          label={t("do.search")}
          keys="/"
          aria-pressed={finding}
          onClick={() => find(!finding)}
        />
      </header>
      {finding && <Finding list={list} onDone={() => find(false)} />}
      <Tabs list={list} />
      <Rows list={list} chosen={chosen} onOpen={onOpen} />
    </section>
  );
}

function Finding({ list, onDone }: { list: ListState; onDone: () => void }) {
  const { t } = useTranslation();
  const change = useFilterChange(list);
  return (
    <div className="find">
      <SearchBox
        autoFocus
        label={t("inbox.search")}
        value={list.filter.query}
        onChange={(query) => change({ query })}
        onEscape={() => {
          change({ query: "" });
          onDone();
        }}
      />
    </div>
  );
}

function Tabs({ list }: { list: ListState }) {
  const { t } = useTranslation();
  const change = useFilterChange(list);
  const me = useSession()?.member.id ?? "";
  const now = list.filter.assignee ? "mine" : list.filter.state;
  const tab = (name: "open" | "mine" | "closed") => (
    <button
      type="button"
      role="tab"
      aria-selected={now === name}
      onClick={() => change({ state: name === "closed" ? "closed" : "open", assignee: name === "mine" ? me : "" })}
    >
      {t(`inbox.${name}`)}
      {now === name && list.query.data && (
        <span className="num">
          {list.rows.length}
          {list.query.hasNextPage ? "+" : ""}
        </span>
      )}
    </button>
  );
  return (
    <div className="tabs">
      <div className="tabs" role="tablist" aria-label={t("inbox.list")} style={{ padding: 0, border: 0 }}>
        {tab("open")}
        {tab("mine")}
        {tab("closed")}
      </div>
      <label className="pick" data-ch={list.filter.channel}>
        {list.filter.channel && <span className="dot" />}
        <select
          aria-label={t("inbox.filter")}
          value={list.filter.channel}
          onChange={(event) => change({ channel: event.target.value })}
        >
          <option value="">{t("inbox.all")}</option>
          <option value="web">{t("channel.web")}</option>
          <option value="line">{t("channel.line")}</option>
          <option value="email">{t("channel.email")}</option>
        </select>
        <Icon name="down" size={12} />
      </label>
    </div>
  );
}

/// The filter is in the address, so that it can be sent to a colleague and survives a reload.
function useFilterChange({ filter }: ListState) {
  const navigate = useNavigate();
  return (change: Partial<ListState["filter"]>) => {
    const next = { ...filter, ...change };
    void navigate({
      to: "/inbox/{-$conversationId}",
      params: (params: Record<string, string | undefined>) => params,
      replace: "query" in change,
      search: {
        ...(next.state === "closed" && { state: "closed" as const }),
        ...(next.assignee && { mine: true as const }),
        ...(isChannel(next.channel) && { channel: next.channel }),
        ...(next.query && { query: next.query }),
      },
    } as never);
  };
}

function Rows({ list, chosen, onOpen }: Props) {
  const { t } = useTranslation();
  const { query, rows } = list;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  if (query.isPending) return <Bones rows={6} height={48} gap={28} />;
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  if (rows.length === 0) return <Nothing list={list} />;
  const stop = rows.find((row) => row.id === chosen)?.id ?? rows[0]?.id;
  return (
    <div className="rows" role="listbox" aria-label={t("inbox.list")} ref={box}>
      {rows.map((row) => (
        <Row key={row.id} conversation={row} chosen={row.id === chosen} reachable={row.id === stop} onOpen={onOpen} />
      ))}
      {query.hasNextPage && (
        <Button small onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
          {t("inbox.more")}
        </Button>
      )}
    </div>
  );
}

function Nothing({ list }: { list: ListState }) {
  const { t } = useTranslation();
  const change = useFilterChange(list);
  const { query, state, assignee } = list.filter;
  if (!query) return <Empty>{t(assignee ? "inbox.emptyMine" : state === "open" ? "inbox.empty" : "inbox.emptyClosed")}</Empty>;
  return (
    <Empty
      action={
        <Button small onClick={() => change({ query: "" })}>
          {t("inbox.clear")}
        </Button>
      }
    >
      {t("inbox.emptySearch", { query })}
    </Empty>
  );
}

interface RowProps {
  conversation: Conversation;
  chosen: boolean;
  reachable: boolean;
  onOpen: (id: string) => void;
}

function Row({ conversation, chosen, reachable, onOpen }: RowProps) {
  const { t } = useTranslation();
  const time = useTime();
  const [draft] = useDraft(conversation.id);
  const { lastMessage } = conversation;
  const begun = !chosen && draft.text.trim() !== "" && !draft.note;
  return (
    <ListRow
      id={`row-${conversation.id}`}
      channel={conversation.channel}
      channelName={t(`channel.${conversation.channel}`)}
      name={useName()(conversation.customer.name, conversation.customer.id)}
      customerId={conversation.customer.id}
      at={time.ago(conversation.updatedAt)}
      note={!begun && lastMessage?.direction === "note"}
      voice={begun || lastMessage?.direction !== "out" ? null : (lastMessage.voice ?? "bot")}
      said={
        begun ? (
          <>
            <span className="draft-mark">{t("inbox.draft")}</span>
            {draft.text}
          </>
        ) : lastMessage ? (
          said(lastMessage, t)
        ) : (
          t("inbox.quiet")
        )
      }
      waiting={useWaiting(conversation)}
      state={t(conversation.state === "closed" ? "inbox.ended" : "inbox.waitingFor")}
      unread={chosen ? 0 : conversation.unread}
      chosen={chosen}
      reachable={reachable}
      onChoose={() => onOpen(conversation.id)}
    />
  );
}

const SPOKEN = ["image", "sticker", "audio", "video", "removed", "location"];

const HAPPENED: Record<string, string> = { closed: "inbox.fact.closedBy", reopened: "inbox.fact.reopenedBy" };

/// What has no words of its own is named in the reader's language.
function said(last: NonNullable<Conversation["lastMessage"]>, t: (key: string) => string): string {
  if (last.direction === "fact" && last.kind !== "event") return t(HAPPENED[last.kind] ?? `inbox.fact.${last.kind}`);
  return SPOKEN.includes(last.kind) ? t(`inbox.kind.${last.kind}`) : last.text;
}

const SOON_MINUTES = 30;
const LATE_MINUTES = 60;

/// Everybody should hear back within an hour: calm for half of it, then mustard, then crimson; always in words.
export function useWaiting(conversation: Pick<Conversation, "waitingSince" | "undelivered" | "state">): Waiting | null {
  const { t } = useTranslation();
  const now = useNow(30_000) + 30_000;
  if (!conversation.waitingSince || conversation.state === "closed") return null;
  if (conversation.undelivered) return { look: "over", words: t("inbox.undelivered"), failed: true };
  const minutes = Math.max(0, Math.floor((now - Date.parse(conversation.waitingSince)) / 60_000));
  const look = minutes >= LATE_MINUTES ? "over" : minutes >= SOON_MINUTES ? "soon" : "calm";
  if (minutes < 1) return { look, words: t("inbox.justWaits") };
  const time =
    minutes < 60
      ? t("inbox.minutes", { count: minutes })
      : minutes < 48 * 60
        ? t("inbox.hours", { count: Math.floor(minutes / 60) })
        : t("inbox.days", { count: Math.floor(minutes / 1440) });
  return { look, words: t("inbox.waits", { time }) };
}
