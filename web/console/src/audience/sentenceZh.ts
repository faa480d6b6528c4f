import type { Attribute, Did, EventMatch, Filter, InCart, LeafCondition, Op, Ordered, Sequence, Span } from "./condition.ts";
import { lackOfValue } from "./condition.ts";
import { isMoney } from "./events.ts";
import { key, type Names, open, type Tongue } from "./sentence.ts";

const units = { day: "天", hour: "小時", minute: "分鐘" };
const within = (span: Span | null | undefined) => (span ? `${key(`${span.amount || "？"} ${units[span.unit]}內`)}` : "");

/// 看過 … 的頁面: what stands before and after what it was done to.
interface Deed {
  did: string;
  not: string;
  what: string;
  after?: string;
  notAfter?: string;
}

const deeds: Record<string, Deed> = {
  page: { did: "看過", not: "沒有看過", what: "頁面" },
  "Page Dwelled": { did: "停留過", not: "沒有停留過", what: "頁面" },
  "Product Viewed": { did: "看過", not: "沒有看過", what: "商品" },
  "Product Clicked": { did: "點過", not: "沒有點過", what: "商品" },
  "Product List Viewed": { did: "逛過", not: "沒有逛過", what: "商品列表" },
  "Products Searched": { did: "搜尋過", not: "沒有搜尋過", what: "字" },
  "Product Added": { did: "把", not: "沒有把", what: "商品", after: "放進過購物車", notAfter: "放進購物車" },
  "Product Removed": { did: "把", not: "沒有把", what: "商品", after: "從購物車拿掉過", notAfter: "從購物車拿掉" },
  "Product Added to Wishlist": { did: "收藏過", not: "沒有收藏過", what: "商品" },
  "Product Shared": { did: "分享過", not: "沒有分享過", what: "商品" },
  "Product Reviewed": { did: "評論過", not: "沒有評論過", what: "商品" },
  "Cart Viewed": { did: "打開過", not: "沒有打開過", what: "購物車" },
  "Checkout Started": { did: "開始過", not: "沒有開始過", what: "結帳" },
  "Order Completed": { did: "下過", not: "沒有下過", what: "訂單" },
  "Order Cancelled": { did: "取消過", not: "沒有取消過", what: "訂單" },
  "Order Refunded": { did: "退過", not: "沒有退過", what: "訂單" },
  "Coupon Applied": { did: "用過", not: "沒有用過", what: "優惠券" },
  "Promotion Clicked": { did: "點過", not: "沒有點過", what: "活動" },
  "Exit Intent": { did: "差點離開過", not: "沒有差點離開過", what: "頁面" },
};

function deedOf(match: EventMatch): { deed: Deed; where: Filter[] } {
  if (match.name === "message") {
    const way = match.where.find((one) => one.property === "direction" && one.op === "is")?.value;
    const where = match.where.filter((one) => one.property !== "direction");
    if (way === "in") return { deed: { did: "說過", not: "沒有說過", what: "話" }, where };
    return { deed: { did: "收過", not: "沒有收過", what: "訊息" }, where };
  }
  const known = deeds[match.name];
  if (known) return { deed: known, where: match.where };
  const what = match.name.trim() ? key(`「${match.name}」`) : open("哪件事");
  return { deed: { did: "做過", not: "沒有做過", what }, where: match.where };
}

const properties: Record<string, string> = {
  url: "網址",
  title: "標題",
  path: "路徑",
  referrer: "來源網址",
  product_id: "商品",
  "products.product_id": "商品",
  name: "品名",
  "products.name": "品名",
  category: "分類",
  "products.category": "分類",
  brand: "品牌",
  sku: "貨號",
  price: "價格",
  quantity: "數量",
  query: "",
  text: "",
  total: "金額",
  value: "金額",
  revenue: "營收",
  coupon: "優惠券",
  seconds: "停留秒數",
  added_seconds: "停留秒數",
  scroll_percent: "捲動到的百分比",
};

export const propertyZh = (property: string): string => properties[property] ?? property;

export const opsZh: Record<Op, string> = {
  is: "是",
  is_not: "不是",
  contains: "含",
  not_contains: "不含",
  starts_with: "開頭是",
  one_of: "是",
  ">": "大於",
  ">=": "至少",
  "<": "小於",
  "<=": "最多",
  known: "有",
  before: "早於",
  after: "晚於",
  matches: "符合",
};

