import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Product } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Sticker, Thumb } from "../ui/Content.tsx";
import { money } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { Popover } from "../ui/Menu.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { Bones, Failed } from "../ui/States.tsx";

/// A card compares at most four products.
const CARD_LIMIT = 4;

interface PickerProps {
  onSend: (products: Product[]) => void;
  /// Sends a link to a checkout with these products in the cart.
  onCheckout: (products: Product[]) => void;
}

export function ProductPicker({ onSend, onCheckout }: PickerProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useKeys({ p: () => setOpen(true) });
  return (
    <Popover
      label={t("inbox.product.label")}
      open={open}
      onOpen={setOpen}
      opener={
        <button type="button" className="btn quiet" aria-keyshortcuts="P" aria-label={t("inbox.tools.product")}>
          <Icon name="bag" />
          <span className="wide">{t("inbox.tools.product")}</span>
          <kbd aria-hidden="true">P</kbd>
        </button>
      }
    >
      <Products
        onSend={(products) => {
          setOpen(false);
          onSend(products);
        }}
        onCheckout={(products) => {
          setOpen(false);
          onCheckout(products);
        }}
      />
    </Popover>
  );
}

function Products({ onSend, onCheckout }: PickerProps) {
  const { t } = useTranslation();
  const [query, search] = useState("");
  const [chosen, choose] = useState<Product[]>([]);
  const found = useQuery({
    queryKey: ["products", query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Listing<Product>>("/products", { query: { query }, signal }),
  });
  const toggle = (product: Product) => {
    const without = chosen.filter((one) => one.id !== product.id);
    choose(without.length < chosen.length ? without : [...chosen, product].slice(-CARD_LIMIT));
  };
  return (
    <div className="picker">
      <SearchBox autoFocus label={t("inbox.product.search")} value={query} onChange={search} />
      {found.isPending ? (
        <Bones rows={4} />
      ) : found.isError ? (
        <Failed error={found.error} retry={() => void found.refetch()} />
      ) : (
        <ul>
          {found.data.items.length === 0 && <li className="faint">{t("inbox.product.none", { query })}</li>}
          {found.data.items.map((product) => (
            <li key={product.id}>
              <button
                type="button"
                className="one"
                role="checkbox"
                aria-checked={chosen.some((one) => one.id === product.id)}
                onClick={() => toggle(product)}
                onDoubleClick={() => onSend([product])}
              >
                <Thumb url={product.imageUrl} />
                <span className="cut">
                  {product.name}
                  <br />
                  <span className="num faint small">{product.price && money(product.price)}</span>
                </span>
                {chosen.some((one) => one.id === product.id) && <Icon name="check" />}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <span className="over grow">{t("inbox.product.limit")}</span>
        <Button disabled={chosen.length === 0} onClick={() => onCheckout(chosen)}>
          {t("inbox.checkout.products")}
        </Button>
        <Button look="go" disabled={chosen.length === 0} onClick={() => onSend(chosen)}>
          {t("inbox.product.send", { count: chosen.length })}
        </Button>
      </div>
    </div>
  );
}

/// Some of those that LINE lets every bot send: https://developers.line.biz/en/docs/messaging-api/sticker-list/
const STICKERS: Record<string, string[]> = {
  "11537": ["52002734", "52002735", "52002736", "52002737", "52002738", "52002739", "52002740", "52002741"],
};

export function StickerPicker({ onSend }: { onSend: (sticker: { packageId: string; stickerId: string }) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t("inbox.sticker.label")}
      open={open}
      onOpen={setOpen}
      opener={
        <button
          type="button"
          className="btn quiet icon"
          aria-label={t("inbox.tools.sticker")}
          title={t("inbox.tools.sticker")}
        >
          <Icon name="sticker" />
        </button>
      }
    >
      <div className="picker">
        <div className="grid">
          {Object.entries(STICKERS).flatMap(([packageId, ids]) =>
            ids.map((stickerId) => (
              <button
                key={stickerId}
                type="button"
                onClick={() => {
                  setOpen(false);
                  onSend({ packageId, stickerId });
                }}
              >
                <Sticker url={null} stickerId={stickerId} small />
              </button>
            )),
          )}
        </div>
      </div>
    </Popover>
  );
}
