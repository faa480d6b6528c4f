import { describe, expect, it } from "vitest";
import { readAction, readMessage } from "../src/line/messages";
import { daysOf, placed, quickRepliesOf, readItem, startsRun, timeIn } from "../src/line/thread";

const item = (id: string, at: string, from = "bot", message: object = { type: "text", text: id }) =>
  readItem({ id, from, at, message });

describe("a message", () => {
  it("of a kind this phone does not know says which", () => {
    expect(readMessage({ type: "hologram" }).content).toEqual({ kind: "unsupported", what: "hologram" });
    expect(readMessage(null).content).toEqual({ kind: "unsupported", what: "?" });
  });
  it("with one picture column and one without are read alike", () => {
    const columns = [
      { thumbnailImageUrl: "https://kite.example/1.png", title: "一", text: "NT$1", actions: [] },
      { text: "二", actions: [] },
    ];
    const { content } = readMessage({ type: "template", altText: "兩件", template: { type: "carousel", columns } });
    expect(content).toMatchObject({
      kind: "columns",
      columns: [{ image: "https://kite.example/1.png" }, { image: undefined }],
    });
  });
  it("taken back is gone whatever it was", () => {
    expect(
      readItem({ id: "1", from: "user", at: "", unsent: true, message: { type: "text", text: "x" } }).message
        .content.kind,
    ).toBe("removed");
  });
});

describe("an action", () => {
  it("opens only web addresses", () => {
    expect(readAction({ type: "uri", label: "看", uri: "javascript:alert(1)" })).toEqual({
      type: "unsupported",
      label: "看",
    });
    expect(readAction({ type: "uri", label: "看", uri: "https://kite.example/" }).type).toBe("uri");
  });
  it("of a postback may say something in her name", () => {
    expect(readAction({ type: "postback", label: "好", data: "a=1", displayText: "好啊" })).toEqual({
      type: "postback",
      label: "好",
      data: "a=1",
      displayText: "好啊",
    });
  });
});

describe("a thread", () => {
  const first = item("a", "2026-11-22T15:00:00Z");
  const last = item("c", "2026-11-22T17:00:00Z");
  it("puts a late message in its place and a known one over its earlier self", () => {
    const all = placed([first, last], item("b", "2026-11-22T16:00:00Z"));
    expect(all.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    const read = readItem({
      id: "b",
      from: "user",
      at: "2026-11-22T16:00:00Z",
      read: true,
      message: { type: "text", text: "b" },
    });
    expect(placed(all, read)[1]?.read).toBe(true);
    expect(placed(all, read)).toHaveLength(3);
  });
  it("breaks days at midnight in Taipei", () => {
    expect(daysOf([first, last], "Asia/Taipei").map(({ date }) => date)).toEqual(["2026-11-22", "2026-11-23"]);
    expect(timeIn(last.at, "Asia/Taipei")).toBe("01:00");
  });
  it("offers quick replies only under the very last message", () => {
    const quickReply = { items: [{ action: { type: "message", label: "好", text: "好" } }] };
    const asking = item("q", "2026-11-22T18:00:00Z", "bot", { type: "text", text: "？", quickReply });
    expect(quickRepliesOf([first, asking])).toHaveLength(1);
    expect(quickRepliesOf([asking, item("u", "2026-11-22T18:01:00Z", "user")])).toEqual([]);
  });
  it("shows a face once a run", () => {
    const items = [first, last, item("u", "2026-11-22T18:00:00Z", "user")];
    expect(items.map((_, index) => startsRun(items, index))).toEqual([true, false, true]);
  });
});
