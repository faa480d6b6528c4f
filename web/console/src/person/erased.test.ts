import { expect, test } from "vitest";
import { zh } from "../lang/words.ts";
import { inWords } from "./erased.ts";

test("tables a merchant has one word for are counted together, the greatest first", () => {
  const counts = { "conversation.link_code": 1, "conversation.visitor_key": 2, "timeline.event": 40, CommerceErasing: 2, "new.table": 1 };
  expect(inWords(counts)).toEqual([["events", 40], ["keys", 3], ["orders", 2], ["other", 1]]);
  for (const [word] of inWords(counts)) expect(zh.person.erasedWhat[word as "events"]).toBeTruthy();
});
