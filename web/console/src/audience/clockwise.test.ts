import { describe, expect, it } from "vitest";
import { comesByClock } from "./clockwise.ts";
import type { Condition } from "./condition.ts";

const day = { amount: 30, unit: "day" } as const;
const seen: Condition = { kind: "did", event: { name: "page", where: [] }, measure: { kind: "count", atLeast: 1 }, within: day };
const bought = (op: ">=" | "<", within: typeof day | null): Condition => ({ kind: "ordered", measure: "count", op, value: 1, within });
const not = (of: Condition): Condition => ({ kind: "not", of });

describe("what time alone makes so", () => {
  it("is that something was not done lately", () => {
    expect(comesByClock(not(seen))).toBe(true);
    expect(comesByClock({ kind: "all", of: [{ kind: "tagged", tag: "VIP" }, not(seen)] })).toBe(true);
    expect(comesByClock(not(bought(">=", day)))).toBe(true);
    expect(comesByClock(bought("<", day))).toBe(true);
    expect(comesByClock({ kind: "lifecycle", stage: "lapsed" })).toBe(true);
    expect(comesByClock(not({ kind: "lifecycle", stage: "member" }))).toBe(true);
  });

  it("is nothing that she does herself", () => {
    expect(comesByClock(seen)).toBe(false);
    expect(comesByClock(not(not(seen)))).toBe(false);
    expect(comesByClock(bought(">=", day))).toBe(false);
    expect(comesByClock(not(bought(">=", null)))).toBe(false);
    expect(comesByClock(not({ kind: "lifecycle", stage: "lapsed" }))).toBe(false);
    expect(comesByClock({ kind: "segment", segment: "x" })).toBe(false);
  });
});
