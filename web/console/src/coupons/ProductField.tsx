import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Product } from "@parley/api";
import { Icon } from "../ui/Icon.tsx";

/// One of the shop's products.
export function ProductField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: ["products", ""],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Listing<Product>>("/products", { query: { query: "" }, signal }),
  });
  return (
    <label className="field">
      <span className="label">{t("coupons.field.product")}</span>
      <span className="select">
        <select value={value} onChange={(event) => onChange(event.target.value)} required>
          <option value="" disabled>
            {t("coupons.hint.product")}
          </option>
          {found.data?.items.map((product) => (
            <option key={product.id} value={product.id}>
              {product.name}
            </option>
          ))}
        </select>
        <Icon name="down" size={14} />
      </span>
    </label>
  );
}
