import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Coupon, CouponForm } from "@parley/api";
import { useSession } from "../app/session.ts";
import { Button } from "../ui/Button.tsx";
import { dayOf } from "../ui/format.ts";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { beginOf, useCouponVerbs } from "./data.ts";
import { figureOf, oddFigure, textOf } from "./figures.ts";
import { ProductField } from "./ProductField.tsx";

const KINDS = ["amount", "percent", "threshold", "shipping", "addon"] as const;
type Kind = (typeof KINDS)[number];

/// A coupon as a form. What it takes off comes first, then who may use it, how often and until when.
export function CouponEditor({ coupon, onDone }: { coupon: Coupon | null; onDone: (coupon: Coupon | null) => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const verbs = useCouponVerbs();
  const timeZone = session?.workspace.timeZone ?? "Asia/Taipei";
  const [kind, choose] = useState<Kind>((coupon?.benefit.kind as Kind | undefined) ?? "amount");
  const [shared, share] = useState(Boolean(coupon?.sharedCode));
  const [product, pick] = useState(coupon?.benefit.productId ?? "");
  const [wrong, setWrong] = useState("");
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const odd = oddFigure(data);
    if (odd) {
      setWrong(t("coupons.notFigure", { name: t(`coupons.field.${odd}`), said: String(data.get(odd)) }));
      (event.currentTarget.elements.namedItem(odd) as HTMLInputElement | null)?.focus();
      return;
    }
    setWrong("");
    const form = formOf(data, { kind, shared, product, timeZone });
    verbs.save(coupon?.id ?? null, form).then(
      (saved) => {
        toast(t("coupons.saved", { name: saved.name }));
        onDone(saved);
      },
      (refusal: unknown) => setWrong(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
    );
  };
  const number = (name: string, value: number | null | undefined, hint = false) => (
    <Field name={name} hint={hint}>
      <input className="input num" name={name} inputMode="decimal" autoComplete="off" defaultValue={value ?? ""} />
    </Field>
  );
  return (
    <form className="coupon-form" onSubmit={save}>
      <Field name="name">
        <input
          className="input"
          name="name"
          defaultValue={coupon?.name}
          maxLength={80}
          required
          autoFocus
          autoComplete="off"
        />
      </Field>
      <fieldset>
        <legend>{t("coupons.form.benefit")}</legend>
        <div className="choices" role="radiogroup" aria-label={t("coupons.form.benefit")}>
          {KINDS.map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="kind" checked={kind === one} onChange={() => choose(one)} />
              <span className="strong">{t(`coupons.kind.${one}`)}</span>
              <span className="over">{t(`coupons.kindAbout.${one}`)}</span>
            </label>
          ))}
        </div>
        <div className="fields">
          {kind === "threshold" && number("from", coupon?.benefit.from)}
          {(kind === "amount" || kind === "threshold") && number("off", coupon?.benefit.off)}
          {kind === "percent" && number("percent", coupon?.benefit.percent, true)}
          {kind === "percent" && number("cap", coupon?.benefit.cap, true)}
          {kind === "addon" && <ProductField value={product} onChange={pick} />}
          {kind === "addon" && number("price", coupon?.benefit.price)}
          {kind !== "threshold" && number("minimum", coupon?.minimum, true)}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("coupons.form.codes")}</legend>
        <div className="choices" role="radiogroup" aria-label={t("coupons.form.codes")}>
          {([false, true] as const).map((one) => (
            <label key={String(one)} className="choice">
              <input
                type="radio"
                name="shared"
                checked={shared === one}
                disabled={coupon !== null}
                onChange={() => share(one)}
              />
              <span className="strong">{t(one ? "coupons.form.shared" : "coupons.form.unique")}</span>
              <span className="over">{t(one ? "coupons.form.sharedAbout" : "coupons.form.uniqueAbout")}</span>
            </label>
          ))}
        </div>
        {shared && (
          <div className="fields">
            <Field name="sharedCode">
              <input
                className="input"
                name="sharedCode"
                defaultValue={coupon?.sharedCode ?? ""}
                disabled={coupon !== null}
                maxLength={40}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
              />
            </Field>
          </div>
        )}
      </fieldset>
      <fieldset>
        <legend>{t("coupons.form.limits")}</legend>
        <div className="fields">
          {number("perPerson", coupon ? coupon.perPerson : 1, true)}
          {number("total", coupon?.total, true)}
          {number("budget", coupon?.budget, true)}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("coupons.form.validity")}</legend>
        <div className="fields">
          <Field name="starts">
            <input
              className="input"
              type="date"
              name="starts"
              defaultValue={coupon ? dayOf(coupon.startsAt, { lang: "", timeZone }) : ""}
            />
          </Field>
          <Field name="ends" hint>
            <input
              className="input"
              type="date"
              name="ends"
              defaultValue={coupon?.endsAt ? dayOf(Date.parse(coupon.endsAt) - 1, { lang: "", timeZone }) : ""}
            />
          </Field>
          {number("days", coupon?.days, true)}
          {number("remindDays", coupon ? coupon.remindDays : 3, true)}
        </div>
      </fieldset>
      {wrong && (
        <p className="bad-ink small" role="alert">
          {wrong}
        </p>
      )}
      <div className="row">
        <Button look="go" type="submit">
          {t(coupon ? "settings.save" : "coupons.form.make")}
        </Button>
        <Button look="quiet" onClick={() => onDone(null)}>
          {t("do.cancel")}
        </Button>
      </div>
    </form>
  );
}

function Field({ name, hint, children }: { name: string; hint?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span className="label">{t(`coupons.field.${name}`)}</span>
      {children}
      {hint && <span className="hint">{t(`coupons.hint.${name}`)}</span>}
    </label>
  );
}

interface Chosen {
  kind: Kind;
  shared: boolean;
  product: string;
  timeZone: string;
}

function formOf(data: FormData, { kind, shared, product, timeZone }: Chosen): CouponForm {
  const text = (name: string) => textOf(data, name);
  const figure = (name: string) => figureOf(text(name));
  const starts = text("starts");
  const ends = text("ends");
  return {
    name: text("name"),
    benefit: {
      kind,
      off: figure("off"),
      percent: figure("percent"),
      cap: figure("cap"),
      from: figure("from"),
      productId: kind === "addon" ? product : null,
      price: figure("price"),
    },
    minimum: figure("minimum"),
    sharedCode: shared ? text("sharedCode") : null,
    perPerson: figure("perPerson"),
    total: figure("total"),
    budget: figure("budget"),
    startsAt: starts ? beginOf(starts, timeZone) : null,
    endsAt: ends ? beginOf(ends, timeZone, 1) : null,
    days: figure("days"),
    remindDays: figure("remindDays"),
  };
}
