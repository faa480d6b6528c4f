import type { Condition, EventMatch } from "../audience/condition.ts";

/// A journey as it is drawn. It may be unfinished: the server says what is amiss, and where.
export interface Flow {
  trigger: Trigger;
  entry: Entry;
  stops: Stop[];
  holdout?: number;
  start: string;
  steps: Step[];
  layout: Record<string, Spot>;
}

export interface Spot {
  x: number;
  y: number;
}

export interface Length {
  amount: number;
  unit: "minute" | "hour" | "day";
}

export type Same = "any" | "cart" | "order" | "product" | "coupon";

export type Trigger =
  | { kind: "" }
  | { kind: "event"; event: EventMatch; key?: Same }
  | { kind: "tag"; tag: string }
  | { kind: "segment"; segment: string; way: "entered" | "left" }
  | { kind: "cart"; idle: Length; atLeast?: number }
  | { kind: "date"; attribute: string; daysBefore: number; time: string }
  | { kind: "cycle"; products: string[]; days: number }
  | { kind: "stock"; products: string[]; days: number }
  | { kind: "price"; products: string[]; days: number }
  | { kind: "coupon"; coupon: string; days: number }
  | { kind: "schedule"; segment: string; every: "once" | "day" | "week" | "month"; date?: string; weekday?: string; time: string };

export type Entry = { kind: "once" } | { kind: "again"; days: number } | { kind: "each" };

export interface Stop {
  event: EventMatch;
  same?: Same;
  goal: boolean;
}

export interface Text {
  title?: string;
  text: string;
  button?: string;
  link?: string;
}

export interface Arm {
  way: string;
  percent: number;
}

interface Base {
  id: string;
  to: Record<string, string>;
}

export type Step = Base &
  (
    | { kind: "wait"; length: Length }
    | { kind: "until"; time: string; weekday?: string; date?: string }
    | { kind: "event"; event: EventMatch; same?: Same; within: Length }
    | { kind: "condition"; condition: Condition | null }
    | { kind: "split"; arms: Arm[] }
    | {
        kind: "message";
        class: "marketing" | "service";
        channels: string[];
        texts: Record<string, Text>;
        show: "none" | "cart" | "kept";
        unlessBought: boolean;
      }
    | { kind: "tag"; tag: string; on: boolean; days?: number }
    | { kind: "attribute"; name: string; value: string | number | boolean }
    | { kind: "coupon"; coupon: string }
    | { kind: "note"; text: string }
    | { kind: "assign"; member: string; text: string }
    | { kind: "webhook"; address: string }
    | { kind: "goal" }
    | { kind: "exit" }
  );

export type Kind = Step["kind"];
export type StepOf<K extends Kind> = Extract<Step, { kind: K }>;

export const START = "start";
const GRID = 20;
const WIDE = 280;
const TALL = 120;

/// The ways by which a step is left; none if it is an end.
export function waysOf(step: Step): string[] {
  switch (step.kind) {
    case "event":
      return ["met", "late"];
    case "condition":
      return ["yes", "no"];
    case "split":
      return step.arms.map((arm) => arm.way);
    case "goal":
    case "exit":
      return [];
    default:
      return ["next"];
  }
}

export const BLANK: Flow = {
  trigger: { kind: "" },
  entry: { kind: "once" },
  stops: [],
  start: "",
  steps: [],
  layout: { [START]: { x: 0, y: 0 } },
};

/// What came from the server, with everything a drawing needs: old or foreign drafts may lack some of it.
export function flowOf(draft: unknown): Flow {
  const told = (draft ?? {}) as Partial<Flow>;
  const steps = (told.steps ?? []).map((step) => ({ ...step, to: step.to ?? {} }));
  const flow: Flow = { ...BLANK, ...told, steps, stops: told.stops ?? [], layout: told.layout ?? {} };
  return { ...flow, layout: laidOut(flow) };
}

export function blank(kind: Kind, id: string): Step {
  const base = { id, to: {} };
  switch (kind) {
    case "wait":
      return { ...base, kind, length: { amount: 1, unit: "day" } };
    case "until":
      return { ...base, kind, time: "10:00" };
    case "event":
      return { ...base, kind, event: { name: "Order Completed", where: [] }, same: "any", within: { amount: 1, unit: "day" } };
    case "condition":
      return { ...base, kind, condition: null };
    case "split":
      return { ...base, kind, arms: [{ way: "A", percent: 50 }, { way: "B", percent: 50 }] };
    case "message":
      return { ...base, kind, class: "marketing", channels: [], texts: { any: { text: "" } }, show: "none", unlessBought: false };
    case "tag":
      return { ...base, kind, tag: "", on: true };
    case "attribute":
      return { ...base, kind, name: "", value: "" };
    case "coupon":
      return { ...base, kind, coupon: "" };
    case "note":
      return { ...base, kind, text: "" };
    case "assign":
      return { ...base, kind, member: "", text: "" };
    case "webhook":
      return { ...base, kind, address: "" };
    case "goal":
      return { ...base, kind };
    case "exit":
      return { ...base, kind };
  }
}

