import { describe, expect, it } from "vitest";
import { added, linesOf } from "../src/cart/cart";
import { orderNumber, orderOf, phoneOf, problemsOf, type Form } from "../src/checkout/order";
import { memberNumber } from "../src/member/member";

const form: Form = {
  name: "林郁晴",
  phone: "0912 345 678",
  email: "yuching@kite.example",
  address: "青田門市",
  delivery: "store",
  payment: "card",
};

describe("an order", () => {
  it("is numbered by the day in Taipei", () => {
    expect(orderNumber(new Date("2026-11-22T15:59:59.950Z"))).toBe("KT-20261122-863999");
    expect(orderNumber(new Date("2026-11-22T16:00:00.000Z"))).toBe("KT-20261123-000000");
  });
  it("adds the shipping below 1,500", () => {
    const lines = linesOf(added([], "mountain-haze-mug", "haze", 1));
    expect(orderOf(form, lines, new Date(0))).toMatchObject({ subtotal: 680, shipping: 80, total: 760 });
  });
  it("asks for what is missing and nothing else", () => {
    expect(problemsOf(form)).toEqual({});
    expect(Object.keys(problemsOf({ ...form, name: " ", phone: "02-2345-6789", email: "yuching" }))).toEqual([
      "name",
      "phone",
      "email",
    ]);
  });
});

describe("a telephone", () => {
  it("is the same however it is typed", () => {
    const typed = ["0912-345-678", "+886 912 345 678", "０９１２３４５６７８", "(0912) 345678"];
    expect(new Set(typed.map(phoneOf))).toEqual(new Set(["0912345678"]));
  });
});

describe("a member number", () => {
  it("follows the address, not how it is written", () => {
    expect(memberNumber(" Yu@Kite.Example ")).toBe(memberNumber("yu@kite.example"));
    expect(memberNumber("yu@kite.example")).toMatch(/^K\d{8}$/);
    expect(memberNumber("yu@kite.example")).not.toBe(memberNumber("kai@kite.example"));
  });
});
