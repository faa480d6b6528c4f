import { describe, expect, it } from "vitest";
import { kindOf, KINDS } from "./kinds.ts";

describe("the merchant's menu", () => {
  it("knows again what it began", () => {
    for (const kind of KINDS) expect(kindOf(kind.blank()).id).toBe(kind.id);
  });

  it("begins anew each time", () => {
    const page = KINDS.find((kind) => kind.id === "page")!;
    expect(page.blank()).toEqual(page.blank());
    expect(page.blank()).not.toBe(page.blank());
  });

  it("takes an event of the shop's own as one", () => {
    const quiz = { kind: "did", event: { name: "Quiz Finished", where: [] }, measure: { kind: "count", atLeast: 1 } } as const;
    expect(kindOf({ ...quiz, event: { ...quiz.event, where: [] } }).id).toBe("event");
  });
});
