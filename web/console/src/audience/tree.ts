import { type Condition, lackOf, type LeafCondition, tidy } from "./condition.ts";

/// A condition as one edits it: groups of parts and leaves, each with an id that stays while it is moved about.
/// `not` is a property of the part it stands before, so that no part of the screen is a lone "not".
export interface Group {
  id: string;
  mode: "all" | "any";
  not: boolean;
  parts: Part[];
}

export interface Leaf {
  id: string;
  not: boolean;
  leaf: LeafCondition;
}

export type Part = Group | Leaf;

export const isGroup = (part: Part): part is Group => "parts" in part;

let last = 0;
export const nextId = (): string => `p${++last}`;

export const leafOf = (leaf: LeafCondition, not = false): Leaf => ({ id: nextId(), not, leaf });
export const groupOf = (mode: Group["mode"], parts: Part[], not = false): Group => ({ id: nextId(), mode, not, parts });

/// The root is always a group, so that there is somewhere to add to.
export function treeOf(condition: Condition | null): Group {
  if (condition === null) return groupOf("all", []);
  const part = partOf(condition, false);
  return isGroup(part) && !part.not ? part : groupOf("all", [part]);
}

function partOf(condition: Condition, not: boolean): Part {
  switch (condition.kind) {
    case "not":
      return partOf(condition.of, !not);
    case "all":
    case "any":
      return groupOf(condition.kind, condition.of.map((one) => partOf(one, false)), not);
    default:
      return leafOf(condition, not);
  }
}

/// The condition of a tree, and under which place in it (`of[1].of`) which part stands. Null while a group is empty.
export function conditionOf(root: Group): { condition: Condition | null; places: Map<string, string> } {
  const places = new Map<string, string>();
  const only = root.parts.length === 1 && !root.not ? root.parts[0] : undefined;
  const condition = written(only ?? root, "", places);
  if (only) places.set("", only.id);
  return { condition: condition && tidy(condition), places };
}

function written(part: Part, place: string, places: Map<string, string>): Condition | null {
  places.set(place, part.id);
  const inside = part.not ? below(place, "of") : place;
  if (part.not) places.set(inside, part.id);
  if (!isGroup(part)) return part.not ? { kind: "not", of: part.leaf } : part.leaf;
  const of = part.parts.map((one, n) => written(one, below(inside, `of[${n}]`), places));
  if (of.length === 0 || of.some((one) => one === null)) return null;
  const group: Condition = { kind: part.mode, of: of as Condition[] };
  return part.not ? { kind: "not", of: group } : group;
}

const below = (place: string, name: string): string => (place === "" ? name : `${place}.${name}`);

/// Which part a refusal means, and what within it: `of[1].event.where[0].op` is the second part's `event.where[0].op`.
export function partAt(places: Map<string, string>, place: string): { id: string; field: string } | null {
  let found: string | null = null;
  for (const known of places.keys()) {
    const leads = known === "" || place === known || place.startsWith(`${known}.`);
    if (leads && (found === null || known.length > found.length)) found = known;
  }
  if (found === null) return null;
  return { id: places.get(found)!, field: place.slice(found === "" ? 0 : found.length + 1) };
}

/// The first leaf that is not written to the end, and what it lacks.
export function lackIn(root: Group): { id: string; field: string } | null {
  for (const part of root.parts) {
    if (isGroup(part)) {
      if (part.parts.length === 0) return { id: part.id, field: "of" };
      const inside = lackIn(part);
      if (inside) return inside;
    } else {
      const field = lackOf(part.leaf);
      if (field !== null) return { id: part.id, field };
    }
  }
  return root.parts.length === 0 ? { id: root.id, field: "of" } : null;
}

export function partsOf(root: Group): Part[] {
  return [root, ...root.parts.flatMap((part) => (isGroup(part) ? partsOf(part) : [part]))];
}

export const leavesOf = (root: Group): Leaf[] => partsOf(root).filter((part): part is Leaf => !isGroup(part));

export function find(root: Group, id: string): Part | undefined {
  return partsOf(root).find((part) => part.id === id);
}

export function parentOf(root: Group, id: string): Group | undefined {
  return partsOf(root).find((part): part is Group => isGroup(part) && part.parts.some((one) => one.id === id));
}

export function depthOf(part: Part): number {
  return isGroup(part) ? 1 + Math.max(0, ...part.parts.map(depthOf)) : 1;
}

/// How deep a part stands: the root is 1.
export function levelOf(root: Group, id: string): number {
  const parent = parentOf(root, id);
  return parent ? 1 + levelOf(root, parent.id) : 1;
}

