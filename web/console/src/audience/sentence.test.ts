import { describe, expect, it } from "vitest";
import type { Condition } from "./condition.ts";
import { type Names, plain, say } from "./sentence.ts";

const names: Names = {
  segment: (id) => (id === "s1" ? "熟客" : null),
  product: (id) => (id === "tote" ? "晴日帆布托特包" : null),
  channel: (channel) => ({ line: "LINE", web: "網站" })[channel] ?? channel,
  money: (amount) => `NT$${amount.toLocaleString("en-US")}`,
};

const zh = (condition: Condition) => plain(say(condition, "zh", names));
const en = (condition: Condition) => plain(say(condition, "en", names));
const not = (of: Condition): Condition => ({ kind: "not", of });

const viewed = (atLeast: number, amount = 30): Condition => ({
  kind: "did",
  event: { name: "page", where: [{ property: "url", op: "contains", value: "/products/" }] },
  measure: { kind: "count", atLeast },
  within: { amount, unit: "day" },
});
const orders = (op: ">=" | "is" | "<", value: number): Condition => ({ kind: "ordered", measure: "count", op, value });
const did = (name: string, more: Partial<Extract<Condition, { kind: "did" }>> = {}): Condition => ({
  kind: "did",
  event: { name, where: [] },
  measure: { kind: "count", atLeast: 1 },
  ...more,
});

