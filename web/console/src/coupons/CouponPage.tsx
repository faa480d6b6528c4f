import "./coupons.css";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Coupon } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count, money } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { Bones, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { Codes } from "./Codes.tsx";
import { CouponEditor } from "./CouponEditor.tsx";
import { LOOKS } from "./Coupons.tsx";
import { lastDay, useCoupon, useCouponVerbs } from "./data.ts";

const route = getRouteApi("/frame/coupons/$couponId");

export function CouponPage() {
  const { t } = useTranslation();
  const { couponId } = route.useParams();
  const navigate = useNavigate();
  const fresh = couponId === "new";
  const coupon = useCoupon(couponId, !fresh);
  const [editing, edit] = useState(false);
  if (fresh)
    return (
      <Place name={t("coupons.new")}>
        <CouponEditor
          coupon={null}
          onDone={(made) =>
            void navigate(
              made
                ? { to: "/coupons/$couponId", params: { couponId: made.id }, replace: true }
                : { to: "/coupons", replace: true },
            )
          }
        />
      </Place>
    );
  if (coupon.isPending || coupon.isError)
    return (
      <Place name="">
        {coupon.isPending ? (
          <Bones rows={6} height={22} />
        ) : (
          <Failed error={coupon.error} retry={() => void coupon.refetch()} />
        )}
      </Place>
    );
  return editing ? (
    <Place name={coupon.data.name}>
      <CouponEditor coupon={coupon.data} onDone={() => edit(false)} />
    </Place>
  ) : (
    <Shown coupon={coupon.data} onEdit={() => edit(true)} />
  );
}

function Place({ name, actions, children }: { name: string; actions?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="page coupons">
      <header className="bar">
        <nav className="crumb">
          <Link to="/coupons">{t("coupons.title")}</Link>
          <Icon name="right" size={12} />
          <h1 className="cut">{name}</h1>
        </nav>
        <span className="grow" />
        {actions}
      </header>
      <div className="body">{children}</div>
    </div>
  );
}

function Shown({ coupon, onEdit }: { coupon: Coupon; onEdit: () => void }) {
  const { t } = useTranslation();
  const verbs = useCouponVerbs();
  useKeys({ e: onEdit });
  const { figures } = coupon;
  const turn = (on: boolean) =>
    void (on ? verbs.resume(coupon) : verbs.pause(coupon)).then(
      () => toast(t(on ? "coupons.resumed" : "coupons.paused"), { undo: () => turn(!on) }),
      (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
    );
  return (
    <Place
      name={coupon.name}
      actions={
        <>
          {coupon.state !== "over" && (
            <Button
              icon={coupon.state === "paused" ? "play" : "pause"}
              onClick={() => turn(coupon.state === "paused")}
            >
              {t(coupon.state === "paused" ? "coupons.resume" : "coupons.pause")}
            </Button>
          )}
          <Button icon="edit" keys="E" onClick={onEdit}>
            {t("coupons.edit")}
          </Button>
        </>
      }
    >
      <p className="sentence">
        {coupon.says}
        <Chip look={LOOKS[coupon.state]} dot={coupon.state === "live"}>
          {t(`coupons.state.${coupon.state}`)}
        </Chip>
      </p>
      <Rules coupon={coupon} />
      <dl className="figures">
        {(
          [
            ["issued", count(figures.issued)],
            ["redeemed", count(figures.redeemed)],
            ["discounted", money(figures.discounted)],
            ["revenue", money(figures.revenue)],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dd className="fig num">{value}</dd>
            <dt className="over">{t(`coupons.col.${name}`)}</dt>
          </div>
        ))}
      </dl>
      <Codes coupon={coupon} />
    </Place>
  );
}

/// The small print, as sentences.
function Rules({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation();
  const time = useTime();
  const { currency } = coupon.figures.revenue;
  const lines = [
    coupon.sharedCode ? t("coupons.rule.shared", { code: coupon.sharedCode }) : t("coupons.rule.unique"),
    coupon.endsAt
      ? t("coupons.rule.until", { from: time.date(coupon.startsAt), to: time.date(lastDay(coupon.endsAt)) })
      : t("coupons.rule.from", { from: time.date(coupon.startsAt) }),
    coupon.days && t("coupons.rule.days", { count: coupon.days }),
    coupon.perPerson && t("coupons.rule.perPerson", { count: coupon.perPerson }),
    coupon.total && t("coupons.rule.total", { count: coupon.total, done: count(coupon.figures.redeemed) }),
    coupon.budget &&
      t("coupons.rule.budget", {
        budget: money({ amount: coupon.budget, currency }),
        spent: money(coupon.figures.discounted),
      }),
    coupon.remindDays && t("coupons.rule.remind", { count: coupon.remindDays }),
    t("coupons.rule.back"),
  ];
  return (
    <ul className="rules dim">
      {lines.filter(Boolean).map((line) => (
        <li key={String(line)}>{line}</li>
      ))}
    </ul>
  );
}
