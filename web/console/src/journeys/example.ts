import { useTranslation } from "react-i18next";

/// Somebody of whom everything is known, to show how a text will read.
export function useExample(): Record<string, string> {
  const { t } = useTranslation();
  const one = (name: string) => t(`journeys.message.example.${name}`);
  return {
    name: one("name"),
    "cart.items": one("items"),
    "cart.total": one("total"),
    "cart.link": "https://",
    "coupon.name": one("coupon"),
    "coupon.code": one("code"),
    "coupon.until": one("until"),
    "product.name": one("items"),
    "product.price": one("price"),
    "product.link": "https://",
    shop: one("shop"),
  };
}
