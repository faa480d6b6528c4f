import type { Condition } from "./condition.ts";

/// Whether time alone can make it hold (nothing bought for 90 days), without the customer doing anything: a rule looks
/// when she does something, a segment at every instant. `holding` false asks when time alone ends it.
export function comesByClock(condition: Condition, holding = true): boolean {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of.some((part) => comesByClock(part, holding));
    case "not":
      return comesByClock(condition.of, !holding);
    case "did":
    case "sequence":
      return !holding && condition.within != null;
    case "ordered":
      return condition.within != null && (condition.measure === "average" || (holding ? !grows(condition.op) : !shrinks(condition.op)));
    case "lifecycle":
      return holding ? condition.stage === "lapsed" : condition.stage === "member" || condition.stage === "repeat";
    default:
      return false;
  }
}

const grows = (op: string) => op === ">" || op === ">=";
const shrinks = (op: string) => op === "<" || op === "<=";
