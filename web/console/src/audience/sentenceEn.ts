import type { Attribute, Did, EventMatch, Filter, InCart, LeafCondition, Op, Ordered, Sequence, Span } from "./condition.ts";
import { lackOfValue } from "./condition.ts";
import { isMoney } from "./events.ts";
import { key, type Names, open, type Tongue } from "./sentence.ts";
import { any } from "./sentenceZh.ts";

const many = (amount: number | string, noun: string) => `${amount} ${noun}${amount === 1 ? "" : "s"}`;
const within = (span: Span | null | undefined) =>
  span ? ` within ${key(many(span.amount || "?", span.unit))}` : "";

/// viewed … a page: the past, the same after "did not", what it was done to, and what follows it.
interface Deed {
  did: string;
  do: string;
  what: string;
  after?: string;
}

const deeds: Record<string, Deed> = {
  page: { did: "viewed", do: "view", what: "a page" },
  "Page Dwelled": { did: "stayed on", do: "stay on", what: "a page" },
  "Product Viewed": { did: "viewed", do: "view", what: "a product" },
  "Product Clicked": { did: "clicked", do: "click", what: "a product" },
  "Product List Viewed": { did: "browsed", do: "browse", what: "a product list" },
  "Products Searched": { did: "searched for", do: "search for", what: "something" },
  "Product Added": { did: "added", do: "add", what: "a product", after: " to the cart" },
  "Product Removed": { did: "took", do: "take", what: "a product", after: " out of the cart" },
  "Product Added to Wishlist": { did: "saved", do: "save", what: "a product" },
  "Product Shared": { did: "shared", do: "share", what: "a product" },
  "Product Reviewed": { did: "reviewed", do: "review", what: "a product" },
  "Cart Viewed": { did: "opened", do: "open", what: "the cart" },
  "Checkout Started": { did: "began", do: "begin", what: "a checkout" },
  "Order Completed": { did: "placed", do: "place", what: "an order" },
  "Order Cancelled": { did: "cancelled", do: "cancel", what: "an order" },
  "Order Refunded": { did: "returned", do: "return", what: "an order" },
  "Coupon Applied": { did: "used", do: "use", what: "a coupon" },
  "Promotion Clicked": { did: "clicked", do: "click", what: "a promotion" },
  "Exit Intent": { did: "nearly left", do: "nearly leave", what: "a page" },
};

function deedOf(match: EventMatch): { deed: Deed; where: Filter[] } {
  if (match.name === "message") {
    const way = match.where.find((one) => one.property === "direction" && one.op === "is")?.value;
    const where = match.where.filter((one) => one.property !== "direction");
    if (way === "in") return { deed: { did: "said", do: "say", what: "something" }, where };
    return { deed: { did: "received", do: "receive", what: "a message" }, where };
  }
  const known = deeds[match.name];
  if (known) return { deed: known, where: match.where };
  const what = match.name.trim() ? key(`“${match.name}”`) : open("something");
  return { deed: { did: "did", do: "do", what }, where: match.where };
}

const properties: Record<string, string> = {
  url: "address",
  title: "title",
  path: "path",
  referrer: "referrer",
  product_id: "product",
  "products.product_id": "product",
  name: "product name",
  "products.name": "product name",
  category: "category",
  "products.category": "category",
  brand: "brand",
  sku: "SKU",
  price: "price",
  quantity: "quantity",
  query: "",
  text: "",
  total: "total",
  value: "value",
  revenue: "revenue",
  coupon: "coupon",
  seconds: "seconds stayed",
  added_seconds: "seconds stayed",
  scroll_percent: "scroll depth",
};

export const propertyEn = (property: string): string => properties[property] ?? property;

export const opsEn: Record<Op, string> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  not_contains: "does not contain",
  starts_with: "starts with",
  one_of: "is",
  ">": "is more than",
  ">=": "is at least",
  "<": "is less than",
  "<=": "is at most",
  known: "is known",
  before: "is before",
  after: "is after",
  matches: "matches",
};

