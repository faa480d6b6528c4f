import { findProduct, variantOf, type Product, type Variant } from "../catalogue/products";

/** What is remembered of a line: names and prices are looked up afresh each time. */
export interface Item {
  readonly productId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** A line of the cart, with the product it speaks of. */
export interface Line {
  readonly product: Product;
  readonly variant: Variant;
  readonly quantity: number;
}

export type Cart = readonly Item[];

/** Orders of this much travel free. In whole dollars, like every sum here. */
export const FREE_SHIPPING_FROM = 1500;

export const DELIVERIES = [
  { id: "store", name: "超商取貨", fee: 80 },
  { id: "home", name: "宅配到府", fee: 120 },
] as const;

export type Delivery = (typeof DELIVERIES)[number]["id"];

/** Puts more of a colour in; never more than there are. */
export function added(cart: Cart, productId: string, variantId: string, quantity: number): Cart {
  const before = quantityOf(cart, productId, variantId);
  return withQuantity(cart, productId, variantId, before + quantity);
}

/** Sets how many; none takes the line out. The order of the others stays. */
export function withQuantity(cart: Cart, productId: string, variantId: string, quantity: number): Cart {
  const product = findProduct(productId);
  if (!product) return cart;
  const item = {
    productId,
    variantId,
    quantity: Math.min(Math.max(0, quantity), variantOf(product, variantId).stock),
  };
  const is = (other: Item) => other.productId === productId && other.variantId === variantId;
  const next = cart.some(is) ? cart.map((other) => (is(other) ? item : other)) : [...cart, item];
  return next.filter((other) => other.quantity > 0);
}

export function quantityOf(cart: Cart, productId: string, variantId: string): number {
  return cart.find((item) => item.productId === productId && item.variantId === variantId)?.quantity ?? 0;
}

/** A product that is no longer sold is left out. */
export function linesOf(cart: Cart): readonly Line[] {
  return cart.flatMap(({ productId, variantId, quantity }) => {
    const product = findProduct(productId);
    return product ? [{ product, variant: variantOf(product, variantId), quantity }] : [];
  });
}

export function countOf(cart: Cart): number {
  return cart.reduce((sum, item) => sum + item.quantity, 0);
}

export function subtotalOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
}

export function shippingOf(subtotal: number, delivery: Delivery): number {
  const fee = DELIVERIES.find(({ id }) => id === delivery)?.fee ?? 0;
  return subtotal === 0 || subtotal >= FREE_SHIPPING_FROM ? 0 : fee;
}

/** The cart found in this browser, as far as it makes sense. */
export function readCart(found: unknown): Cart {
  return Array.isArray(found) ? found.filter(isItem) : [];
}

function isItem(value: unknown): value is Item {
  if (typeof value !== "object" || value === null) return false;
  const { productId, variantId, quantity } = value as Record<string, unknown>;
  return (
    typeof productId === "string" &&
    typeof variantId === "string" &&
    Number.isInteger(quantity) &&
    Number(quantity) > 0
  );
}
