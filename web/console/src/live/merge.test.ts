import { describe, expect, it } from "vitest";
import type { Conversation, Message } from "@parley/api";
import { held, type Thread, withConversation, withEarlier, withFresh, withMessage, withReceipt } from "./merge.ts";

function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversationId: "v",
    seq,
    clientId: `c${seq}`,
    direction: "out",
    author: { kind: "member", name: "雅婷", voice: "service" },
    content: { kind: "text", text: String(seq) },
    at: "2026-11-22T02:00:00Z",
    delivery: { state: "sent", reason: null, way: "web" },
    ...change,
  };
}

const thread = (from: number, to: number, next: string | null = null): Thread => ({
  items: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
  next,
});

describe("a thread", () => {
  it("is the same after events as after a fresh reading, in whatever order and however often they come", () => {
    const told = [message(4), message(6), message(5), message(4), message(7)];
    expect(told.reduce(withMessage, thread(1, 3))).toEqual(withFresh(undefined, thread(1, 7)));
  });

  it("keeps a read that a late frame would take back", () => {
    const read = withReceipt(thread(1, 2), 2, "read");
    const late = withMessage(read, message(2, { delivery: { state: "delivered", reason: null, way: "web" } }));
    expect(late.items[1]?.delivery?.state).toBe("read");
  });

  it("marks only what was sent up to the receipt", () => {
    const marked = withReceipt(
      { items: [message(1, { direction: "in", delivery: null }), message(2), message(3)], next: null },
      2,
      "delivered",
    );
    expect(marked.items.map((one) => one.delivery?.state)).toEqual([undefined, "delivered", "sent"]);
  });

  it("joins a fresh page to earlier ones already here", () => {
    expect(withFresh(thread(1, 60, null), thread(40, 89, "40"))).toEqual(thread(1, 89, null));
  });

  it("keeps only the fresh page where a hole would remain", () => {
    expect(withFresh(thread(1, 20, null), thread(40, 89, "40"))).toEqual(thread(40, 89, "40"));
  });

  it("grows at the front by what came before", () => {
    expect(withEarlier(thread(51, 60, "51"), thread(1, 50, null))).toEqual(thread(1, 60, null));
  });
});

function conversation(id: string, minute: number, change: Partial<Conversation> = {}): Conversation {
  const at = `2026-11-22T02:${String(minute).padStart(2, "0")}:00Z`;
  return {
    id,
    channel: "web",
    state: "open",
    customer: { id: `c-${id}`, name: id },
    unread: 0,
    waitingSince: null,
    undelivered: false,
    assignee: null,
    updatedAt: at,
    seq: minute,
    readSeq: 0,
    version: minute,
    lastMessage: { text: id, kind: "text", at, direction: "in", voice: null },
    ...change,
  };
}

describe("the list while someone reads", () => {
  const list = [conversation("a", 30), conversation("b", 20), conversation("c", 10)];

  it("keeps its rows where they are and counts what came in", () => {
    const later = withConversation(withConversation(list, conversation("c", 40)), conversation("new", 41));
    const shown = held(later, ["a", "b", "c"]);
    expect(shown.rows.map((row) => row.id)).toEqual(["a", "b", "c"]);
    expect(shown.waiting).toEqual(["new", "c"]);
    expect(shown.rows[2]?.seq).toBe(40);
  });

  it("does not count what the reader sent", () => {
    const answered = withConversation(
      list,
      conversation("c", 40, { lastMessage: { text: "", kind: "text", at: "", direction: "out", voice: null } }),
    );
    expect(held(answered, ["a", "b", "c"]).waiting).toEqual([]);
  });

  it("appends older ones that were asked for", () => {
    expect(held([...list, conversation("d", 5)], ["a", "b", "c"]).rows.map((row) => row.id)).toEqual([
      "a",
      "b",
      "c",
      "d",
    ]);
  });

  it("drops a conversation that left the list", () => {
    expect(held(list.slice(1), ["a", "b", "c"]).rows.map((row) => row.id)).toEqual(["b", "c"]);
  });

  it("is not set back by an older frame", () => {
    expect(withConversation(list, conversation("a", 1))).toBe(list);
  });
});
