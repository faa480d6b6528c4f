import type { IconName } from "../ui/Icon.tsx";
import type { Did, Filter, LeafCondition, Measure } from "./condition.ts";

/// What a merchant can ask, in her words. Several of them are the same in the language of conditions: they differ in
/// the event they mean and in the fields they begin with.
export type KindId =
  | "page"
  | "product"
  | "category"
  | "dwell"
  | "scroll"
  | "search"
  | "cartAdd"
  | "checkout"
  | "bought"
  | "click"
  | "said"
  | "event"
  | "sequence"
  | "orders"
  | "cart"
  | "tagged"
  | "attribute"
  | "identified"
  | "reachable"
  | "lifecycle"
  | "segment";

export type Family = "did" | "bought" | "who";

export interface Kind {
  id: KindId;
  family: Family;
  icon: IconName;
  blank: () => LeafCondition;
  fits: (leaf: LeafCondition) => boolean;
}

const once: Measure = { kind: "count", atLeast: 1 };

function did(name: string, where: Filter[] = [], measure: Measure = once, days = 30): () => Did {
  return () => structuredClone({ kind: "did", event: { name, where }, measure, within: { amount: days, unit: "day" } });
}

const isDid =
  (...names: string[]) =>
  (leaf: LeafCondition): boolean =>
    leaf.kind === "did" && names.includes(leaf.event.name);

const isKind =
  (kind: LeafCondition["kind"]) =>
  (leaf: LeafCondition): boolean =>
    leaf.kind === kind;

const firstAsks = (leaf: LeafCondition, property: string) =>
  leaf.kind === "did" && leaf.event.where[0]?.property === property;

const scrolls = (leaf: LeafCondition) =>
  leaf.kind === "did" && leaf.measure.kind !== "count" && leaf.measure.property === "scroll_percent";

export const CLICKS = ["Product Clicked", "Promotion Clicked", "Email Link Clicked"];

const text = (property: string, op: Filter["op"] = "contains"): Filter => ({ property, op, value: "" });

export const KINDS: Kind[] = [
  {
    id: "page",
    family: "did",
    icon: "eye",
    blank: did("page", [text("url")], { kind: "count", atLeast: 3 }),
    fits: isDid("page"),
  },
  {
    id: "category",
    family: "did",
    icon: "filter",
    blank: did("Product Viewed", [text("category", "is")]),
    fits: (leaf) => isDid("Product Viewed")(leaf) && firstAsks(leaf, "category"),
  },
  {
    id: "product",
    family: "did",
    icon: "bag",
    blank: did("Product Viewed", [text("product_id", "is")], { kind: "count", atLeast: 2 }),
    fits: isDid("Product Viewed"),
  },
  {
    id: "scroll",
    family: "did",
    icon: "down",
    blank: did("Page Dwelled", [text("url")], { kind: "most", property: "scroll_percent", atLeast: 75 }),
    fits: (leaf) => isDid("Page Dwelled")(leaf) && scrolls(leaf),
  },
  {
    id: "dwell",
    family: "did",
    icon: "clock",
    blank: did("Page Dwelled", [text("url")], { kind: "most", property: "seconds", atLeast: 60 }),
    fits: isDid("Page Dwelled"),
  },
  {
    id: "search",
    family: "did",
    icon: "search",
    blank: did("Products Searched", [text("query")]),
    fits: isDid("Products Searched"),
  },
  { id: "cartAdd", family: "did", icon: "plus", blank: did("Product Added"), fits: isDid("Product Added") },
  { id: "checkout", family: "did", icon: "card", blank: did("Checkout Started", [], once, 7), fits: isDid("Checkout Started") },
  {
    id: "click",
    family: "did",
    icon: "send",
    blank: did(CLICKS[0]!),
    fits: isDid(...CLICKS),
  },
  {
    id: "said",
    family: "did",
    icon: "chat",
    blank: did("message", [{ property: "direction", op: "is", value: "in" }, text("text")]),
    fits: isDid("message"),
  },
  {
    id: "sequence",
    family: "did",
    icon: "checks",
    blank: () => ({
      kind: "sequence",
      steps: [
        { name: "Product Added", where: [] },
        { name: "Checkout Started", where: [] },
      ],
      within: { amount: 7, unit: "day" },
    }),
    fits: isKind("sequence"),
  },
  {
    id: "orders",
    family: "bought",
    icon: "card",
    blank: () => ({ kind: "ordered", measure: "count", op: ">=", value: 1, within: { amount: 90, unit: "day" } }),
    fits: isKind("ordered"),
  },
  {
    id: "bought",
    family: "bought",
    icon: "check",
    blank: did("Order Completed", [text("products.product_id", "is")], once, 90),
    fits: isDid("Order Completed"),
  },
  {
    id: "cart",
    family: "bought",
    icon: "bag",
    blank: () => ({ kind: "cart", measure: "items", op: ">=", value: 1 }),
    fits: isKind("cart"),
  },
  { id: "tagged", family: "who", icon: "tag", blank: () => ({ kind: "tagged", tag: "" }), fits: isKind("tagged") },
  {
    id: "attribute",
    family: "who",
    icon: "note",
    blank: () => ({ kind: "attribute", name: "", op: "is", value: "" }),
    fits: isKind("attribute"),
  },
  {
    id: "identified",
    family: "who",
    icon: "user",
    blank: () => ({ kind: "identified", by: "member" }),
    fits: isKind("identified"),
  },
  {
    id: "reachable",
    family: "who",
    icon: "link",
    blank: () => ({ kind: "reachable", channel: "line" }),
    fits: isKind("reachable"),
  },
  {
    id: "lifecycle",
    family: "who",
    icon: "retry",
    blank: () => ({ kind: "lifecycle", stage: "member" }),
    fits: isKind("lifecycle"),
  },
  { id: "segment", family: "who", icon: "people", blank: () => ({ kind: "segment", segment: "" }), fits: isKind("segment") },
  { id: "event", family: "did", icon: "bolt", blank: did(""), fits: isKind("did") },
];

export const FAMILIES: Family[] = ["did", "bought", "who"];

/// The first that fits, so the narrower stand before the wider.
export function kindOf(leaf: LeafCondition): Kind {
  return KINDS.find((kind) => kind.fits(leaf)) ?? KINDS.at(-1)!;
}
