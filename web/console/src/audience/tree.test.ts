import { describe, expect, it } from "vitest";
import type { Condition } from "./condition.ts";
import { begin, change, redo, undo } from "./history.ts";
import {
  add,
  conditionOf,
  drop,
  duplicate,
  type Group,
  isGroup,
  lackIn,
  leafOf,
  leavesOf,
  negate,
  partAt,
  remove,
  step,
  treeOf,
  unwrap,
  wrap,
} from "./tree.ts";

const tag = (name: string): Condition => ({ kind: "tagged", tag: name });
const shape = (group: Group): unknown =>
  group.parts.map((part) => (isGroup(part) ? shape(part) : part.leaf.kind === "tagged" && part.leaf.tag));
const idOf = (root: Group, name: string) =>
  leavesOf(root).find((one) => one.leaf.kind === "tagged" && one.leaf.tag === name)!.id;

const abc = () =>
  treeOf({ kind: "all", of: [tag("a"), { kind: "any", of: [tag("b"), { kind: "not", of: tag("c") }] }, tag("d")] });

describe("a tree of conditions", () => {
  it("says the same after it was opened and closed", () => {
    const all: Condition[] = [
      tag("a"),
      { kind: "not", of: tag("a") },
      { kind: "all", of: [tag("a"), { kind: "not", of: { kind: "any", of: [tag("b"), tag("c")] } }] },
      { kind: "any", of: [tag("a"), tag("b")] },
      { kind: "not", of: { kind: "all", of: [tag("a"), tag("b")] } },
    ];
    for (const one of all) expect(conditionOf(treeOf(one)).condition).toEqual(one);
  });

  it("has no double negation", () => {
    expect(conditionOf(treeOf({ kind: "not", of: { kind: "not", of: tag("a") } })).condition).toEqual(tag("a"));
  });

  it("finds the part a refusal means", () => {
    const root = abc();
    const { places } = conditionOf(root);
    expect(partAt(places, "of[1].of[1].of.tag")).toEqual({ id: idOf(root, "c"), field: "tag" });
    expect(partAt(places, "of[0].event.where[0].op")).toEqual({ id: idOf(root, "a"), field: "event.where[0].op" });
    expect(partAt(conditionOf(treeOf(tag("x"))).places, "tag")?.field).toBe("tag");
  });

  it("is no condition while a group is empty, and knows which leaf lacks what", () => {
    const empty = treeOf(null);
    expect(conditionOf(empty).condition).toBeNull();
    expect(lackIn(empty)).toEqual({ id: empty.id, field: "of" });
    const leaf = leafOf({ kind: "tagged", tag: " " });
    expect(lackIn(add(empty, empty.id, leaf))).toEqual({ id: leaf.id, field: "tag" });
  });

  it("steps into a group and out of it", () => {
    let root = abc();
    root = step(root, idOf(root, "a"), 1);
    expect(shape(root)).toEqual([["a", "b", "c"], "d"]);
    root = step(root, idOf(root, "a"), -1);
    expect(shape(root)).toEqual(["a", ["b", "c"], "d"]);
    root = step(root, idOf(root, "d"), -1);
    expect(shape(root)).toEqual(["a", ["b", "c", "d"]]);
    expect(step(root, idOf(root, "a"), -1)).toBe(root);
  });

  it("is dropped before another part, but never into itself", () => {
    const root = abc();
    const inner = root.parts[1] as Group;
    expect(shape(drop(root, idOf(root, "d"), { group: inner.id, before: idOf(root, "b") }))).toEqual([
      "a",
      ["d", "b", "c"],
    ]);
    expect(drop(root, inner.id, { group: inner.id, before: null })).toBe(root);
  });

  it("loses a group with its last part", () => {
    let root = abc();
    root = remove(root, idOf(root, "b"));
    root = remove(root, idOf(root, "c"));
    expect(shape(root)).toEqual(["a", "d"]);
  });

  it("copies a part beside it, with ids of its own", () => {
    const root = abc();
    const copied = duplicate(root, root.parts[1]!.id).root;
    expect(shape(copied)).toEqual(["a", ["b", "c"], ["b", "c"], "d"]);
    expect(new Set(leavesOf(copied).map((leaf) => leaf.id)).size).toBe(6);
  });

  it("is grouped, negated and ungrouped", () => {
    let root = abc();
    root = wrap(root, idOf(root, "a"));
    expect(shape(root)).toEqual([["a"], ["b", "c"], "d"]);
    root = negate(root, root.parts[0]!.id);
    root = unwrap(root, root.parts[0]!.id);
    expect(conditionOf(root).condition).toMatchObject({ of: [{ kind: "not", of: tag("a") }, {}, {}] });
  });
});

describe("the history of a tree", () => {
  it("takes back and does again", () => {
    const first = abc();
    const second = remove(first, first.parts[0]!.id);
    let history = change(begin(first), second, "remove", 0);
    history = undo(history);
    expect(history.now).toBe(first);
    expect(redo(history).now).toBe(second);
    expect(undo(begin(first)).now).toBe(first);
  });

  it("takes typing in one field as one step", () => {
    const [first, second, third] = [abc(), abc(), abc()];
    let history = change(begin(first), second, "p1.tag", 0);
    history = change(history, third, "p1.tag", 300);
    expect(undo(history).now).toBe(first);
    history = change(history, abc(), "p2.tag", 400);
    expect(undo(history).now).toBe(third);
  });
});
