import { describe, expect, test } from "vitest";
import { chance } from "../../sdk/test/world";
import { day, money, safeUrl } from "../src/format";
import type { Content, Message } from "../src/message";
import { caughtUp, EMPTY, fetched, isLinked, unread, withMessages, type Thread } from "../src/thread";
import { wordsFor } from "../src/words";

function line(seq: number, content: Content = { kind: "text", text: `${seq}` }): Message {
  const direction = content.kind === "event" ? "fact" : seq % 2 ? "in" : "out";
  const author = { kind: "member" as const, name: "娟娟", voice: "editor" as const };
  return { id: `m${seq}`, seq, clientId: `c${seq}`, direction, author, content, at: "2026-11-22T02:00:00Z" };
}

describe("the thread", () => {
  test.each(Array.from({ length: 100 }, (_, seed) => seed))("is whole after any mixture of gaps, seed %i", (seed) => {
    const luck = chance(seed);
    const said: Message[] = [];
    let thread: Thread = EMPTY;
    for (let step = 0; step < 80; step++) {
      if (luck.happens(0.6)) {
        said.push(line(said.length + 1));
        // Live lines come or are missed.
        if (luck.happens(0.6)) thread = withMessages(thread, [said.at(-1)!]);
      } else {
        thread = caughtUp(fetched(thread, said.filter((message) => message.seq > thread.syncedSeq)));
        expect(thread.messages).toEqual(said);
      }
    }
  });

  test("a live line does not hide the gap before it", () => {
    const thread = withMessages(fetched(EMPTY, [line(1)]), [line(5)]);
    expect(thread.syncedSeq).toBe(1);
  });

  test("a line that was taken back replaces what stood there", () => {
    const thread = withMessages(fetched(EMPTY, [line(2)]), [line(2, { kind: "removed" })]);
    expect(thread.messages.map(({ content }) => content.kind)).toEqual(["removed"]);
  });

  test("only what was said to her counts as unread", () => {
    const thread = fetched(EMPTY, [line(1), line(2), line(3), line(4), line(5, { kind: "event", what: "closed", text: null })]);
    expect(unread(thread, 2)).toBe(1);
  });

  test("the last word about linking counts", () => {
    const linked = line(1, { kind: "event", what: "linked", text: null });
    const unlinked = line(2, { kind: "event", what: "unlinked", text: null });
    expect(isLinked(fetched(EMPTY, [linked]))).toBe(true);
    expect(isLinked(fetched(EMPTY, [linked, unlinked]))).toBe(false);
  });
});

describe("what she reads", () => {
  test("money has the digits of its place", () => {
    expect(money({ amount: 1280, currency: "TWD" }, "zh-Hant-TW")).toBe("NT$1,280");
    expect(money({ amount: 98.5, currency: "HKD" }, "en")).toBe("HK$98.50");
  });

  test("days are said as people say them", () => {
    const now = new Date(2026, 10, 22, 0, 5);
    const words = wordsFor("zh-Hant-TW");
    expect(day(new Date(2026, 10, 22, 0, 1).getTime(), "zh-Hant-TW", words, now)).toBe("今天");
    expect(day(new Date(2026, 10, 21, 23, 59).getTime(), "zh-Hant-TW", words, now)).toBe("昨天");
    expect(day(new Date(2026, 8, 3).getTime(), "zh-Hant-TW", words, now)).toBe("9月3日");
  });

  test("a link is never a script", () => {
    expect(safeUrl("javascript:alert(1)", "https://p.example")).toBe("about:blank");
    expect(safeUrl("/shop/products/1", "https://p.example/widget/")).toBe("https://p.example/shop/products/1");
  });
});