export const stepOf = (flow: Flow, id: string): Step | undefined => flow.steps.find((step) => step.id === id);

/// A short id that is not taken yet.
export function freshId(flow: Flow): string {
  for (let n = flow.steps.length + 1; ; n++) {
    if (!stepOf(flow, `s${n}`)) return `s${n}`;
  }
}

export function put(flow: Flow, step: Step): Flow {
  const ways = waysOf(step);
  const kept = { ...step, to: Object.fromEntries(Object.entries(step.to).filter(([way]) => ways.includes(way))) };
  return { ...flow, steps: flow.steps.map((one) => (one.id === step.id ? kept : one)) };
}

/// From a step's way (or the beginning) to another step. Nothing leads to the beginning, or from a step to itself.
export function connect(flow: Flow, from: string, way: string, to: string): Flow {
  if (to === START || from === to || !stepOf(flow, to)) return flow;
  if (from === START) return { ...flow, start: to };
  const step = stepOf(flow, from);
  return step && waysOf(step).includes(way) ? put(flow, { ...step, to: { ...step.to, [way]: to } }) : flow;
}

export function disconnect(flow: Flow, from: string, way: string): Flow {
  if (from === START) return { ...flow, start: "" };
  const step = stepOf(flow, from);
  if (!step) return flow;
  const { [way]: _, ...to } = step.to;
  return put(flow, { ...step, to });
}

/// Where a new step comes to stand: on the way it is added to, else below everything.
export function add(flow: Flow, step: Step, at: { from: string; way: string } | Spot): Flow {
  const grown = { ...flow, steps: [...flow.steps, step] };
  if ("x" in at) return place(grown, step.id, at);
  const after = at.from === START ? flow.start : (stepOf(flow, at.from)?.to[at.way] ?? "");
  const joined = connect(grown, at.from, at.way, step.id);
  const first = waysOf(step)[0];
  const through = after && first ? connect(joined, step.id, first, after) : joined;
  const above = flow.layout[at.from] ?? { x: 0, y: 0 };
  const side = at.from === START ? 0 : Math.max(0, waysOf(stepOf(flow, at.from)!).indexOf(at.way));
  const spot = { x: above.x + side * WIDE, y: above.y + TALL };
  return place(after ? pushed(through, spot, step.id) : through, step.id, spot);
}

/// What stands where a step comes, and below it, makes room.
function pushed(flow: Flow, spot: Spot, but: string): Flow {
  const layout = Object.fromEntries(
    Object.entries(flow.layout).map(([id, one]) => [
      id,
      id !== but && one.y >= spot.y - GRID && Math.abs(one.x - spot.x) < WIDE ? { ...one, y: one.y + TALL } : one,
    ]),
  );
  return { ...flow, layout };
}

export function place(flow: Flow, id: string, spot: Spot): Flow {
  const snapped = { x: Math.round(spot.x / GRID) * GRID, y: Math.round(spot.y / GRID) * GRID };
  return { ...flow, layout: { ...flow.layout, [id]: snapped } };
}

/// Takes steps away. Whoever led to one with a single way on leads on there.
export function remove(flow: Flow, ids: string[]): Flow {
  return ids.reduce(removeOne, flow);
}

function removeOne(flow: Flow, id: string): Flow {
  const gone = stepOf(flow, id);
  if (!gone) return flow;
  const ways = waysOf(gone);
  const on = ways.length === 1 ? (gone.to[ways[0]!] ?? "") : "";
  const next = on === id ? "" : on;
  const steps = flow.steps
    .filter((step) => step.id !== id)
    .map((step) => ({
      ...step,
      to: Object.fromEntries(
        Object.entries(step.to).flatMap(([way, to]) => (to !== id ? [[way, to]] : next && next !== step.id ? [[way, next]] : [])),
      ),
    }));
  const { [id]: _, ...layout } = flow.layout;
  return { ...flow, start: flow.start === id ? next : flow.start, steps, layout };
}

