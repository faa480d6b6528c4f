import type { Message } from "./message";

/// What is known of the conversation. `syncedSeq` is where the next question to the server begins: everything up to it
/// has been fetched. Lines that arrive live while a gap is still open stand in the thread but do not move it.
export interface Thread {
  messages: readonly Message[];
  syncedSeq: number;
}

export const EMPTY: Thread = { messages: [], syncedSeq: 0 };

export function lastSeq(thread: Thread) {
  return thread.messages.at(-1)?.seq ?? 0;
}

/// The thread with these lines in their places; a line that is already there is replaced, for it may have been removed.
export function withMessages(thread: Thread, arrived: readonly Message[]): Thread {
  const bySeq = new Map([...thread.messages, ...arrived].map((message) => [message.seq, message]));
  return { ...thread, messages: [...bySeq.values()].sort((a, b) => a.seq - b.seq) };
}

export function fetched(thread: Thread, arrived: readonly Message[]): Thread {
  const next = withMessages(thread, arrived);
  return { ...next, syncedSeq: Math.max(thread.syncedSeq, ...arrived.map((message) => message.seq)) };
}

/// No gap is open any more: what arrived live counts as fetched.
export function caughtUp(thread: Thread): Thread {
  return { ...thread, syncedSeq: Math.max(thread.syncedSeq, lastSeq(thread)) };
}

export function unread(thread: Thread, seenSeq: number) {
  return thread.messages.filter((message) => message.direction === "out" && message.seq > seenSeq).length;
}

/// Whether the last word about linking was that LINE is linked.
export function isLinked(thread: Thread) {
  const facts = thread.messages.flatMap(({ content }) => (content.kind === "event" ? [content.what] : []));
  return facts.findLast((what) => what === "linked" || what === "unlinked") === "linked";
}
