import { shippingOf, subtotalOf, type Delivery, type Line } from "../cart/cart";
import { kept } from "../shell/store";
import { folded } from "../catalogue/search";

export const PAYMENTS = [
  { id: "card", name: "信用卡" },
  { id: "line-pay", name: "行動支付" },
  { id: "cash", name: "取貨付款" },
] as const;

export type Payment = (typeof PAYMENTS)[number]["id"];

export interface Order {
  readonly number: string;
  readonly at: string;
  readonly name: string;
  readonly delivery: Delivery;
  readonly payment: Payment;
  readonly lines: readonly {
    readonly name: string;
    readonly variant: string;
    readonly quantity: number;
    readonly price: number;
  }[];
  readonly subtotal: number;
  readonly shipping: number;
  /** What the coupon took off, of the goods or of the shipping; left out where there is none. */
  readonly coupon?: { readonly code: string; readonly discount: number; readonly ofShipping: boolean };
  readonly total: number;
}

/** What she typed, not yet believed. */
export interface Form {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly delivery: Delivery;
  readonly payment: Payment;
}

export type Field = "name" | "phone" | "email" | "address";

/** What is missing, in words that say how to mend it. */
export function problemsOf(form: Form): Partial<Record<Field, string>> {
  const problems: Partial<Record<Field, string>> = {};
  if (!form.name.trim()) problems.name = "寫下收件人的名字";
  if (!/^09\d{8}$/.test(phoneOf(form.phone))) problems.phone = "手機是 09 開頭的 10 碼";
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(folded(form.email))) problems.email = "電子郵件少了 @ 或網域";
  if (!form.address.trim()) problems.address = form.delivery === "store" ? "寫下取貨的超商門市" : "寫下收件地址";
  return problems;
}

/** ＋886 912-345-678 and ０９１２３４５６７８ are the same telephone. */
export function phoneOf(typed: string): string {
  return folded(typed)
    .replace(/[\s()-]/g, "")
    .replace(/^\+?886/, "0")
    .replace(/^00/, "0");
}

export function orderOf(form: Form, lines: readonly Line[], now: Date, coupon?: Order["coupon"]): Order {
  const subtotal = subtotalOf(lines);
  const shipping = shippingOf(subtotal, form.delivery);
  return {
    number: orderNumber(now),
    at: now.toISOString(),
    name: form.name.trim(),
    delivery: form.delivery,
    payment: form.payment,
    lines: lines.map(({ product, variant, quantity }) => ({
      name: product.name,
      variant: variant.name,
      quantity,
      price: product.price,
    })),
    subtotal,
    shipping,
    ...(coupon && { coupon }),
    total: subtotal + shipping - (coupon?.discount ?? 0),
  };
}

/**
 * KT, the day in Taipei, and the tenth of a second of that day: there is no till behind this shop that could count,
 * and two customers must not get the same number.
 */
export function orderNumber(now: Date): string {
  const taipei = new Date(now.getTime() + 8 * 3_600_000);
  const day = taipei.toISOString().slice(0, 10).replaceAll("-", "");
  const tenths = Math.floor((taipei.getTime() % 86_400_000) / 100);
  return `KT-${day}-${String(tenths).padStart(6, "0")}`;
}

/** The orders placed from this browser, latest first; so many are kept. */
const KEPT_ORDERS = 20;

export const ownOrders = kept<readonly Order[]>("kite.orders", (found) =>
  Array.isArray(found) ? (found as Order[]) : [],
);

export function keepOrder(order: Order): void {
  ownOrders.set([order, ...ownOrders.get()].slice(0, KEPT_ORDERS));
}
