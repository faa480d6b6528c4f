import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Content, ConversationDetail, Message, TimelineEntry } from "@parley/api";
import { useEvents } from "../customers/data.ts";
import { tagWords } from "../person/tagWords.ts";
import { useSession } from "../app/session.ts";
import type { Thread } from "../live/merge.ts";
import { useTypist } from "../live/typing.ts";
import { amongMessages, useAsides } from "../outreach/asides.ts";
import { Link } from "../ui/Button.tsx";
import { dayOf } from "../ui/format.ts";
import type { IconName } from "../ui/Icon.tsx";
import { DayLine, FactLine, MessageBubble, Note } from "../ui/Message.tsx";
import { Face, useName } from "../ui/People.tsx";
import { useTime } from "../ui/useTime.ts";
import { type Line, lines, withTags } from "./lines.ts";
import { outbox, type Unsent } from "./outbox.ts";

interface Props {
  conversation: ConversationDetail;
  thread: Thread;
  onEarlier: () => Promise<void>;
}

export function Log({ conversation, thread, onEarlier }: Props) {
  const { t } = useTranslation();
  const name = useName()(conversation.customer.name, conversation.customer.id);
  const { reading } = useTime();
  const all = useSyncExternalStore(outbox.subscribe, outbox.all);
  const tags = useEvents(conversation.customer.id, "tag");
  const asides = useAsides("conversations", conversation.id, thread.next ? (thread.items[0]?.at ?? null) : null);
  const drawn = useMemo(() => {
    const mine = all.filter((one) => one.conversationId === conversation.id);
    const heard = amongMessages(thread.items, asides.data ?? [], conversation.id);
    const said = lines(heard, mine, (at) => dayOf(at, reading));
    return withTags(said, tags.data?.pages[0]?.items ?? []);
  }, [thread.items, tags.data, asides.data, all, conversation.id, reading.lang, reading.timeZone]);
  const { box, below, onScroll, onGrown, toEnd, keep } = useScroll(drawn);
  return (
    <>
      <div
        className="log"
        role="log"
        tabIndex={0}
        aria-label={t("inbox.thread", { name })}
        ref={box}
        onScroll={onScroll}
        onLoadCapture={onGrown}
      >
        <div className="fact">
          {thread.next ? (
            <Link why onClick={() => void keep(onEarlier)}>
              {t("inbox.earlier")}
            </Link>
          ) : (
            t("inbox.first")
          )}
        </div>
        {drawn.map((line) => (
          <OneLine key={line.key} line={line} conversation={conversation} />
        ))}
        <TypingLine conversation={conversation} />
      </div>
      <div style={{ position: "relative" }}>
        {below > 0 && (
          <div className="below">
            <button type="button" className="fresh num" onClick={toEnd}>
              {t("inbox.freshBelow", { count: below })}
            </button>
          </div>
        )}
      </div>
    </>
  );
}

const END_PIXELS = 60;

/// Stays at the end while the reader is there; elsewhere nothing moves, and what came in is counted.
function useScroll(drawn: Line[]) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [seen, see] = useState(drawn.length);
  const height = useRef(0);
  const own = drawn.at(-1)?.kind === "unsent";
  useLayoutEffect(() => {
    const log = box.current;
    if (!log) return;
    if (height.current > 0) {
      log.scrollTop += log.scrollHeight - height.current;
      height.current = 0;
      see(drawn.length);
    } else if (atEnd.current || own) {
      log.scrollTop = log.scrollHeight;
      see(drawn.length);
    }
  }, [drawn, own]);
  const onScroll = () => {
    const log = box.current;
    if (!log) return;
    atEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < END_PIXELS;
    if (atEnd.current) see(drawn.length);
  };
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  // The log gets lower while one writes more lines below it.
  useEffect(() => {
    const log = box.current;
    if (!log) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) log.scrollTop = log.scrollHeight;
    });
    observer.observe(log);
    return () => observer.disconnect();
  }, []);
  // A picture has its height only once it has come.
  const onGrown = () => {
    if (atEnd.current) toEnd();
  };
  const keep = async (load: () => Promise<void>) => {
    height.current = box.current?.scrollHeight ?? 0;
    await load();
  };
  return { box, below: Math.max(0, drawn.length - seen), onScroll, onGrown, toEnd, keep };
}

function OneLine({ line, conversation }: { line: Line; conversation: ConversationDetail }) {
  const time = useTime();
  switch (line.kind) {
    case "day":
      return <DayLine>{time.day(line.at)}</DayLine>;
    case "tag":
      return <TagLine entry={line.entry} />;
    case "unsent":
      return <UnsentLine unsent={line.unsent} conversation={conversation} />;
    case "message":
      return <MessageLine message={line.message} follows={line.follows} last={line.last} conversation={conversation} />;
  }
}

function MessageLine({
  message,
  follows,
  last,
  conversation,
}: {
  message: Message;
  follows: boolean;
  last: boolean;
  conversation: ConversationDetail;
}) {
  const { t } = useTranslation();
  const time = useTime();
  const clock = time.clock(message.at);
  const again = useAgain(message, conversation);
  const [tried, setTried] = useState(false);
  const name = useName()(conversation.customer.name, conversation.customer.id);
  if (message.direction === "fact") return <Happened message={message} clock={clock} />;
  if (message.direction === "note") {
    const text = message.content.kind === "text" ? message.content.text : "";
    return <Note author={message.author.name ?? t("inbox.you")} time={clock} text={text} />;
  }
  const inward = message.direction === "in";
  return (
    <MessageBubble
      direction={inward ? "in" : "out"}
      content={message.content}
      channel={conversation.channel}
      follows={follows}
      speaker={{
        id: conversation.customer.id,
        name: inward ? name : (message.author.name ?? ""),
        voice: message.author.voice,
      }}
      time={last ? clock : null}
      delivery={inward ? null : message.delivery}
      remedy={
        again &&
        !tried && (
          <Link
            onClick={() => {
              setTried(true);
              again();
            }}
          >
            {t("inbox.resend")}
          </Link>
        )
      }
    />
  );
}

