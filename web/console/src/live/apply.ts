import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Broadcast, Clock, Conversation, ConversationDetail, Frame, Listing, Session } from "@parley/api";
import { type Thread, withConversation, withMessage, withReceipt } from "./merge.ts";
import { startTyping, stopTyping } from "./typing.ts";

export interface ConversationFilter {
  state: "open" | "closed";
  channel: string;
  /// The member whose they are; "" for everybody's.
  assignee: string;
  query: string;
}

type Lists = InfiniteData<Listing<Conversation>, string | null>;

/// Brings what is on screen up to date with one frame of the live socket.
export function apply(queries: QueryClient, frame: Frame, reread: Reread): void {
  switch (frame.type) {
    case "message": {
      const { message } = frame;
      queries.setQueryData<Thread>(
        ["thread", message.conversationId],
        (thread) => thread && withMessage(thread, message),
      );
      if (message.direction === "in") stopTyping(message.conversationId);
      reread(["conversation", message.conversationId]);
      return;
    }
    case "conversation":
      putConversation(queries, frame.conversation, reread);
      reread(["home"]);
      return;
    case "receipt":
      queries.setQueryData<Thread>(
        ["thread", frame.conversationId],
        (thread) => thread && withReceipt(thread, frame.seq, frame.state),
      );
      return;
    case "customers":
      frame.ids.forEach((id) => {
        reread(["customer", id]);
        reread(["events", id]);
      });
      reread(["customers"], LIST_MILLIS);
      return;
    case "seen":
      for (const [key, lists] of queries.getQueriesData<Lists>({ queryKey: ["conversations"] })) {
        if (lists) queries.setQueryData<Lists>(key, seen(lists, frame.conversationId, frame.seq));
      }
      return;
    case "ready":
      return;
    case "viewing":
      reread(["customer", frame.customerId]);
      return;
    case "typing":
      if (frame.by !== "system") startTyping(frame.conversationId, { name: frame.name, by: frame.by });
      return;
    case "home":
      reread(["home"]);
      return;
    case "clock":
      queries.setQueryData<Clock>(["clock"], frame.clock);
      queries.setQueryData<Session | null>(
        ["session"],
        (session) =>
          session && { ...session, workspace: { ...session.workspace, aheadMillis: frame.clock.aheadMillis } },
      );
      if (!frame.clock.travel) reread([]);
      return;
    case "journey":
      reread(["journey", frame.id, "counts"]);
      reread(["journey", frame.id, "runs"]);
      reread(["journey", frame.id, "sends"]);
      reread(["journey", frame.id, "errands"]);
      reread(["journeys"]);
      reread(["recovery"]);
      return;
    case "broadcast":
      queries.setQueryData<Broadcast>(
        ["broadcast", frame.id],
        (one) => one && { ...one, state: frame.state, progress: frame.progress },
      );
      reread(["broadcasts"], LIST_MILLIS);
      reread(["broadcast-report", frame.id], LIST_MILLIS);
      return;
    case "audience":
      reread(["rules"]);
      reread(["rule"]);
      reread(["segments"]);
      reread(["segment"]);
      return;
  }
}

/// Asks for a fresh reading, soon (250 ms unless told) and not more often than the screen needs.
export type Reread = (key: unknown[], millis?: number) => void;

/// The list of all customers changes with every page view in the shop; nobody reads it four times a second.
const LIST_MILLIS = 2_000;

export function putConversation(queries: QueryClient, conversation: Conversation, reread: Reread): void {
  queries.setQueryData<ConversationDetail>(["conversation", conversation.id], (known) =>
    known && known.version <= conversation.version ? { ...known, ...conversation } : known,
  );
  for (const [key, lists] of queries.getQueriesData<Lists>({ queryKey: ["conversations"] })) {
    const filter = key[1] as ConversationFilter;
    if (filter.query) reread([...key]);
    else if (lists) queries.setQueryData<Lists>(key, placed(lists, conversation, filter));
  }
}

function placed(lists: Lists, conversation: Conversation, filter: ConversationFilter): Lists {
  const belongs = conversation.state === filter.state && (!filter.channel || filter.channel === conversation.channel) && (!filter.assignee || filter.assignee === conversation.assignee);
  const all = lists.pages.flatMap((page) => page.items);
  const items = belongs ? withConversation(all, conversation) : all.filter((one) => one.id !== conversation.id);
  return { pages: [{ items, next: lists.pages.at(-1)?.next ?? null }], pageParams: [null] };
}

/// A colleague has read it: nothing in it is new any more.
function seen(lists: Lists, id: string, seq: number): Lists {
  const read = (one: Conversation) => (one.id === id && one.seq <= seq ? { ...one, unread: 0, readSeq: seq } : one);
  return { ...lists, pages: lists.pages.map((page) => ({ ...page, items: page.items.map(read) })) };
}
