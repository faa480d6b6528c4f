import { describe, expect, it } from "vitest";
import { Refusal } from "@parley/api";
import { amissOf, placed } from "./amiss.ts";
import { leavesOf, treeOf } from "./tree.ts";

describe("a refusal of a condition", () => {
  it("names its place in both languages", () => {
    expect(placed("條件的 of[1].where[0].op：只能是：is")).toEqual({ place: "of[1].where[0].op", words: "只能是：is" });
    expect(placed("The condition, at of[1].tag: This is a text")).toEqual({ place: "of[1].tag", words: "This is a text" });
    expect(placed("條件：還沒有條件")).toEqual({ place: "", words: "還沒有條件" });
    expect(placed("規則名稱要有 1 到 80 個字")).toBeNull();
  });

  it("stands at the part it means", () => {
    const root = treeOf({
      kind: "all",
      of: [
        { kind: "tagged", tag: "a" },
        { kind: "attribute", name: "city", op: "matches", value: "(" },
      ],
    });
    const error = new Refusal(422, "條件的 of[1].value：這不是可用的正規表示式", "condition");
    expect(amissOf(error, root)).toEqual({ id: leavesOf(root)[1]!.id, field: "value", words: "這不是可用的正規表示式" });
    expect(amissOf(new Refusal(0, "", "offline"), root)).toBeNull();
  });
});
