import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type CheckoutSettings } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { Bones, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";

const KEY = ["checkout-settings"];

/// Where a checkout link leads, and how long it is good.
export function Handover() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const known = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<CheckoutSettings>("/checkout-settings", { signal }),
  });
  const [wrong, setWrong] = useState("");
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { cartUrl: String(form.get("url") ?? "").trim() || null, linkDays: Number(form.get("days")) };
    call<CheckoutSettings>("/checkout-settings", { method: "PUT", body }).then(
      (saved) => {
        setWrong("");
        queries.setQueryData(KEY, saved);
        toast(t("settings.saved"));
      },
      (refusal: unknown) => setWrong(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
    );
  };
  return (
    <Part id="handover" title={t("shopify.handover")} about={t("shopify.handoverAbout")}>
      {known.isPending ? (
        <Bones rows={2} />
      ) : known.isError ? (
        <Failed error={known.error} retry={() => void known.refetch()} />
      ) : (
        <form onSubmit={save} style={{ display: "grid", gap: 12 }}>
          <label className="field">
            <span className="label">{t("shopify.cartUrl")}</span>
            <input
              className="input"
              name="url"
              defaultValue={known.data.cartUrl ?? ""}
              placeholder="https://kite.myshopify.com/cart/{items}?discount={coupon}"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
            />
            <span className="hint">{t("shopify.cartUrlHint")}</span>
          </label>
          <label className="field" style={{ maxWidth: 160 }}>
            <span className="label">{t("shopify.linkDays")}</span>
            <input className="input num" type="number" name="days" min={1} max={90} required defaultValue={known.data.linkDays} />
          </label>
          {wrong && (
            <p className="small bad-ink" role="alert">
              {wrong}
            </p>
          )}
          <div>
            <Button type="submit">{t("settings.save")}</Button>
          </div>
        </form>
      )}
    </Part>
  );
}
