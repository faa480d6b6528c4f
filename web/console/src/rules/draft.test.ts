import { describe, expect, it } from "vitest";
import { BLANK, draftOf, lackOf, LIMITS, same, within } from "./draft.ts";

describe("a rule being written", () => {
  it("lacks the page first, then the tag", () => {
    expect(lackOf(BLANK)).toBe("contains");
    expect(lackOf({ ...BLANK, contains: " /tote " })).toBe("tag");
    expect(lackOf({ ...BLANK, contains: "/tote", tag: "托特" })).toBeNull();
  });

  it("goes to the server without the spaces around it, named by its tag", () => {
    expect(draftOf({ tag: " 托特 ", contains: " /tote ", times: 3, days: 30 })).toEqual({
      name: "托特",
      tag: "托特",
      condition: {
        kind: "did",
        event: { name: "page", where: [{ property: "url", op: "contains", value: "/tote" }] },
        measure: { kind: "count", atLeast: 3 },
        within: { amount: 30, unit: "day" },
      },
    });
  });

  it("is not changed by a space", () => {
    expect(same({ ...BLANK, tag: "托特" }, { ...BLANK, tag: "托特 " })).toBe(true);
  });

  it("keeps its figures within their limits", () => {
    expect([within(0, LIMITS.times), within(999, LIMITS.days), within(Number.NaN, LIMITS.days)]).toEqual([1, 365, 1]);
  });
});