function changed(root: Group, id: string, change: (part: Part) => Part[]): Group {
  const parts = root.parts.flatMap((part) =>
    part.id === id ? change(part) : isGroup(part) ? [changed(part, id, change)] : [part],
  );
  return parts.every((part, n) => part === root.parts[n]) && parts.length === root.parts.length
    ? root
    : { ...root, parts };
}

export function put(root: Group, part: Part): Group {
  return part.id === root.id ? (part as Group) : changed(root, part.id, () => [part]);
}

export function add(root: Group, groupId: string, part: Part): Group {
  const group = find(root, groupId);
  return group && isGroup(group) ? put(root, { ...group, parts: [...group.parts, part] }) : root;
}

/// A group that loses its last part goes with it.
export function remove(root: Group, id: string): Group {
  const parent = parentOf(root, id);
  if (!parent) return root;
  if (parent.parts.length === 1 && parent.id !== root.id) return remove(root, parent.id);
  return changed(root, id, () => []);
}

export function duplicate(root: Group, id: string): { root: Group; copy: string | null } {
  const part = find(root, id);
  if (!part || id === root.id) return { root, copy: null };
  const copy = fresh(part);
  return { root: changed(root, id, () => [part, copy]), copy: copy.id };
}

function fresh(part: Part): Part {
  return isGroup(part)
    ? { ...part, id: nextId(), parts: part.parts.map(fresh) }
    : { ...part, id: nextId(), leaf: structuredClone(part.leaf) };
}

/// One step among its sisters; at the edge of a group it steps out of it, and before a group it steps into it.
export function step(root: Group, id: string, by: -1 | 1): Group {
  const parent = parentOf(root, id);
  const part = find(root, id);
  if (!parent || !part) return root;
  const at = parent.parts.findIndex((one) => one.id === id);
  const next = parent.parts[at + by];
  if (next === undefined) return out(root, parent, part, by);
  const rest = parent.parts.filter((one) => one.id !== id);
  if (isGroup(next)) {
    const parts = by === 1 ? [part, ...next.parts] : [...next.parts, part];
    return prune(put(root, { ...parent, parts: rest.map((one) => (one.id === next.id ? { ...next, parts } : one)) }));
  }
  return put(root, { ...parent, parts: [...rest.slice(0, at + by), part, ...rest.slice(at + by)] });
}

function out(root: Group, parent: Group, part: Part, by: -1 | 1): Group {
  if (parent.id === root.id) return root;
  const without = { ...parent, parts: parent.parts.filter((one) => one.id !== part.id) };
  const kept = without.parts.length > 0 ? [without] : [];
  return changed(root, parent.id, () => (by === -1 ? [part, ...kept] : [...kept, part]));
}

function prune(root: Group): Group {
  const parts = root.parts
    .map((part) => (isGroup(part) ? prune(part) : part))
    .filter((part) => !isGroup(part) || part.parts.length > 0);
  return { ...root, parts };
}

/// Dropped before another part, or at the end of a group. Nothing can be dropped into itself.
export function drop(root: Group, id: string, to: { group: string; before: string | null }): Group {
  const part = find(root, id);
  const group = find(root, to.group);
  if (!part || !group || !isGroup(group) || id === root.id || to.before === id) return root;
  if (isGroup(part) && partsOf(part).some((one) => one.id === to.group)) return root;
  const taken = changed(root, id, () => []);
  const goal = find(taken, to.group) as Group;
  const at = to.before === null ? goal.parts.length : goal.parts.findIndex((one) => one.id === to.before);
  const where = at < 0 ? goal.parts.length : at;
  return prune(put(taken, { ...goal, parts: [...goal.parts.slice(0, where), part, ...goal.parts.slice(where)] }));
}

/// Puts a group around a part, of the other kind than the one it stands in.
export function wrap(root: Group, id: string): Group {
  const parent = parentOf(root, id);
  return parent
    ? changed(root, id, (part) => [groupOf(parent.mode === "all" ? "any" : "all", [part])])
    : root;
}

/// Takes the group away and leaves its parts where it stood; one that says "not" hands it on if it has one part only.
export function unwrap(root: Group, id: string): Group {
  return changed(root, id, (part) => {
    if (!isGroup(part)) return [part];
    return part.not && part.parts.length === 1 ? part.parts.map((one) => ({ ...one, not: !one.not })) : part.parts;
  });
}

export const negate = (root: Group, id: string): Group => changed(root, id, (part) => [{ ...part, not: !part.not }]);
