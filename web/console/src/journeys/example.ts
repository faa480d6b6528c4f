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
    "coupon.code": one("code"),
    "coupon.until": one("until"),
    shop: one("shop"),
  };
}
