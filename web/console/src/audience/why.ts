import { call, type Why, type WhyEvent, type WhyPart } from "@parley/api";

export interface About {
  kind: "rule" | "segment";
  id: string;
  name: string;
}

export async function why(customerId: string, about: About, signal: AbortSignal): Promise<Why> {
  return call<Why>(`/customers/${customerId}/why`, { query: { [about.kind]: about.id }, signal });
}

export type Unit = "day" | "hour" | "minute" | "second";

/// 再過 3 天 2 小時: the two largest units that say something.
export function spanOf(millis: number): { unit: Unit; count: number }[] {
  const sizes: [Unit, number][] = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
    ["second", 1_000],
  ];
  let rest = Math.max(0, millis);
  const first = sizes.findIndex(([, size]) => rest >= size);
  if (first < 0) return [{ unit: "second", count: 1 }];
  return sizes.slice(first, first + 2).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [{ unit, count }] : [];
  });
}

/// Leaves and groups in reading order, with how deep each stands and whether it was asked for not being so.
export interface Line {
  part: WhyPart;
  depth: number;
  not: boolean;
}

export function linesOf(part: WhyPart, depth = 0, not = false): Line[] {
  const { condition, parts } = part;
  if (condition.kind === "not" && parts[0]) return linesOf(parts[0], depth, !not);
  if (condition.kind === "all" || condition.kind === "any") {
    if (parts.length === 1) return linesOf(parts[0]!, depth, not);
    const inside = parts.flatMap((one) => linesOf(one, depth + 1, false));
    return depth === 0 && condition.kind === "all" && !not ? parts.flatMap((one) => linesOf(one)) : [{ part, depth, not }, ...inside];
  }
  return [{ part, depth, not }];
}

/// An event with the name that the condition knows it by.
export interface Evidence extends WhyEvent {
  name: string;
}

/// Every event that counted for some part, once, oldest first.
export function evidenceOf(part: WhyPart): Evidence[] {
  const seen = new Map<string, Evidence>();
  const gather = ({ condition, events, parts }: WhyPart) => {
    const name = condition.kind === "did" ? condition.event.name : "";
    for (const event of events) {
      const key = `${event.at} ${event.url ?? ""} ${event.title ?? ""}`;
      if (!seen.get(key)?.name) seen.set(key, { ...event, name });
    }
    parts.forEach(gather);
  };
  gather(part);
  return [...seen.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}
