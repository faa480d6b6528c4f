import { describe, expect, it } from "vitest";
import { card } from "../src/art/draw";
import { hex } from "../src/art/tones";
import { categories } from "../src/catalogue/categories";
import { alongside, artName, products, productsIn } from "../src/catalogue/products";
import { searched } from "../src/catalogue/search";
import { posts } from "../src/reading/posts";
import { routeOf, titleOf } from "../src/shell/route";

const at = (path: string) => routeOf(new URL(path, "https://kite.example"));

describe("the catalogue", () => {
  it("fills every shelf", () => {
    expect(products.length).toBeGreaterThanOrEqual(24);
    for (const { slug } of categories) expect(productsIn(slug).length).toBeGreaterThanOrEqual(5);
  });
  it("calls nothing twice", () => {
    expect(new Set(products.map(({ id }) => id)).size).toBe(products.length);
    const pictures = products.flatMap((product) => product.variants.map((variant) => artName(product, variant)));
    expect(new Set(pictures).size).toBe(pictures.length);
  });
  it("speaks in its posts only of what it sells", () => {
    const ids = new Set(products.map(({ id }) => id));
    expect(posts.flatMap((post) => post.products).filter((id) => !ids.has(id))).toEqual([]);
  });
  it("never lays a product beside itself or twice", () => {
    for (const product of products) expect(new Set([product, ...alongside(product, 4)]).size).toBe(5);
  });
});

describe("searching", () => {
  it("finds Chinese without spaces, English in any case and full-width letters", () => {
    const first = (question: string) => searched(products, question)[0]?.id;
    expect([first("托特"), first("SUNNY"), first("ｍｕｇ"), first("手拭巾 藍")]).toEqual([
      "sunny-day-tote",
      "sunny-day-tote",
      "mountain-haze-mug",
      "slow-indigo-tenugui",
    ]);
  });
  it("takes 臺 for 台", () => {
    expect(searched(products, "臺南").length).toBeGreaterThan(0);
  });
  it("finds nothing for nothing", () => {
    expect(searched(products, "  ")).toEqual([]);
  });
});

describe("an address", () => {
  it("is a page, or missing", () => {
    expect(at("/shop/products/sunny-day-tote")).toEqual({ page: "product", id: "sunny-day-tote" });
    expect(at("/shop/link?linkToken=abc")).toEqual({ page: "link", linkToken: "abc" });
    expect(at("/shop/products/unicorn").page).toBe("missing");
    expect(at("/shop/cart/of/somebody").page).toBe("missing");
  });
  it("leads back only into the shop", () => {
    expect(at("/shop/member?back=https://evil.example")).toEqual({ page: "member", back: "/shop/" });
    expect(at("/shop/member?back=/shop/cart")).toEqual({ page: "member", back: "/shop/cart" });
  });
  it("has a title", () => {
    expect(titleOf(at("/shop/products/sunny-day-tote"))).toBe("晴日帆布托特包｜風箏選物");
  });
});

describe("a picture", () => {
  it("is drawn in colours every mail program knows", () => {
    expect(hex(1, 0, 0)).toBe("#ffffff");
    expect(hex(0, 0, 0)).toBe("#000000");
    for (const { shape, variants } of products) expect(card(shape, variants[0].palette)).not.toContain("oklch");
  });
});
