import { describe, expect, test } from "vitest";
import type { ReceivedEvent } from "@parley/api";
import { zh } from "../lang/words.ts";
import { pretty, reasonKey, skewOf } from "./explain.ts";

const at = "2026-05-01T10:00:00Z";

describe("what is said of an event", () => {
  test.each([
    ["2026-05-01T10:00:01Z", { key: "exact", unit: "second", count: 1 }],
    ["2026-05-01T10:00:30Z", { key: "ahead", unit: "second", count: 30 }],
    ["2026-05-01T09:50:00Z", { key: "behind", unit: "minute", count: 10 }],
    ["2026-05-01T18:00:00Z", { key: "ahead", unit: "hour", count: 8 }],
    ["2026-04-01T10:00:00Z", { key: "behind", unit: "day", count: 30 }],
  ])("a clock that says %s was off so much", (sentAt, skew) => expect(skewOf(at, sentAt)).toEqual(skew));

  test("a reason we know is said in the reader's language, another as the server says it", () => {
    const event = (outcome: string, reason: string | null, detail: string) =>
      ({ outcome, reason, detail }) as unknown as ReceivedEvent;
    expect(reasonKey(event("parked", "parked", "A track call names its event"))).toBe("events.cannot.name");
    expect(reasonKey(event("refused", "consent", "…"))).toBe("events.because.consent");
    expect(reasonKey(event("parked", "parked", "IllegalStateException: x"))).toBeNull();
    expect(zh.events.cannot.name).toBeTruthy();
  });

  test("what is no JSON is shown as it came", () => {
    expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(pretty("{not json")).toBe("{not json");
  });
});