describe("the sentence of a condition", () => {
  const said: [string, Condition, string, string][] = [
    [
      "joins with and",
      { kind: "all", of: [viewed(3), not(orders(">=", 1))] },
      "30 天內看過網址含「/products/」的頁面至少 3 次，而且沒有下過單",
      "viewed a page whose address contains “/products/” at least 3 times within 30 days, and did not place an order",
    ],
    [
      "says once plainly, and one day as one",
      viewed(1, 1),
      "1 天內看過網址含「/products/」的頁面",
      "viewed a page whose address contains “/products/” within 1 day",
    ],
    [
      "says not at all, and not so often",
      { kind: "all", of: [not(viewed(1)), not(viewed(3))] },
      "30 天內沒有看過網址含「/products/」的頁面，而且30 天內看過網址含「/products/」的頁面不到 3 次",
      "did not view a page whose address contains “/products/” within 30 days, and viewed a page whose address contains “/products/” fewer than 3 times within 30 days",
    ],
    ["says never without a window", not(did("Coupon Applied")), "沒有用過優惠券", "never used a coupon"],
    [
      "puts a nested group in brackets",
      { kind: "all", of: [{ kind: "tagged", tag: "VIP" }, { kind: "any", of: [orders(">=", 2), did("Cart Viewed")] }] },
      "有「VIP」標籤，而且（下過至少 2 張訂單，或打開過購物車）",
      "have the tag “VIP”, and (placed at least 2 orders, or opened the cart)",
    ],
    [
      "carries not into a group: not any is none of them, not all is one of them missing",
      {
        kind: "any",
        of: [
          not({ kind: "any", of: [{ kind: "tagged", tag: "A" }, { kind: "reachable", channel: "line" }] }),
          not({ kind: "all", of: [{ kind: "tagged", tag: "B" }, { kind: "lifecycle", stage: "lapsed" }] }),
        ],
      },
      "（沒有「A」標籤，且LINE 聯絡不到），或是（沒有「B」標籤，或不是沉睡客）",
      "(do not have the tag “A”, and cannot be reached by LINE), or (do not have the tag “B”, or are not lapsed customers)",
    ],
    [
      "names products and money of the shop",
      did("Product Added", {
        event: {
          name: "Product Added",
          where: [
            { property: "product_id", op: "one_of", value: ["tote", "x9"] },
            { property: "price", op: ">=", value: 1280 },
          ],
        },
      }),
      "把商品是「晴日帆布托特包」或「x9」、價格至少 NT$1,280的商品放進過購物車",
      "added a product whose product is “晴日帆布托特包” or “x9” and whose price is at least NT$1,280 to the cart",
    ],
    [
      "says dwell and scroll as such",
      {
        kind: "all",
        of: [
          did("Page Dwelled", { measure: { kind: "most", property: "seconds", atLeast: 60 } }),
          not(did("Page Dwelled", { measure: { kind: "most", property: "scroll_percent", atLeast: 75 } })),
          did("Page Dwelled", { measure: { kind: "sum", property: "added_seconds", atLeast: 1 } }),
        ],
      },
      "在一頁一次停留至少 60 秒，而且沒有把一頁捲到 75%，而且在一頁總共停留至少 1 秒",
      "stayed on a page for at least 60 seconds at once, and never scrolled a page down to 75%, and stayed on a page for at least 1 second in all",
    ],
    [
      "says sums, different ones and the largest",
      {
        kind: "all",
        of: [
          did("Order Completed", { measure: { kind: "sum", property: "total", atLeast: 3000 } }),
          did("Product Viewed", { measure: { kind: "distinct", property: "product_id", atLeast: 3 } }),
          not(did("Quiz Finished", { measure: { kind: "most", property: "score", atLeast: 80 } })),
        ],
      },
      "下過訂單，金額加起來至少 NT$3,000，而且看過商品，不同的商品至少 3 種，而且做過「Quiz Finished」，每次score都不到 80",
      "placed an order, the total adding up to at least NT$3,000, and viewed a product, with at least 3 different products, and did “Quiz Finished”, the score always less than 80",
    ],
    [
      "says what was said and searched",
      {
        kind: "any",
        of: [
          did("message", {
            event: {
              name: "message",
              where: [
                { property: "direction", op: "is", value: "in" },
                { property: "text", op: "contains", value: "筆電" },
              ],
            },
          }),
          did("Products Searched", {
            event: { name: "Products Searched", where: [{ property: "query", op: "is", value: "圍巾" }] },
          }),
        ],
      },
      "說過含「筆電」的話，或是搜尋過是「圍巾」的字",
      "said something that contains “筆電”, or searched for something that is “圍巾”",
    ],
    [
      "says one thing after the other",
      {
        kind: "sequence",
        steps: [
          { name: "Product Added", where: [] },
          { name: "Checkout Started", where: [] },
        ],
        within: { amount: 2, unit: "hour" },
      },
      "2 小時內先把商品放進過購物車，再開始過結帳",
      "first added a product to the cart, then began a checkout within 2 hours",
    ],
    [
      "says what is known of her",
      {
        kind: "all",
        of: [
          { kind: "attribute", name: "city", op: "is", value: "台北" },
          { kind: "attribute", name: "birthday", op: "known" },
          not({ kind: "attribute", name: "email", op: "known" }),
          { kind: "identified", by: "line" },
        ],
      },
      "城市是「台北」，而且有生日，而且沒有電郵，而且有LINE 身分",
      "have a city that is “台北”, and have a birthday on file, and have no e-mail on file, and have a LINE identity",
    ],
    [
      "says orders and carts with their figures",
      {
        kind: "any",
        of: [
          orders("is", 0),
          { kind: "ordered", measure: "total", op: ">", value: 5000, within: { amount: 90, unit: "day" }, channel: "web" },
          not({ kind: "ordered", measure: "average", op: ">=", value: 800 }),
          { kind: "cart", measure: "items", op: ">=", value: 1 },
          not({ kind: "cart", measure: "total", op: "<=", value: 999 }),
        ],
      },
      "沒有下過單，或是90 天內在網站消費總額超過 NT$5,000，或是平均每單不到 NT$800，或是購物車裡有東西，或是購物車金額超過 NT$999",
      "did not place an order, or spent more than NT$5,000 by 網站 within 90 days, or spent less than NT$800 an order on average, or have something in the cart, or have a cart worth more than NT$999",
    ],
    ["names another segment", not({ kind: "segment", segment: "s1" }), "不在「熟客」裡", "are not in “熟客”"],
  ];
  it.each(said)("%s", (_, condition, chinese, english) => {
    expect([zh(condition), en(condition)]).toEqual([chinese, english]);
  });

  it("says every op and its opposite in both languages", () => {
    const ops = ["is", "is_not", "contains", "not_contains", "starts_with", ">", ">=", "<", "<=", "before", "matches"] as const;
    const of = (op: (typeof ops)[number]): Condition => ({ kind: "attribute", name: "city", op, value: "x" });
    for (const say of [zh, en]) {
      const all = ops.flatMap((op) => [say(of(op)), say(not(of(op)))]);
      expect(all.every((one) => one.includes("x"))).toBe(true);
      for (const op of ops) expect(say(of(op))).not.toBe(say(not(of(op))));
    }
  });

  it("sets off what was chosen, and what is still to choose", () => {
    expect(say({ kind: "tagged", tag: "" }, "zh", names)).toEqual([
      { as: "say", text: "有" },
      { as: "open", text: "哪個" },
      { as: "say", text: "標籤" },
    ]);
    expect(say({ kind: "tagged", tag: "a\u0004b" }, "en", names).at(-1)).toEqual({ as: "key", text: "“ab”" });
  });
});
