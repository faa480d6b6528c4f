import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call, type Coupon, type CouponForm, type HeldCoupon, type IssuedCode, type Listing } from "@parley/api";

export function useCoupons() {
  return useQuery({
    queryKey: ["coupons"],
    queryFn: ({ signal }) => call<Listing<Coupon>>("/coupons", { signal }),
  });
}

export function useCoupon(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["coupon", id],
    enabled,
    queryFn: ({ signal }) => call<Coupon>(`/coupons/${id}`, { signal }),
  });
}

export function useCouponVerbs() {
  const queries = useQueryClient();
  const told = (coupon: Coupon) => {
    queries.setQueryData(["coupon", coupon.id], coupon);
    void queries.invalidateQueries({ queryKey: ["coupons"] });
    return coupon;
  };
  return {
    save: (id: string | null, form: CouponForm) =>
      call<Coupon>(id ? `/coupons/${id}` : "/coupons", { method: id ? "PUT" : "POST", body: form }).then(told),
    pause: (coupon: Coupon) => call<Coupon>(`/coupons/${coupon.id}/pause`, { method: "POST" }).then(told),
    resume: (coupon: Coupon) => call<Coupon>(`/coupons/${coupon.id}/resume`, { method: "POST" }).then(told),
    addCodes: async (coupon: Coupon, body: { count: number } | { codes: string[] }) => {
      const { made } = await call<{ made: number }>(`/coupons/${coupon.id}/codes`, { method: "POST", body });
      void queries.invalidateQueries({ queryKey: ["coupon", coupon.id] });
      void queries.invalidateQueries({ queryKey: ["codes", coupon.id] });
      return made;
    },
  };
}

export function useHeld(customerId: string) {
  const queries = useQueryClient();
  const held = useQuery({
    queryKey: ["held", customerId],
    queryFn: ({ signal }) => call<Listing<HeldCoupon>>(`/customers/${customerId}/coupons`, { signal }),
  });
  const issue = async (couponId: string) => {
    const body = { customerId, key: crypto.randomUUID() };
    const code = await call<IssuedCode>(`/coupons/${couponId}/issues`, { method: "POST", body });
    void queries.invalidateQueries({ queryKey: ["held", customerId] });
    return code;
  };
  return { held, issue };
}

/// The last day on which something that ends at this instant works: an end at midnight is the evening before.
export const lastDay = (end: string) => new Date(Date.parse(end) - 1).toISOString();

/// Midnight at which a day of the shop's calendar begins; `plus` days later, if told.
export function beginOf(day: string, timeZone: string, plus = 0): string {
  const guess = Date.parse(`${day}T00:00:00Z`) + plus * 86_400_000;
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(guess);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "00";
  const there = Date.parse(`${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}:${of("second")}Z`);
  return new Date(guess - (there - guess)).toISOString();
}