/// Copies of steps, with the ways between them, a little aside. Returns their ids, too.
export function paste(flow: Flow, copied: Step[], spots: Record<string, Spot>): { flow: Flow; ids: string[] } {
  let grown = flow;
  const names = new Map<string, string>();
  for (const step of copied) {
    const id = freshId(grown);
    names.set(step.id, id);
    grown = { ...grown, steps: [...grown.steps, { ...structuredClone(step), id, to: {} }] };
  }
  for (const step of copied) {
    const id = names.get(step.id)!;
    const spot = spots[step.id] ?? { x: 0, y: 0 };
    grown = place(grown, id, { x: spot.x + 2 * GRID, y: spot.y + 2 * GRID });
    for (const [way, to] of Object.entries(step.to)) {
      const there = names.get(to);
      if (there) grown = connect(grown, id, way, there);
    }
  }
  return { flow: grown, ids: [...names.values()] };
}

/// How far down a step stands when all is set out anew: below whatever leads to it, so that no line runs back up.
function levelsOf(flow: Flow): Map<string, number> {
  const levels = new Map<string, number>([[START, 0]]);
  const lines = edges(flow);
  // A line that leads back would go on for ever: no way is longer than there are steps.
  for (let round = 0; round <= flow.steps.length; round++) {
    let moved = false;
    for (const { from, to } of lines) {
      const below = (levels.get(from) ?? 0) + 1;
      if (below <= (levels.get(to) ?? 0) || below > flow.steps.length) continue;
      levels.set(to, below);
      moved = true;
    }
    if (!moved) break;
  }
  return levels;
}

/// Every step has a spot: those without come row by row, below what leads to them.
export function laidOut(flow: Flow): Record<string, Spot> {
  const layout: Record<string, Spot> = { [START]: flow.layout[START] ?? { x: 0, y: 0 } };
  for (const step of flow.steps) {
    const spot = flow.layout[step.id];
    if (spot) layout[step.id] = spot;
  }
  const taken = (spot: Spot) => Object.values(layout).some((one) => Math.abs(one.x - spot.x) < WIDE - GRID && Math.abs(one.y - spot.y) < TALL - GRID);
  const set = (id: string, spot: Spot) => {
    if (layout[id] || !stepOf(flow, id)) return;
    let free = spot;
    while (taken(free)) free = { x: free.x + WIDE, y: free.y };
    layout[id] = free;
  };
  const levels = levelsOf(flow);
  const anew = flow.steps.every((step) => !flow.layout[step.id]);
  for (const { from, to, side } of edges(flow)) {
    const above = layout[from] ?? { x: 0, y: 0 };
    set(to, { x: above.x + side * WIDE, y: anew ? layout[START]!.y + (levels.get(to) ?? 1) * TALL : above.y + TALL });
  }
  flow.steps.forEach((step, n) => set(step.id, { x: 3 * WIDE, y: n * TALL }));
  return layout;
}

/// How many messages the longest way holds.
export function mostMessages(flow: Flow): number {
  const below = (id: string, before: ReadonlySet<string>): number => {
    const step = stepOf(flow, id);
    if (!step || before.has(id)) return 0;
    const seen = new Set(before).add(id);
    const ways = waysOf(step).map((way) => below(step.to[way] ?? "", seen));
    return (step.kind === "message" ? 1 : 0) + Math.max(0, ...ways);
  };
  return below(flow.start, new Set());
}

/// Everything set out anew, level by level.
export function tidied(flow: Flow): Flow {
  return { ...flow, layout: laidOut({ ...flow, layout: {} }) };
}

export interface Edge {
  from: string;
  way: string;
  to: string;
  side: number;
}

/// All ways that lead somewhere, breadth first from the beginning, then those of steps that nothing leads to.
export function edges(flow: Flow): Edge[] {
  const found: Edge[] = [];
  const seen = new Set<string>();
  const queue: string[] = [];
  const visit = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    queue.push(id);
  };
  if (stepOf(flow, flow.start)) {
    found.push({ from: START, way: "next", to: flow.start, side: 0 });
    visit(flow.start);
  }
  const spread = () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const step = stepOf(flow, id)!;
      waysOf(step).forEach((way, side) => {
        const to = step.to[way];
        if (!to || !stepOf(flow, to)) return;
        found.push({ from: step.id, way, to, side });
        visit(to);
      });
    }
  };
  spread();
  flow.steps.forEach((step) => {
    visit(step.id);
    spread();
  });
  return found;
}

/// The variables that a text uses: `{{name|您}}` is `name`.
export function variables(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([\w.]+)\s*(?:\|[^}]*)?\}\}/g)].map((found) => found[1]!);
}

/// A text as somebody would read it; what is not known of her is said by its fallback.
export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{\s*([\w.]+)\s*(?:\|([^}]*))?\}\}/g, (_, name: string, fallback: string | undefined) => values[name] ?? fallback ?? "");
}
