import { kept } from "../shell/store";
import type { Product, Variant } from "../catalogue/products";
import { productAdded, productRemoved } from "../tracking/events";
import { added, quantityOf, readCart, withQuantity, type Line } from "./cart";

/** The cart of this browser. */
export const ownCart = kept("kite.cart", readCart);

/** Puts in what there is, and says how many that were. */
export function putInCart(product: Product, variant: Variant, quantity: number): number {
  const before = ownCart.get();
  const after = added(before, product.id, variant.id, quantity);
  const more = quantityOf(after, product.id, variant.id) - quantityOf(before, product.id, variant.id);
  ownCart.set(after);
  if (more > 0) productAdded({ product, variant, quantity: more });
  return more;
}

export function changeQuantity({ product, variant }: Line, quantity: number): void {
  const before = quantityOf(ownCart.get(), product.id, variant.id);
  const next = withQuantity(ownCart.get(), product.id, variant.id, quantity);
  const after = quantityOf(next, product.id, variant.id);
  ownCart.set(next);
  if (after > before) productAdded({ product, variant, quantity: after - before });
  if (after < before) productRemoved({ product, variant, quantity: before - after });
}

export function emptyCart(): void {
  ownCart.set([]);
}
