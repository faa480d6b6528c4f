import type { Condition, Rule, RuleDraft } from "@parley/api";

/// What is being written. The tag's name is the rule's name: merchants speak of one thing.
export interface Writing {
  tag: string;
  contains: string;
  times: number;
  days: number;
}

export const LIMITS = { times: { min: 1, max: 100 }, days: { min: 1, max: 365 }, textLength: 200 } as const;

export const BLANK: Writing = { tag: "", contains: "", times: 3, days: 30 };

export function writingOf(rule: Rule): Writing {
  return { tag: rule.tag.name, ...visitedOf(rule.condition) };
}

/// What this editor can show of a condition: an address looked at so often within so many days. Of another it shows
/// none, and lacks it.
function visitedOf(condition: Condition): Omit<Writing, "tag"> {
  if (condition.kind !== "did" || condition.measure.kind !== "count") return { contains: "", times: 1, days: 30 };
  const part = condition.event.where.find((one) => one.property === "url" && one.op === "contains");
  return {
    contains: typeof part?.value === "string" ? part.value : "",
    times: condition.measure.atLeast,
    days: condition.within?.unit === "day" ? condition.within.amount : 30,
  };
}

export function conditionOf({ contains, times, days }: Writing): Condition {
  return {
    kind: "did",
    event: { name: "page", where: [{ property: "url", op: "contains", value: contains.trim() }] },
    measure: { kind: "count", atLeast: times },
    within: { amount: days, unit: "day" },
  };
}

/// A rule that was given a name of its own elsewhere keeps it.
export function draftOf(writing: Writing, rule: Rule | null = null): RuleDraft {
  const named = rule && rule.name !== rule.tag.name ? rule.name : writing.tag.trim();
  return { name: named, tag: writing.tag.trim(), condition: conditionOf(writing) };
}

export type Lack = "contains" | "tag";

/// What is still missing before it can be kept by the server.
export function lackOf(writing: Writing): Lack | null {
  return writing.contains.trim() === "" ? "contains" : writing.tag.trim() === "" ? "tag" : null;
}

export function within(value: number, { min, max }: { min: number; max: number }): number {
  return Number.isFinite(value) ? Math.min(max, Math.max(min, Math.round(value))) : min;
}

export function same(a: Writing, b: Writing): boolean {
  return (
    a.tag.trim() === b.tag.trim() && a.contains.trim() === b.contains.trim() && a.times === b.times && a.days === b.days
  );
}

const PREFIX = "parley.rule.";

/// What the server does not have yet stays on this computer.
export function keep(id: string, writing: Writing | null): void {
  try {
    if (writing === null) localStorage.removeItem(PREFIX + id);
    else localStorage.setItem(PREFIX + id, JSON.stringify(writing));
  } catch {
    // Full or forbidden: it lives as long as the page.
  }
}

export function kept(id: string): Writing | null {
  try {
    const found = localStorage.getItem(PREFIX + id);
    return found ? { ...BLANK, ...(JSON.parse(found) as Partial<Writing>) } : null;
  } catch {
    return null;
  }
}
