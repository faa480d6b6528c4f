import { beforeEach, describe, expect, test, vi } from "vitest";
import { address } from "../src/address";
import { read } from "../src/dataLayer";
import type { Fields } from "../src/events";
import { guesses } from "../src/guesses";
import { queryOf } from "../src/search";
import { said, touch } from "../src/touch";

const TOTE = { item_id: "tote", item_name: "托特包", item_brand: "Kite", item_category: "包袋", price: 1280, quantity: 2 };

function told(...entries: unknown[]) {
  const events: [string, Fields, string][] = [];
  entries.forEach((entry) => read(entry, (event, fields, from) => events.push([event, fields, from])));
  return events;
}

/// What `gtag` pushes is its arguments.
function gtag(..._: unknown[]) {
  // eslint-disable-next-line prefer-rest-params
  return arguments;
}

describe("the data layer", () => {
  test("is read in both of its forms", () => {
    const fields = { currency: "TWD", value: 2560, items: [TOTE] };
    const expected = {
      product_id: "tote", name: "托特包", brand: "Kite", category: "包袋", price: 1280, quantity: 2, currency: "TWD",
      value: 2560,
    };
    expect(told({ event: "add_to_cart", ecommerce: fields })).toEqual([["Product Added", expected, "push"]]);
    expect(told(gtag("event", "add_to_cart", fields))).toEqual([["Product Added", expected, "gtag"]]);
  });

  test("names every event of a shop in Segment's words", () => {
    const names = ["view_item", "view_item_list", "select_item", "add_to_cart", "remove_from_cart", "view_cart",
      "begin_checkout", "purchase", "refund", "search", "login", "sign_up"];
    expect(told(...names.map((event) => ({ event, ecommerce: { items: [TOTE] } }))).map(([event]) => event)).toEqual([
      "Product Viewed", "Product List Viewed", "Product Clicked", "Product Added", "Product Removed", "Cart Viewed",
      "Checkout Started", "Order Completed", "Order Refunded", "Products Searched", "Signed In", "Signed Up",
    ]);
  });

  test("tells an order with its number, its revenue and its products", () => {
    const [[, order]] = told(gtag("event", "purchase", {
      transaction_id: "A-1", value: 2560, shipping: 80, tax: 0, currency: "TWD", items: [TOTE],
    })) as [[string, Fields, string]];
    expect(order).toMatchObject({ order_id: "A-1", revenue: 2560, shipping: 80, tax: 0, currency: "TWD" });
    expect(order.products).toMatchObject([{ product_id: "tote", quantity: 2 }]);
  });

  test.each([[null], ["text"], [5], [{}], [{ event: 5 }], [{ event: "gtm.js" }], [gtag("js", new Date())],
    [gtag("config", "G-1")], [{ event: "constructor" }], [{ event: "view_item", ecommerce: null }],
    [{ event: "view_item", ecommerce: { items: "none" } }], [{ event: "view_item", ecommerce: { items: [null, 5] } }]])(
    "passes over what is none of its events, %o", (entry) => expect(told(entry)).toEqual([]));
});

describe("what we work out ourselves", () => {
  beforeEach(() => void vi.useFakeTimers());

  function listening() {
    const events: string[] = [];
    return { events, ...guesses((event, fields) => events.push(`${event} ${fields.product_id ?? fields.query}`)) };
  }

  test("gives way to the shop's own word, before and after", () => {
    const { events, guess, told } = listening();
    told("Product Viewed");
    guess("Product Viewed", { product_id: "a" }, "push");
    guess("Product Added", { product_id: "a" }, "push");
    told("Product Added");
    vi.advanceTimersByTime(5_000);
    expect(events).toEqual([]);
  });

  test("is told once though two places tell it, and twice when it happened twice", () => {
    const { events, guess } = listening();
    guess("Products Searched", { query: "tote" }, "address");
    guess("Products Searched", { query: "tote" }, "gtag");
    guess("Product Added", { product_id: "a" }, "push");
    guess("Product Added", { product_id: "a" }, "push");
    vi.advanceTimersByTime(5_000);
    expect(events).toEqual(["Products Searched tote", "Product Added a", "Product Added a"]);
  });

  test("is told at once when she leaves", () => {
    const { events, guess, flush } = listening();
    guess("Product Added", { product_id: "a" }, "push");
    flush();
    flush();
    vi.advanceTimersByTime(5_000);
    expect(events).toEqual(["Product Added a"]);
  });
});

test.each([
  ["/products", "?q=tote&page=2", "tote"],
  ["/search", "?s=%E5%8C%85", "包"],
  ["/", "?s=tote", "tote"],
  ["/search", "?k=+tote+", "tote"],
  ["/products", "?s=tote", undefined],
  ["/products", "?q=", undefined],
  ["/%E0%A4", "?q=x", "x"],
])("the search of %s%s is %s", (path, search, query) => expect(queryOf(path, search)).toBe(query));

test.each([
  ["?utm_source=google&utm_medium=cpc&utm_campaign=spring&gclid=1", "https://www.google.com/", "google / cpc / spring"],
  ["?fbclid=abc", "https://l.facebook.com/", "fbclid"],
  ["?ldtag_cl=abc", "", "ldtag_cl"],
  ["", "https://www.ptt.cc/bbs/", "www.ptt.cc"],
])("coming by %s from %s is told as %s", (search, referrer, words) =>
  expect(said(touch(search, referrer, "kite.example")!)).toBe(words));

test("going on within the shop is no new way of coming", () => {
  expect(touch("", "https://kite.example/bags", "kite.example")).toBeNull();
  expect(touch("?page=2", "", "kite.example")).toBeNull();
});

test.each([
  ["https://a.tw/p?x=1#reviews", "https://a.tw/p?x=1"],
  ["https://a.tw/#/product/1", "https://a.tw/#/product/1"],
  ["https://a.tw/#!/cart", "https://a.tw/#!/cart"],
])("the page at %s is %s", (href, page) => expect(address(href)).toBe(page));
