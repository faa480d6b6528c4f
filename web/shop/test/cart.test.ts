import { describe, expect, it } from "vitest";
import { added, countOf, linesOf, readCart, shippingOf, subtotalOf, withQuantity } from "../src/cart/cart";
import { restored } from "../src/cart/restore";

const one = added([], "sunny-day-tote", "caramel", 1);

describe("a cart", () => {
  it("counts the same colour twice as one line", () => {
    expect(added(one, "sunny-day-tote", "caramel", 2)).toEqual([
      { productId: "sunny-day-tote", variantId: "caramel", quantity: 3 },
    ]);
  });
  it("keeps two colours apart", () => {
    expect(added(one, "sunny-day-tote", "fog", 1)).toHaveLength(2);
  });
  it("never holds more than there are", () => {
    expect(countOf(added(one, "sunny-day-tote", "caramel", 99))).toBe(6);
  });
  it("loses a line whose quantity is none", () => {
    expect(withQuantity(one, "sunny-day-tote", "caramel", 0)).toEqual([]);
  });
  it("takes in nothing the shop does not sell", () => {
    expect(added(one, "golden-fleece", "caramel", 1)).toBe(one);
  });
  it("sums whole dollars", () => {
    const cart = added(added(one, "mountain-haze-mug", "haze", 2), "market-net-bag", "linen", 1);
    expect(subtotalOf(linesOf(cart))).toBe(1280 + 2 * 680 + 420);
  });
  it("believes of what it finds in the browser only what is a cart", () => {
    expect(readCart([{ productId: "x", variantId: "y", quantity: -1 }, 7, null, ...one])).toEqual(one);
    expect(readCart("nonsense")).toEqual([]);
  });
});

describe("shipping", () => {
  it("is free from 1,500 on and for nothing at all", () => {
    expect([1499, 1500, 0].map((subtotal) => shippingOf(subtotal, "store"))).toEqual([80, 0, 0]);
  });
  it("costs more to the door", () => {
    expect(shippingOf(300, "home")).toBe(120);
  });

  it("takes what a link carries in its colour, once, and keeps what lay there", () => {
    const items = [{ productId: "sunny-day-tote", sku: "sunny-day-tote-fog", quantity: 2 }];
    const twice = restored(restored(one, items), items);
    expect(twice).toEqual([...one, { productId: "sunny-day-tote", variantId: "fog", quantity: 2 }]);
    expect(restored(twice, [{ productId: "sunny-day-tote", sku: null, quantity: 1 }])).toEqual(twice);
  });
});
