import type { Conversation, DeliveryState, Message } from "@parley/api";

/// The part of a thread that is on this page: ascending by seq, without holes. `next` asks for what came before.
export interface Thread {
  items: Message[];
  next: string | null;
}

/// Delivery only climbs: a late "delivered" must not take back a "read".
const rank: Record<DeliveryState, number> = { sending: 0, unknown: 1, sent: 2, delivered: 3, read: 4, failed: 5 };

/// A message that came or changed. Telling it twice, or before and after a fetch, gives the same thread.
export function withMessage(thread: Thread, message: Message): Thread {
  const known = thread.items.find((one) => one.id === message.id);
  const kept = known ? newer(known, message) : message;
  const others = thread.items.filter((one) => one.id !== message.id);
  return { ...thread, items: [...others, kept].sort((a, b) => a.seq - b.seq) };
}

/// A page read from the server over what is already here. Where the two do not touch, only the fresh page is kept:
/// a hole in a conversation is worse than asking again for what came before.
export function withFresh(thread: Thread | undefined, fresh: Thread): Thread {
  const first = fresh.items[0];
  const last = thread?.items.at(-1);
  if (!thread || !first || !last || (fresh.next !== null && first.seq > last.seq + 1)) return fresh;
  const merged = fresh.items.reduce(withMessage, thread);
  return { items: merged.items, next: thread.items[0]!.seq < first.seq ? thread.next : fresh.next };
}

export function withEarlier(thread: Thread, earlier: Thread): Thread {
  return { items: earlier.items.reduce(withMessage, thread).items, next: earlier.next };
}

/// The customer's side has received or read everything up to `seq`.
export function withReceipt(thread: Thread, seq: number, state: "delivered" | "read"): Thread {
  const reached = (one: Message) =>
    one.direction === "out" && one.seq <= seq && one.delivery !== null && rank[one.delivery.state] < rank[state];
  if (!thread.items.some(reached)) return thread;
  return {
    ...thread,
    items: thread.items.map((one) => (reached(one) ? { ...one, delivery: { ...one.delivery!, state } } : one)),
  };
}

function newer(known: Message, told: Message): Message {
  if (!known.delivery || !told.delivery || rank[told.delivery.state] >= rank[known.delivery.state]) return told;
  return { ...told, delivery: known.delivery };
}

/// The list of conversations on screen, newest first.
export function withConversation(list: Conversation[], conversation: Conversation): Conversation[] {
  const known = list.find((one) => one.id === conversation.id);
  if (known && known.version > conversation.version) return list;
  return [...list.filter((one) => one.id !== conversation.id), conversation].sort(newestFirst);
}

export function newestFirst(a: Conversation, b: Conversation): number {
  return b.updatedAt.localeCompare(a.updatedAt) || b.id.localeCompare(a.id);
}

/// What is shown while someone reads: the rows stay where they were, with what they say brought up to date. Older ones
/// that were asked for follow at the end; what came in since, and would have moved up, is counted and waits.
export function held(list: Conversation[], order: readonly string[]): { rows: Conversation[]; waiting: string[] } {
  const byId = new Map(list.map((one) => [one.id, one]));
  const kept = order.flatMap((id) => byId.get(id) ?? []);
  if (kept.length === 0) return { rows: list, waiting: [] };
  const place = new Map(kept.map((one, index) => [one.id, index]));
  const end = list.findLastIndex((one) => place.has(one.id));
  const waiting = list.slice(0, end + 1).filter((one, at) => {
    const drawn = place.get(one.id);
    if (drawn === undefined) return true;
    return (
      one.lastMessage?.direction === "in" &&
      list.slice(at + 1).some((other) => (place.get(other.id) ?? Infinity) < drawn)
    );
  });
  return { rows: [...kept, ...list.slice(end + 1)], waiting: waiting.map((one) => one.id) };
}
