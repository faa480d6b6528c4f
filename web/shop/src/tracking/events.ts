import type { Line } from "../cart/cart";
import { categoryOf, type CategorySlug } from "../catalogue/categories";
import { CURRENCY } from "../catalogue/money";
import { artName, variantOf, type Product, type Variant } from "../catalogue/products";
import type { Order } from "../checkout/order";
import { paths } from "../shell/route";
import { track, type Properties } from "./parley";

/* The names and properties are those of Segment's e-commerce spec, version 2. */

export function productsSearched(query: string): void {
  track("Products Searched", { query });
}

export function productListViewed(category: CategorySlug, products: readonly Product[]): void {
  track("Product List Viewed", {
    list_id: category,
    category: categoryOf(category).name,
    products: products.map((product, index) => ({
      ...described(product, variantOf(product)),
      position: index + 1,
    })),
  });
}

export function productViewed(product: Product): void {
  track("Product Viewed", { ...described(product, variantOf(product)), currency: CURRENCY, value: product.price });
}

export function productAdded(line: Line): void {
  track("Product Added", { ...counted(line), currency: CURRENCY, value: line.product.price * line.quantity });
}

export function productRemoved(line: Line): void {
  track("Product Removed", { ...counted(line), currency: CURRENCY, value: line.product.price * line.quantity });
}

export function cartViewed(lines: readonly Line[], value: number): void {
  track("Cart Viewed", { products: lines.map(counted), currency: CURRENCY, value });
}

export function checkoutStarted(lines: readonly Line[], value: number, shipping: number): void {
  track("Checkout Started", {
    products: lines.map(counted),
    currency: CURRENCY,
    value,
    revenue: value,
    shipping,
    tax: 0,
  });
}

/** `link` is the checkout link she came by, if any: whose cart it was is then known to have been bought. */
export function orderCompleted(order: Order, lines: readonly Line[], link: string | undefined): void {
  track("Order Completed", {
    order_id: order.number,
    subtotal: order.subtotal,
    revenue: order.subtotal - (order.coupon?.ofShipping ? 0 : (order.coupon?.discount ?? 0)),
    shipping: order.shipping - (order.coupon?.ofShipping ? order.coupon.discount : 0),
    coupon: order.coupon?.code,
    discount: order.coupon?.discount,
    tax: 0,
    total: order.total,
    currency: CURRENCY,
    shipping_method: order.delivery,
    payment_method: order.payment,
    checkout_link: link,
    products: lines.map(counted),
  });
}

/** What a shop's own system tells as an order moves on. */
export function orderUpdated(order: Order, status: string): void {
  track("Order Updated", {
    order_id: order.number,
    status,
    ...(status === "shipped" && { tracking_number: `SF${order.number.slice(-6)}` }),
    ...(order.delivery === "store" && { pickup_store: "青田門市" }),
  });
}

export function orderCancelled(order: Order): void {
  track("Order Cancelled", { order_id: order.number, total: order.total, currency: CURRENCY });
}

function counted(line: Line): Properties {
  return { ...described(line.product, line.variant), quantity: line.quantity };
}

function described(product: Product, variant: Variant): Properties {
  return {
    product_id: product.id,
    sku: `${product.id}-${variant.id}`,
    name: product.name,
    variant: variant.name,
    category: categoryOf(product.category).name,
    brand: "風箏選物",
    price: product.price,
    currency: CURRENCY,
    url: absolute(paths.product(product.id)),
    image_url: absolute(`/shop/art/${artName(product, variant)}.png`),
  };
}

function absolute(path: string): string {
  return new URL(path, location.origin).href;
}
