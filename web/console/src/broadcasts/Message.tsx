import { useTranslation } from "react-i18next";
import type { Broadcast } from "@parley/api";

/// What it says, version by version, as it was written: variables are not filled in.
export function Message({ one }: { one: Broadcast }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t("broadcasts.what")}</h2>
      <div className="halves">
        {one.variants.map((variant, index) => (
          <div key={index} className="phone">
            {one.variants.length > 1 && <p className="over">{t("broadcasts.version", { name: index === 0 ? "A" : "B" })}</p>}
            {variant.subject && <p className="strong">{variant.subject}</p>}
            {variant.text && <p className="wrote">{variant.text}</p>}
            {variant.products.length > 0 && <p className="over">{t("broadcasts.cards", { n: variant.products.length })}</p>}
            {variant.button && (
              <p className="over cut">
                {variant.button.label} · {variant.button.url.replace(/^https?:\/\//, "")}
              </p>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}
