import { describe, expect, it } from "vitest";
import type { Aside, Message, TimelineEntry } from "@parley/api";
import { amongEvents, amongMessages } from "./asides.ts";

const aside = (id: string, at: string): Aside => ({
  id,
  at,
  channel: "line",
  broadcastId: "b",
  by: "新品",
  content: { kind: "text", text: "嗨", quickReplies: [] },
  kind: "text",
  text: "嗨",
  state: "sent",
  reason: null,
});

describe("what was said beside a thread", () => {
  it("stands between its lines where it was said, in its order", () => {
    const lines = [
      { id: "m1", at: "2026-01-01T10:00:00Z" },
      { id: "m2", at: "2026-01-01T12:00:00Z" },
    ] as Message[];
    const all = amongMessages(lines, [aside("a2", "2026-01-01T13:00:00Z"), aside("a1", "2026-01-01T11:00:00Z")], "c");
    expect(all.map((one) => one.id)).toEqual(["m1", "a1", "m2", "a2"]);
    expect(all[1]!.author.name).toBe("新品");
  });

  it("stands among the events, newest first", () => {
    const events = [
      { id: 2, at: "2026-01-01T12:00:00Z" },
      { id: 1, at: "2026-01-01T10:00:00Z" },
    ] as TimelineEntry[];
    const all = amongEvents(events, [aside("a", "2026-01-01T11:00:00Z")]);
    expect(all.map((one) => one.id)).toEqual([2, -1, 1]);
  });
});
