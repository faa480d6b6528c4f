import type { Fields } from "./events";

type Guess = (event: string, properties: Fields, from: string) => void;

/// Google's names for an item's fields (Google Analytics 4, "Recommended events") and those of Segment's spec.
const ITEM: Record<string, string> = {
  item_id: "product_id",
  id: "product_id",
  item_name: "name",
  name: "name",
  item_brand: "brand",
  brand: "brand",
  item_category: "category",
  category: "category",
  item_variant: "variant",
  variant: "variant",
  price: "price",
  quantity: "quantity",
  coupon: "coupon",
  discount: "discount",
  index: "position",
  image_url: "image_url",
  url: "url",
};

const EACH: Record<string, string> = {
  view_item: "Product Viewed",
  select_item: "Product Clicked",
  add_to_cart: "Product Added",
  remove_from_cart: "Product Removed",
  add_to_wishlist: "Product Added to Wishlist",
};

const WHOLE: Record<string, [event: string, fields: Record<string, string>]> = {
  view_item_list: ["Product List Viewed", { item_list_id: "list_id", item_list_name: "category" }],
  view_cart: ["Cart Viewed", { value: "value" }],
  begin_checkout: ["Checkout Started", { value: "revenue", coupon: "coupon" }],
  add_shipping_info: ["Checkout Step Completed", { shipping_tier: "shipping_method", value: "value" }],
  add_payment_info: ["Payment Info Entered", { payment_type: "payment_method", value: "value" }],
  // Google's `value` of a purchase leaves out shipping and tax, as Segment's `revenue` does.
  purchase: ["Order Completed", {
    transaction_id: "order_id", value: "revenue", shipping: "shipping", tax: "tax", coupon: "coupon",
    affiliation: "affiliation",
  }],
  refund: ["Order Refunded", { transaction_id: "order_id", value: "total" }],
  view_promotion: ["Promotion Viewed", PROMOTION()],
  select_promotion: ["Promotion Clicked", PROMOTION()],
  search: ["Products Searched", { search_term: "query" }],
  login: ["Signed In", { method: "method" }],
  sign_up: ["Signed Up", { method: "method" }],
};

function PROMOTION() {
  return { promotion_id: "promotion_id", promotion_name: "name", creative_name: "creative", creative_slot: "position" };
}

/// Reads what a shop already tells Google: `dataLayer.push({event, ecommerce})`, and `gtag("event", name, fields)`,
/// which pushes its arguments. Also what was pushed before. The shop's own use of it is left as it is.
export function dataLayerReader(name: string, guess: Guess) {
  const page = window as unknown as Record<string, unknown[] | undefined>;
  const layer = (page[name] ||= []);
  const push = layer.push;
  layer.push = function (this: unknown[], ...entries: unknown[]) {
    const length = push.apply(layer, entries);
    entries.forEach(safely);
    return length;
  };
  layer.forEach(safely);

  function safely(entry: unknown) {
    try {
      read(entry, guess);
    } catch {
      // Whatever a shop pushes must never break its page.
    }
  }
}

export function read(entry: unknown, guess: Guess) {
  const call = entry as ArrayLike<unknown> & { event?: unknown; ecommerce?: unknown };
  if (!entry || typeof entry !== "object") return;
  if (call[0] === "event") return event(call[1], (call[2] as Fields) || {}, "gtag", guess);
  event(call.event, ((call.ecommerce || call) as Fields) || {}, "push", guess);
}

function event(name: unknown, told: Fields, from: string, guess: Guess) {
  if (typeof name !== "string") return;
  const items = (Array.isArray(told.items) ? told.items : []).filter((item) => item && typeof item === "object");
  const { currency } = told;
  if (Object.hasOwn(EACH, name)) {
    for (const item of items) {
      const value = items.length === 1 ? told.value : undefined;
      guess(EACH[name]!, { ...renamed(item as Fields, ITEM), currency: (item as Fields).currency || currency, value },
        from);
    }
  } else if (Object.hasOwn(WHOLE, name)) {
    const [segment, fields] = WHOLE[name]!;
    const products = items.map((item) => renamed(item as Fields, ITEM));
    guess(segment, { ...renamed(told, fields), ...(currency ? { currency } : {}),
      ...(products.length ? { products } : {}) }, from);
  }
}

function renamed(fields: Fields, names: Record<string, string>): Fields {
  const result: Fields = {};
  for (const [theirs, ours] of Object.entries(names)) {
    if (fields[theirs] !== undefined && result[ours] === undefined) result[ours] = fields[theirs];
  }
  return result;
}
