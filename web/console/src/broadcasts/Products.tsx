import "../ui/picker.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Product } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Thumb } from "../ui/Content.tsx";
import { money } from "../ui/format.ts";
import { Popover } from "../ui/Menu.tsx";
import { ProductList } from "../ui/ProductList.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";

/// As many as every channel carries.
const MOST = 10;

interface Props {
  chosen: string[];
  onChange: (products: string[]) => void;
}

/// The products a broadcast shows as cards, in their order. What the shop has no more is named, so that it can go.
export function Products({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [query, search] = useState("");
  const known = useQuery<Product[]>({
    queryKey: ["products", "named", chosen],
    enabled: chosen.length > 0,
    placeholderData: (before) => before,
    queryFn: async ({ signal }): Promise<Product[]> =>
      (await call<Listing<Product>>("/products", { query: { ids: chosen.join(",") }, signal })).items,
  });
  const toggle = ({ id }: Product) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, MOST));
  const earlier = (id: string) => {
    const at = chosen.indexOf(id);
    onChange(chosen.map((one, index) => (index === at - 1 ? id : index === at ? chosen[at - 1]! : one)));
  };
  return (
    <div className="field shown-products">
      <span className="label">{t("broadcasts.products.label")}</span>
      {chosen.length > 0 && (
        <ol>
          {chosen.map((id, index) => {
            const product = known.data?.find((one) => one.id === id);
            const name = product?.name ?? id;
            return (
              <li key={id}>
                <Thumb url={product?.imageUrl ?? null} />
                <span className="cut grow">
                  {name}
                  <small className={product || known.isPending ? "num faint" : "bad-ink"}>
                    {product ? product.price && money(product.price) : known.isPending ? "" : t("broadcasts.products.gone")}
                  </small>
                </span>
                {index > 0 && (
                  <Button
                    small
                    look="quiet"
                    icon="up"
                    label={t("broadcasts.products.earlier", { name })}
                    onClick={() => earlier(id)}
                  />
                )}
                <Button
                  small
                  look="quiet"
                  icon="x"
                  label={t("broadcasts.products.remove", { name })}
                  onClick={() => onChange(chosen.filter((one) => one !== id))}
                />
              </li>
            );
          })}
        </ol>
      )}
      <div className="row wrap small">
        <Popover
          label={t("broadcasts.products.label")}
          open={open}
          onOpen={setOpen}
          placement="bottom-start"
          opener={
            <button type="button" className="btn" disabled={chosen.length >= MOST}>
              {t("broadcasts.products.add")}
            </button>
          }
        >
          <div className="picker">
            <SearchBox autoFocus label={t("broadcasts.products.search")} value={query} onChange={search} />
            <ProductList query={query} chosen={chosen} onToggle={toggle} />
            <div className="row">
              <span className="over grow num">{t("broadcasts.products.count", { n: chosen.length, most: MOST })}</span>
              <Button look="go" onClick={() => setOpen(false)}>
                {t("broadcasts.products.done")}
              </Button>
            </div>
          </div>
        </Popover>
        <span className="faint">{t("broadcasts.products.about")}</span>
      </div>
    </div>
  );
}