const opposite: Record<Op, string> = {
  is: "is not",
  is_not: "is",
  contains: "does not contain",
  not_contains: "contains",
  starts_with: "does not start with",
  one_of: "is not",
  ">": "is not more than",
  ">=": "is not at least",
  "<": "is not less than",
  "<=": "is not at most",
  known: "is not known",
  before: "is not before",
  after: "is not after",
  matches: "does not match",
};

function value(of: Filter | Attribute, names: Names): string {
  if (lackOfValue(of)) return open("something");
  const property = "property" in of ? of.property : of.name;
  const one = (each: unknown): string => {
    if (typeof each === "number") return isMoney(property) ? names.money(each) : String(each);
    if (typeof each === "boolean") return each ? "yes" : "no";
    const product = property.endsWith("product_id") ? names.product(String(each)) : null;
    return `“${product ?? String(each).trim()}”`;
  };
  const given = of.value ?? "";
  return key(Array.isArray(given) ? given.map(one).join(" or ") : one(given));
}

function compared(of: Filter | Attribute, not: boolean, names: Names): string {
  const op = not ? opposite[of.op] : opsEn[of.op];
  return of.op === "known" ? op : `${op} ${value(of, names)}`;
}

function filters(where: Filter[], names: Names): string {
  return where
    .map((one) => {
      if (!one.property.trim()) return `whose ${open("property")}`;
      const said = propertyEn(one.property);
      return `${said ? `whose ${said}` : "that"} ${compared(one, false, names)}`;
    })
    .join(" and ");
}

function thing(deed: Deed, where: Filter[], names: Names): string {
  return `${deed.what}${where.length === 0 ? "" : ` ${filters(where, names)}`}${deed.after ?? ""}`;
}

function did({ event, measure, within: span }: Did, not: boolean, names: Names): string {
  if (event.name === "Page Dwelled" && measure.kind !== "count")
    return dwelled(event, measure, not, names) + within(span);
  const { deed, where } = deedOf(event);
  const what = thing(deed, where, names);
  const most = measure.atLeast || "?";
  if (measure.kind === "count") {
    if (not && measure.atLeast === 1)
      return span ? `did not ${deed.do} ${what}${within(span)}` : `never ${deed.did} ${what}`;
    const times =
      measure.atLeast === 1 ? "" : ` ${key(`${not ? "fewer than" : "at least"} ${many(most, "time")}`)}`;
    return `${deed.did} ${what}${times}${within(span)}`;
  }
  const base = `${deed.did} ${what}${within(span)}, `;
  const property = propertyEn(measure.property) || "text";
  const figure = isMoney(measure.property) && measure.kind !== "distinct" ? names.money(measure.atLeast) : most;
  const few = not ? "less than" : "at least";
  if (measure.kind === "sum") return `${base}the ${property} adding up to ${key(`${few} ${figure}`)}`;
  if (measure.kind === "distinct")
    return `${base}with ${key(`${not ? "fewer than" : "at least"} ${most}`)} different ${property}${most === 1 ? "" : "s"}`;
  return not ? `${base}the ${property} always ${key(`less than ${figure}`)}` : `${base}the ${property} ${key(`at least ${figure}`)} once`;
}

function dwelled(
  event: EventMatch,
  measure: Exclude<Did["measure"], { kind: "count" }>,
  not: boolean,
  names: Names,
): string {
  const page = thing({ did: "", do: "", what: "a page" }, event.where, names);
  const amount = measure.atLeast || "?";
  if (measure.property === "scroll_percent")
    return `${not ? "never scrolled" : "scrolled"} ${page} down to ${key(`${amount}%`)}`;
  const time = many(amount, "second");
  if (measure.kind === "sum") return `stayed on ${page} for ${key(`${not ? "less than" : "at least"} ${time}`)} in all`;
  return not ? `never stayed on ${page} for ${key(time)}` : `stayed on ${page} for ${key(`at least ${time}`)} at once`;
}

function sequence({ steps, within: span }: Sequence, not: boolean, names: Names): string {
  const said = steps.map((step, n) => {
    const { deed, where } = deedOf(step);
    return `${n === 0 ? "first" : "then"} ${not ? deed.do : deed.did} ${thing(deed, where, names)}`;
  });
  return `${not ? "did not " : ""}${said.join(", ")}${within(span)}`;
}

