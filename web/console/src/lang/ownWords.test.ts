import { expect, test } from "vitest";
import { ownWords } from "./ownWords.ts";

const blocked = "對方已封鎖這個帳號 · The contact has blocked this account";

test("a reason in both languages is read in one", () => {
  expect(ownWords(blocked, "zh-Hant-TW")).toBe("對方已封鎖這個帳號");
  expect(ownWords(blocked, "en")).toBe("The contact has blocked this account");
});

test("the words of a provider stand as they came", () => {
  for (const said of ["Invalid reply token", "A · B", "風箏 · 選物", "LINE 沒有回應 · a · b"])
    expect(ownWords(said, "en")).toBe(said);
});
