import { expect, test } from "vitest";
import { address, amissOf, BLANK, EMPTY, formOf, sendable } from "./form.ts";

test("a button that would be left out is said to lack what it lacks, and keeps the broadcast from going", () => {
  expect(amissOf(EMPTY)).toBeNull();
  const half = { ...EMPTY, text: "新品到了", label: "去看看" };
  expect([amissOf(half), sendable(half)]).toEqual(["url", false]);
  const odd = { ...half, url: "kite tw" };
  expect([amissOf(odd), sendable(odd)]).toEqual(["url", false]);
  expect(amissOf({ ...EMPTY, url: "https://kite.tw/" })).toBe("label");
  const whole = { ...half, url: "https://kite.tw/" };
  expect([amissOf(whole), sendable(whole)]).toEqual([null, true]);
  expect(formOf({ ...BLANK, versions: [odd] }, null, null).variants[0]!.button).toBeNull();
});

test("an address is completed as people write it, and nothing else is touched", () => {
  expect(address(" kite.tw/sale ")).toBe("https://kite.tw/sale");
  expect(address("http://localhost:8080/shop/")).toBe("http://localhost:8080/shop/");
  expect(address("me@kite.tw")).toBe("me@kite.tw");
  expect(address("去看看")).toBe("去看看");
});