const opposite: Record<Op, string> = {
  is: "不是",
  is_not: "是",
  contains: "不含",
  not_contains: "含",
  starts_with: "開頭不是",
  one_of: "不是",
  ">": "沒有大於",
  ">=": "不到",
  "<": "沒有小於",
  "<=": "超過",
  known: "沒有",
  before: "沒有早於",
  after: "沒有晚於",
  matches: "不符合",
};

function value(of: Filter | Attribute, names: Names): string {
  if (lackOfValue(of)) return open("什麼");
  const property = "property" in of ? of.property : of.name;
  const one = (each: unknown): string => {
    if (typeof each === "number") return isMoney(property) ? names.money(each) : String(each);
    if (typeof each === "boolean") return each ? "是" : "否";
    const product = property.endsWith("product_id") ? names.product(String(each)) : null;
    return `「${product ?? String(each).trim()}」`;
  };
  const given = of.value ?? "";
  return key(Array.isArray(given) ? given.map(one).join("或") : one(given));
}

function compared(said: string, of: Filter | Attribute, not: boolean, names: Names): string {
  const op = not ? opposite[of.op] : opsZh[of.op];
  if (of.op === "known") return op + (said || "內容");
  const number = typeof of.value === "number" || /^[<>]/.test(of.op);
  return `${said}${spaced(said, op)}${number ? " " : ""}${value(of, names)}`;
}

const spaced = (before: string, after: string) => (/[\w)]$/.test(before) ? ` ${after}` : after);

function filters(where: Filter[], names: Names): string {
  return where
    .map((one) => (one.property.trim() ? compared(propertyZh(one.property), one, false, names) : open("哪個欄位")))
    .join("、");
}

function thing(deed: Deed, where: Filter[], names: Names): string {
  return where.length === 0 ? deed.what : `${filters(where, names)}的${deed.what}`;
}

function did({ event, measure, within: span }: Did, not: boolean, names: Names): string {
  const when = within(span);
  if (event.name === "Page Dwelled" && measure.kind !== "count") return when + dwelled(event, measure, not, names);
  const { deed, where } = deedOf(event);
  const what = thing(deed, where, names);
  const most = measure.atLeast || "？";
  if (measure.kind === "count") {
    if (not && measure.atLeast === 1) return `${when}${deed.not}${what}${deed.notAfter ?? deed.after ?? ""}`;
    const times = measure.atLeast === 1 ? "" : key(`${not ? "不到" : "至少"} ${most} 次`);
    return `${when}${deed.did}${what}${deed.after ?? ""}${times}`;
  }
  const base = `${when}${deed.did}${what}${deed.after ?? ""}，`;
  const property = propertyZh(measure.property) || "內容";
  const figure = isMoney(measure.property) && measure.kind !== "distinct" ? names.money(measure.atLeast) : most;
  const few = not ? "不到" : "至少";
  if (measure.kind === "sum") return `${base}${property}加起來${key(`${few} ${figure}`)}`;
  if (measure.kind === "distinct") return `${base}不同的${property}${key(`${few} ${most} 種`)}`;
  return not ? `${base}每次${property}都${key(`不到 ${figure}`)}` : `${base}有一次${property}${key(`至少 ${figure}`)}`;
}

function dwelled(
  event: EventMatch,
  measure: Exclude<Did["measure"], { kind: "count" }>,
  not: boolean,
  names: Names,
): string {
  const page = event.where.length === 0 ? "一頁" : `${filters(event.where, names)}的頁面`;
  const amount = measure.atLeast || "？";
  if (measure.property === "scroll_percent")
    return not ? `沒有把${page}捲到 ${key(`${amount}%`)}` : `把${page}捲到過 ${key(`${amount}%`)}`;
  const few = not ? "不到" : "至少";
  if (measure.kind === "sum") return `在${page}總共停留${key(`${few} ${amount} 秒`)}`;
  return not ? `在${page}每次都停留${key(`不到 ${amount} 秒`)}` : `在${page}一次停留${key(`至少 ${amount} 秒`)}`;
}

function sequence({ steps, within: span }: Sequence, not: boolean, names: Names): string {
  const said = steps.map((step, n) => {
    const { deed, where } = deedOf(step);
    return `${n === 0 ? "先" : n === 1 ? "再" : "然後"}${deed.did}${thing(deed, where, names)}${deed.after ?? ""}`;
  });
  return `${within(span)}${not ? "沒有" : ""}${said.join("，")}`;
}

