import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Product } from "@parley/api";
import { Thumb } from "./Content.tsx";
import { money } from "./format.ts";
import { Icon } from "./Icon.tsx";
import { Bones, Failed } from "./States.tsx";

interface Props {
  query: string;
  chosen: string[];
  onToggle: (product: Product) => void;
  /// Twice on one: it alone.
  onOnly?: (product: Product) => void;
}

/// The shop's products that match, to choose from.
export function ProductList({ query, chosen, onToggle, onOnly }: Props) {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: ["products", query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Listing<Product>>("/products", { query: { query }, signal }),
  });
  if (found.isPending) return <Bones rows={4} />;
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />;
  return (
    <ul>
      {found.data.items.length === 0 && <li className="faint">{t("inbox.product.none", { query })}</li>}
      {found.data.items.map((product) => (
        <li key={product.id}>
          <button
            type="button"
            className="one"
            role="checkbox"
            aria-checked={chosen.includes(product.id)}
            onClick={() => onToggle(product)}
            {...(onOnly && { onDoubleClick: () => onOnly(product) })}
          >
            <Thumb url={product.imageUrl} />
            <span className="cut">
              {product.name}
              <br />
              <span className="num faint small">{product.price && money(product.price)}</span>
            </span>
            {chosen.includes(product.id) && <Icon name="check" />}
          </button>
        </li>
      ))}
    </ul>
  );
}
