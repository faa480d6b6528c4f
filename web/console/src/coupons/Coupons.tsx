import "./coupons.css";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Coupon } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count, money } from "../ui/format.ts";
import { useKeys } from "../ui/keys.ts";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { lastDay, useCoupons } from "./data.ts";

export const LOOKS = { live: "good", planned: "info", paused: "warn", over: "state" } as const;

export function Coupons() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const coupons = useCoupons();
  const create = () => void navigate({ to: "/coupons/$couponId", params: { couponId: "new" } });
  useKeys({ n: create });
  return (
    <div className="page coupons">
      <header className="bar">
        <h1>{t("coupons.title")}</h1>
        <span className="grow" />
        <Button look="go" icon="plus" keys="N" onClick={create}>
          {t("coupons.create")}
        </Button>
      </header>
      <div className="body">
        {coupons.isPending ? (
          <Bones rows={4} height={24} gap={28} />
        ) : coupons.isError ? (
          <Failed error={coupons.error} retry={() => void coupons.refetch()} />
        ) : coupons.data.items.length === 0 ? (
          <Empty action={<Button onClick={create}>{t("coupons.first")}</Button>}>{t("coupons.empty")}</Empty>
        ) : (
          <Table coupons={coupons.data.items} />
        )}
      </div>
    </div>
  );
}

function Table({ coupons }: { coupons: Coupon[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const time = useTime();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("coupons.col.coupon")}</th>
          <th>{t("coupons.col.state")}</th>
          <th className="num less">{t("coupons.col.issued")}</th>
          <th className="num">{t("coupons.col.redeemed")}</th>
          <th className="num less">{t("coupons.col.discounted")}</th>
          <th className="num">{t("coupons.col.revenue")}</th>
          <th className="num less">{t("coupons.col.ends")}</th>
        </tr>
      </thead>
      <tbody>
        {coupons.map((coupon) => (
          <tr
            key={coupon.id}
            onClick={() => void navigate({ to: "/coupons/$couponId", params: { couponId: coupon.id } })}
          >
            <td>
              <button type="button" className="name">
                {coupon.name}
              </button>
              <span className="says dim">
                {coupon.says}
                {coupon.sharedCode && <code>{coupon.sharedCode}</code>}
              </span>
            </td>
            <td>
              <Chip look={LOOKS[coupon.state]} dot={coupon.state === "live"}>
                {t(`coupons.state.${coupon.state}`)}
              </Chip>
            </td>
            <td className="num less">{count(coupon.figures.issued)}</td>
            <td className="num">{count(coupon.figures.redeemed)}</td>
            <td className="num less">{money(coupon.figures.discounted)}</td>
            <td className="num">{money(coupon.figures.revenue)}</td>
            <td className="num faint less">{coupon.endsAt ? time.date(lastDay(coupon.endsAt)) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