const attributes: Record<string, string> = {
  name: "姓名",
  email: "電郵",
  phone: "電話",
  birthday: "生日",
  city: "城市",
  gender: "性別",
  age: "年齡",
  language: "語言",
};

export const attributeZh = (name: string): string => attributes[name] ?? name;

const kinds: Record<string, string> = {
  member: "會員編號",
  line: "LINE 身分",
  email: "電郵",
  phone: "電話",
  visitor: "網站足跡",
};

export const identityZh = (kind: string): string => kinds[kind] ?? kind;

export const stagesZh = { visitor: "訪客", lead: "潛在客", member: "會員", repeat: "回購客", lapsed: "沉睡客" };

/// What a comparison and its opposite are called before a figure; the first of each pair is the positive.
const figures: Partial<Record<Op, [string, string]>> = {
  is: ["剛好", "不是"],
  is_not: ["不是", "剛好"],
  ">": ["超過", "最多"],
  ">=": ["至少", "不到"],
  "<": ["不到", "至少"],
  "<=": ["最多", "超過"],
};

function figure(op: Op, amount: string, not: boolean): string {
  return key(`${(figures[op] ?? figures[">="]!)[not ? 1 : 0]} ${amount}`);
}

/// At least one, more than none, exactly none: said as having or not having.
export function any(op: Op, value: number): boolean | null {
  if ((op === ">=" && value === 1) || (op === ">" && value === 0) || (op === "is_not" && value === 0)) return true;
  if ((op === "is" && value === 0) || (op === "<" && value === 1) || (op === "<=" && value === 0)) return false;
  return null;
}

function ordered({ measure, op, value: of, within: span, channel }: Ordered, not: boolean, names: Names): string {
  const where = `${within(span)}${channel ? `在${key(names.channel(channel))}` : ""}`;
  const amount = Number.isFinite(of) ? of : null;
  if (measure === "count") {
    const some = amount === null ? null : any(op, amount);
    if (some !== null) return `${where}${some === not ? "沒有下過單" : "下過單"}`;
    return `${where}下過${figure(op, `${amount ?? "？"} 張訂單`, not)}`;
  }
  const money = amount === null ? "？" : names.money(amount);
  return `${where}${measure === "total" ? "消費總額" : "平均每單"}${figure(op, money, not)}`;
}

function cart({ measure, op, value: of }: InCart, not: boolean, names: Names): string {
  const amount = Number.isFinite(of) ? of : null;
  if (measure === "total") return `購物車金額${figure(op, amount === null ? "？" : names.money(amount), not)}`;
  const some = amount === null ? null : any(op, amount);
  if (some !== null) return some === not ? "購物車是空的" : "購物車裡有東西";
  return `購物車裡${figure(op, `${amount ?? "？"} 件`, not)}`;
}

function leaf(of: LeafCondition, not: boolean, names: Names): string {
  switch (of.kind) {
    case "did":
      return did(of, not, names);
    case "sequence":
      return sequence(of, not, names);
    case "attribute":
      if (!of.name.trim()) return open("哪個欄位");
      return compared(names.attribute?.(of.name) ?? attributeZh(of.name), of, not, names);
    case "tagged":
      return `${not ? "沒有" : "有"}${of.tag.trim() ? key(`「${of.tag.trim()}」`) : open("哪個")}標籤`;
    case "identified":
      return `${not ? "沒有" : "有"}${key(identityZh(of.by))}`;
    case "reachable":
      return `${key(names.channel(of.channel))} ${not ? "聯絡不到" : "聯絡得到"}`;
    case "lifecycle":
      return `${not ? "不是" : "是"}${key(stagesZh[of.stage])}`;
    case "ordered":
      return ordered(of, not, names);
    case "cart":
      return cart(of, not, names);
    case "segment": {
      const name = names.segment(of.segment);
      return `${not ? "不在" : "在"}${name ? key(`「${name}」`) : open("哪個分眾")}裡`;
    }
  }
}

export const chinese: Tongue = {
  leaf,
  between: (mode, inside) => (mode === "all" ? (inside ? "，且" : "，而且") : inside ? "，或" : "，或是"),
  brackets: ["（", "）"],
  empty: "還沒有條件",
};
