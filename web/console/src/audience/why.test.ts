import { describe, expect, it } from "vitest";
import type { WhyPart } from "@parley/api";
import type { Condition } from "./condition.ts";
import { evidenceOf, linesOf, spanOf } from "./why.ts";

const tag = (name: string): Condition => ({ kind: "tagged", tag: name });
const part = (condition: Condition, holds: boolean, parts: WhyPart[] = [], events: WhyPart["events"] = []): WhyPart => ({
  condition,
  holds,
  actual: null,
  until: null,
  events,
  parts,
});

describe("why", () => {
  it("lists leaves in reading order, a not with the part it stands before", () => {
    const a = part(tag("a"), true);
    const b = part(tag("b"), false);
    const not = part({ kind: "not", of: tag("b") }, true, [b]);
    const any = part({ kind: "any", of: [tag("a"), tag("b")] }, true, [a, b]);
    const all = part({ kind: "all", of: [not.condition, any.condition] }, true, [not, any]);
    expect(linesOf(all).map((line) => [line.part, line.depth, line.not])).toEqual([
      [b, 0, true],
      [any, 0, false],
      [a, 1, false],
      [b, 1, false],
    ]);
  });

  it("names each event once, oldest first, by the part that knows its name", () => {
    const event = (at: string) => ({ at, title: "t", url: "/u", value: null });
    const did: Condition = { kind: "did", event: { name: "page", where: [] }, measure: { kind: "count", atLeast: 1 } };
    const sequence: Condition = { kind: "sequence", steps: [], within: { amount: 1, unit: "day" } };
    const whole = part({ kind: "all", of: [] }, true, [
      part(sequence, true, [], [event("2026-02-01T00:00:00Z")]),
      part(did, true, [], [event("2026-02-01T00:00:00Z"), event("2026-01-01T00:00:00Z")]),
    ]);
    expect(evidenceOf(whole).map((one) => [one.at.slice(0, 7), one.name])).toEqual([
      ["2026-01", "page"],
      ["2026-02", "page"],
    ]);
  });

  it("says how long in the two largest units", () => {
    expect(spanOf(3 * 86_400_000 + 2 * 3_600_000 + 59_000)).toEqual([
      { unit: "day", count: 3 },
      { unit: "hour", count: 2 },
    ]);
    expect(spanOf(61_000)).toEqual([
      { unit: "minute", count: 1 },
      { unit: "second", count: 1 },
    ]);
    expect(spanOf(-5)).toEqual([{ unit: "second", count: 1 }]);
  });
});