const attributes: Record<string, string> = { email: "e-mail", phone: "phone number" };

export const attributeEn = (name: string): string => attributes[name] ?? name;

const kinds: Record<string, string> = {
  member: "a member number",
  line: "a LINE identity",
  email: "an e-mail address",
  phone: "a phone number",
  visitor: "a visit to the shop",
};

export const identityEn = (kind: string): string => kinds[kind] ?? kind;

export const stagesEn = {
  visitor: "visitors",
  lead: "leads",
  member: "members",
  repeat: "repeat customers",
  lapsed: "lapsed customers",
};

const figures: Partial<Record<Op, [string, string]>> = {
  is: ["exactly", "not"],
  is_not: ["not", "exactly"],
  ">": ["more than", "at most"],
  ">=": ["at least", "less than"],
  "<": ["less than", "at least"],
  "<=": ["at most", "more than"],
};

function figure(op: Op, amount: string, not: boolean): string {
  return key(`${(figures[op] ?? figures[">="]!)[not ? 1 : 0]} ${amount}`);
}

function ordered({ measure, op, value: of, within: span, channel }: Ordered, not: boolean, names: Names): string {
  const where = `${channel ? ` by ${key(names.channel(channel))}` : ""}${within(span)}`;
  const amount = Number.isFinite(of) ? of : null;
  if (measure === "count") {
    const some = amount === null ? null : any(op, amount);
    if (some !== null) return `${some === not ? "did not place an order" : "placed an order"}${where}`;
    return `placed ${figure(op, many(amount ?? "?", "order"), not)}${where}`;
  }
  const money = amount === null ? "?" : names.money(amount);
  return `spent ${figure(op, money, not)}${measure === "total" ? "" : " an order on average"}${where}`;
}

function cart({ measure, op, value: of }: InCart, not: boolean, names: Names): string {
  const amount = Number.isFinite(of) ? of : null;
  if (measure === "total") return `have a cart worth ${figure(op, amount === null ? "?" : names.money(amount), not)}`;
  const some = amount === null ? null : any(op, amount);
  if (some !== null) return some === not ? "have an empty cart" : "have something in the cart";
  return `have ${figure(op, many(amount ?? "?", "item"), not)} in the cart`;
}

function attribute(of: Attribute, not: boolean, names: Names): string {
  if (!of.name.trim()) return `have ${open("some property")}`;
  const name = names.attribute?.(of.name) ?? attributeEn(of.name);
  if (of.op === "known") return `have ${not ? "no " : /^[aeiou]/i.test(name) ? "an " : "a "}${name} on file`;
  return `have ${/^[aeiou]/i.test(name) ? "an" : "a"} ${name} that ${compared(of, not, names)}`;
}

function leaf(of: LeafCondition, not: boolean, names: Names): string {
  switch (of.kind) {
    case "did":
      return did(of, not, names);
    case "sequence":
      return sequence(of, not, names);
    case "attribute":
      return attribute(of, not, names);
    case "tagged":
      return `${not ? "do not have" : "have"} the tag ${of.tag.trim() ? key(`“${of.tag.trim()}”`) : open("which")}`;
    case "identified":
      return `${not ? "do not have" : "have"} ${key(identityEn(of.by))}`;
    case "reachable":
      return `${not ? "cannot" : "can"} be reached by ${key(names.channel(of.channel))}`;
    case "lifecycle":
      return `are ${not ? "not " : ""}${key(stagesEn[of.stage])}`;
    case "ordered":
      return ordered(of, not, names);
    case "cart":
      return cart(of, not, names);
    case "segment": {
      const name = names.segment(of.segment);
      return `are ${not ? "not " : ""}in ${name ? key(`“${name}”`) : open("which segment")}`;
    }
  }
}

export const english: Tongue = {
  leaf,
  between: (mode) => (mode === "all" ? ", and " : ", or "),
  brackets: ["(", ")"],
  empty: "meet no condition yet",
};