/// A delivery that failed is final for its message: trying again is a new message with the same words.
function useAgain(message: Message, conversation: ConversationDetail): (() => void) | null {
  const { content } = message;
  if (message.delivery?.state !== "failed" || conversation.sending.blocked) return null;
  const sent =
    content.kind === "card"
      ? { kind: "card" as const, productIds: content.products.map((one) => one.id) }
      : content.kind === "text"
        ? { kind: "text" as const, text: content.text }
        : content.kind === "sticker"
          ? { kind: "sticker" as const, packageId: content.packageId, stickerId: content.stickerId }
          : content.kind === "image"
            ? { kind: "image" as const, url: content.url }
            : null;
  return (
    sent &&
    (() =>
      void outbox.send({
        clientId: crypto.randomUUID(),
        conversationId: conversation.id,
        content: sent,
        looks: content as Content,
        voice: message.author.voice ?? "service",
        note: false,
        at: new Date().toISOString(),
      }))
  );
}

function TagLine({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const time = useTime();
  return (
    <FactLine icon="tag">
      <span>{tagWords(t, entry)}</span>
      <span className="num">{time.moment(entry.at)}</span>
    </FactLine>
  );
}

const icons: Record<string, IconName> = {
  closed: "check",
  reopened: "undo",
  followed: "plus",
  entered: "plus",
  blocked: "warn",
  linked: "link",
  unlinked: "link",
};

function Happened({ message, clock }: { message: Message; clock: string }) {
  const { t } = useTranslation();
  const { content, author } = message;
  if (content.kind === "letter")
    return (
      <FactLine icon="clock">
        <span>{t("inbox.fact.autoReplied", { text: content.text.slice(0, 120) })}</span>
        <span className="num">{clock}</span>
      </FactLine>
    );
  if (content.kind !== "event") return null;
  const named = { closed: ["fact.closed", "fact.closedBy"], reopened: ["fact.reopened", "fact.reopenedBy"] }[
    content.what as string
  ];
  if ((content.what === "assigned" || content.what === "unassigned") && author.name)
    return (
      <FactLine icon="user">
        <span>{t(`inbox.fact.${content.what}By`, { name: author.name, to: content.text })}</span>
        <span className="num">{clock}</span>
      </FactLine>
    );
  const key = named ? named[author.kind === "member" && author.name ? 0 : 1]! : `fact.${content.what}`;
  return (
    <FactLine icon={icons[content.what] ?? "bolt"}>
      <span>{content.what === "entered" ? t("entries.inThread", { name: content.text }) : content.text ?? t(`inbox.${key}`, { name: author.name })}</span>
      <span className="num">{clock}</span>
    </FactLine>
  );
}

function UnsentLine({ unsent, conversation }: { unsent: Unsent; conversation: ConversationDetail }) {
  const { t } = useTranslation();
  const session = useSession();
  const time = useTime();
  const remedy = (
    <>
      <Link onClick={() => void outbox.retry(unsent.clientId)}>{t("do.retry")}</Link>
      <Link onClick={() => outbox.drop(unsent.clientId)}>{t("inbox.drop")}</Link>
    </>
  );
  const reason = unsent.reason || t("fail.unknown");
  if (unsent.note) {
    const wrong =
      unsent.state === "failed" ? (
        <>
          {t("inbox.unsent.noteFailed", { reason })} {remedy}
        </>
      ) : unsent.state === "waiting" ? (
        t("inbox.unsent.waiting")
      ) : null;
    return (
      <Note
        author={session?.member.name ?? t("inbox.you")}
        time={time.clock(unsent.at)}
        wrong={wrong}
        text={unsent.content.kind === "text" ? unsent.content.text : ""}
      />
    );
  }
  return (
    <MessageBubble
      direction="out"
      content={unsent.looks}
      channel={conversation.channel}
      time={time.clock(unsent.at)}
      speaker={{ id: "", name: session?.member.name ?? "", voice: unsent.voice }}
      remedy={remedy}
      delivery={
        unsent.state === "failed"
          ? { state: "failed", reason: t("inbox.unsent.failed", { reason }), way: null }
          : { state: "sending", reason: unsent.state === "waiting" ? t("inbox.unsent.waiting") : null, way: null }
      }
    />
  );
}

function TypingLine({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation();
  const session = useSession();
  const typist = useTypist(conversation.id);
  const name = useName()(conversation.customer.name, conversation.customer.id);
  if (!typist || (typist.by === "member" && typist.name === session?.member.name)) return null;
  if (typist.by === "member") return <FactLine icon="edit">{t("inbox.alsoTyping", { name: typist.name })}</FactLine>;
  return (
    <div className="row small faint" role="status">
      <Face name={conversation.customer.name} id={conversation.customer.id} size="sm" />
      <span className="typing" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {t("inbox.typing", { name })}
    </div>
  );
}
