import { findProduct } from "../catalogue/products";
import { cartViewed } from "../tracking/events";
import { onCart, type Handed } from "../tracking/parley";
import { linesOf, quantityOf, subtotalOf, withQuantity, type Cart } from "./cart";
import { kept } from "../shell/store";
import { ownCart } from "./ownCart";

export const LINK_PARAMETER = "parley_cart";

/** The link she came by: its id goes along with the order, its coupon is tried at the checkout. */
export interface Came {
  readonly link: string;
  readonly coupon: string | null;
}

export const ownLink = kept<Came | null>("kite.link", (found) => {
  const { link, coupon } = (found ?? {}) as Record<string, unknown>;
  return typeof link === "string" ? { link, coupon: typeof coupon === "string" ? coupon : null } : null;
});

/**
 * The cart with what the link carries: as many pieces as the link says, or as lay there already. The same link twice
 * changes nothing, and nothing of hers is lost.
 */
export function restored(cart: Cart, items: Handed["items"]): Cart {
  return items.reduce((sum, { productId, sku, quantity }) => {
    const variant = findProduct(productId)?.variants.find(({ id }) => sku === `${productId}-${id}`);
    const variantId = variant?.id ?? findProduct(productId)?.variants[0].id ?? "";
    return withQuantity(sum, productId, variantId, Math.max(quantity, quantityOf(sum, productId, variantId)));
  }, cart);
}

const WAITS_MS = 8_000;

/** Puts the cart of the link in the address back. Says whether there was one, and takes it out of the address. */
export function restoreCart(): Promise<"restored" | "over"> {
  return new Promise((done) => {
    const end = (how: "restored" | "over") => {
      const url = new URL(location.href);
      url.searchParams.delete(LINK_PARAMETER);
      history.replaceState(null, "", url);
      done(how);
    };
    const timer = setTimeout(() => end("over"), WAITS_MS);
    onCart((handed) => {
      clearTimeout(timer);
      if (!handed) return end("over");
      ownCart.set(restored(ownCart.get(), handed.items));
      ownLink.set({ link: handed.id, coupon: handed.coupon });
      const lines = linesOf(ownCart.get());
      cartViewed(lines, subtotalOf(lines));
      end("restored");
    });
  });
}
