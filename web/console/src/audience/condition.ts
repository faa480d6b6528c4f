import type { Condition, ConditionOp, ConditionValue, EventMatch, Measure, Span } from "@parley/api";

export type { Condition, EventMatch, Measure, Span };
export type Op = ConditionOp;
export type Value = ConditionValue;
export type Filter = EventMatch["where"][number];
export type Unit = Span["unit"];

/// The language of conditions, as the server speaks it. While one is being written its texts may be empty and its
/// numbers missing; `lackOf` says so, and only what lacks nothing is sent.

type Of<Kind extends Condition["kind"]> = Extract<Condition, { kind: Kind }>;
export type LeafCondition = Exclude<Condition, { kind: "all" | "any" | "not" }>;
export type Did = Of<"did">;
export type Sequence = Of<"sequence">;
export type Attribute = Of<"attribute">;
export type Ordered = Of<"ordered">;
export type InCart = Of<"cart">;

export const STAGES = ["visitor", "lead", "member", "repeat", "lapsed"] as const;
export const WAYS = ["line", "web", "email", "sms"] as const;
export const IDENTITIES = ["member", "line", "email", "phone", "visitor"] as const;

export const LIMITS = {
  depth: 6,
  leaves: 30,
  steps: 6,
  filters: 10,
  textLength: 200,
  times: { min: 1, max: 1_000 },
  windowDays: 731,
} as const;

/// What of a leaf is still missing, by the place in it; the same names as in the server's refusals.
export function lackOf(leaf: LeafCondition): string | null {
  switch (leaf.kind) {
    case "did":
      return lackOfMatch(leaf.event, "event") ?? lackOfMeasure(leaf.measure) ?? lackOfSpan(leaf.within);
    case "sequence": {
      const lacking = leaf.steps.map((step, n) => lackOfMatch(step, `steps[${n}]`)).find((place) => place !== null);
      return lacking ?? lackOfSpan(leaf.within);
    }
    case "attribute":
      return blank(leaf.name) ? "name" : lackOfValue(leaf) ? "value" : null;
    case "tagged":
      return blank(leaf.tag) ? "tag" : null;
    case "identified":
      return blank(leaf.by) ? "by" : null;
    case "segment":
      return blank(leaf.segment) ? "segment" : null;
    case "ordered":
      return Number.isFinite(leaf.value) ? lackOfSpan(leaf.within) : "value";
    case "cart":
      return Number.isFinite(leaf.value) ? null : "value";
    case "reachable":
    case "lifecycle":
      return null;
  }
}

function lackOfMatch(match: EventMatch, place: string): string | null {
  if (blank(match.name)) return `${place}.name`;
  for (const [n, filter] of match.where.entries()) {
    if (blank(filter.property)) return `${place}.where[${n}].property`;
    if (lackOfValue(filter)) return `${place}.where[${n}].value`;
  }
  return null;
}

function lackOfMeasure(measure: Measure): string | null {
  if (measure.kind !== "count" && blank(measure.property)) return "measure.property";
  return measure.atLeast > 0 ? null : "measure.atLeast";
}

function lackOfSpan(within: Span | null | undefined): string | null {
  return within && !(within.amount >= 1) ? "within.amount" : null;
}

export function lackOfValue({ op, value }: { op: Op; value?: Value | null }): boolean {
  if (op === "known") return false;
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0 || value.some((one) => typeof one === "string" && blank(one));
  return typeof value === "string" ? blank(value) : typeof value === "number" && !Number.isFinite(value);
}

function blank(text: string): boolean {
  return text.trim() === "";
}

/// Texts without the blanks around them, and a filter that needs no value without one: how it is sent and compared.
export function tidy<C extends Condition>(condition: C): C {
  return trimmed(condition) as C;
}

function trimmed(part: unknown): unknown {
  if (typeof part === "string") return part.trim();
  if (Array.isArray(part)) return part.map(trimmed);
  if (part === null || typeof part !== "object") return part;
  const entries = Object.entries(part).filter(([name, value]) => {
    if (value === undefined || value === null) return false;
    return !(name === "value" && (part as { op?: Op }).op === "known");
  });
  return Object.fromEntries(entries.map(([name, value]) => [name, trimmed(value)]));
}

/// Whether the server would understand the same. The order of fields does not matter; what is null is as not there.
export function same(one: unknown, other: unknown): boolean {
  return canonical(trimmed(one)) === canonical(trimmed(other));
}

function canonical(part: unknown): string {
  if (Array.isArray(part)) return `[${part.map(canonical).join()}]`;
  if (part === null || typeof part !== "object") return JSON.stringify(part) ?? "null";
  const fields = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).join()}}`;
}
