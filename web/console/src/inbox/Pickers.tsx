import "../ui/picker.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Product } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Sticker } from "../ui/Content.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { Popover } from "../ui/Menu.tsx";
import { ProductList } from "../ui/ProductList.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";

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
  const toggle = (product: Product) => {
    const without = chosen.filter((one) => one.id !== product.id);
    choose(without.length < chosen.length ? without : [...chosen, product].slice(-CARD_LIMIT));
  };
  return (
    <div className="picker">
      <SearchBox autoFocus label={t("inbox.product.search")} value={query} onChange={search} />
      <ProductList query={query} chosen={chosen.map((one) => one.id)} onToggle={toggle} onOnly={(one) => onSend([one])} />
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
