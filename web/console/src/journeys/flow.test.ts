import { describe, expect, it } from "vitest";
import {
  BLANK,
  START,
  add,
  blank,
  connect,
  edges,
  filled,
  flowOf,
  laidOut,
  mostMessages,
  paste,
  remove,
  stepOf,
  tidied,
  waysOf,
} from "./flow.ts";

const line = () => {
  let flow = add(BLANK, blank("wait", "a"), { from: START, way: "next" });
  flow = add(flow, blank("tag", "b"), { from: "a", way: "next" });
  return add(flow, blank("exit", "c"), { from: "b", way: "next" });
};

describe("a flow", () => {
  it("takes a step in on a way and leads on through it", () => {
    const flow = add(line(), blank("condition", "q"), { from: "a", way: "next" });
    expect(stepOf(flow, "a")!.to).toEqual({ next: "q" });
    expect(stepOf(flow, "q")!.to).toEqual({ yes: "b" });
    expect(flow.layout.b!.y).toBeGreaterThan(flow.layout.q!.y);
  });

  it("closes the gap when a step with one way on is taken out, and leaves a loose end behind one with two", () => {
    expect(stepOf(remove(line(), ["b"]), "a")!.to).toEqual({ next: "c" });
    const asked = add(line(), blank("condition", "q"), { from: "a", way: "next" });
    expect(stepOf(remove(asked, ["q"]), "a")!.to).toEqual({});
    expect(remove(line(), ["a"]).start).toBe("b");
  });

  it("copies steps with the ways between them and no others", () => {
    const { flow, ids } = paste(line(), [stepOf(line(), "a")!, stepOf(line(), "b")!], line().layout);
    expect(ids).toHaveLength(2);
    expect(stepOf(flow, ids[0]!)!.to).toEqual({ next: ids[1] });
    expect(stepOf(flow, ids[1]!)!.to).toEqual({});
  });

  it("leads nowhere to the beginning or to itself", () => {
    expect(connect(line(), "a", "next", START)).toEqual(line());
    expect(connect(line(), "a", "next", "a")).toEqual(line());
    expect(connect(line(), "a", "met", "c")).toEqual(line());
  });

  it("gives every step a spot of its own, whatever it was told", () => {
    const bare = flowOf({ ...line(), layout: undefined });
    const spots = Object.values(laidOut(bare)).map((spot) => `${spot.x},${spot.y}`);
    expect(new Set(spots).size).toBe(4);
    expect(edges(bare).map((edge) => `${edge.from}-${edge.to}`)).toEqual(["start-a", "a-b", "b-c"]);
    expect(flowOf(null).steps).toEqual([]);
  });

  it("sets an end below all that leads to it, and counts the messages of the longest way", () => {
    const [near, far] = waysOf(blank("condition", "q"));
    const ways = flowOf({
      ...line(),
      start: "q",
      steps: [
        { ...blank("condition", "q"), to: { [near!]: "end", [far!]: "m" } },
        { ...blank("message", "m"), to: { next: "n" } },
        { ...blank("message", "n"), to: { next: "end" } },
        blank("exit", "end"),
      ],
      layout: undefined,
    });
    const { q, m, n, end } = tidied(ways).layout as Record<string, { y: number }>;
    expect([q!.y < m!.y, m!.y < n!.y, n!.y < end!.y]).toEqual([true, true, true]);
    expect(mostMessages(ways)).toBe(2);
    const round = { ...ways, steps: ways.steps.map((step) => (step.id === "n" ? { ...step, to: { next: "q" } } : step)) };
    expect(mostMessages(round as typeof ways)).toBe(2);
    expect(Object.keys(tidied(round as typeof ways).layout)).toHaveLength(5);
  });

  it("says what is not known of somebody by the fallback", () => {
    expect(filled("{{name|您}}好，{{cart.items}}還在", { "cart.items": "托特包" })).toBe("您好，托特包還在");
  });
});
