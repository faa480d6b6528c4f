import "./coupons.css";
import { useTranslation } from "react-i18next";
import type { IssuedCode } from "@parley/api";
import { Section } from "../customers/Person.tsx";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Menu } from "../ui/Menu.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { lastDay, useCoupons, useHeld } from "./data.ts";

const LOOKS = { open: "good", used: "state", over: "state" } as const;

/// What a customer holds, and a way to give her another. In a conversation the code is said to her, too.
export function HeldCoupons({ customerId, onIssued }: { customerId: string; onIssued?: (code: IssuedCode) => void }) {
  const { t } = useTranslation();
  const time = useTime();
  const { held, issue } = useHeld(customerId);
  const live = useCoupons().data?.items.filter((one) => one.state === "live") ?? [];
  const give = async (id: string, name: string) => {
    try {
      const code = await issue(id);
      onIssued?.(code);
      toast(t("coupons.held.given", { name, code: code.code }));
    } catch (refusal) {
      toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
    }
  };
  const items = held.data?.items ?? [];
  return (
    <Section
      title={t("coupons.title")}
      end={
        live.length > 0 && (
          <Menu
            opener={
              <Button small look="quiet" icon="plus">
                {t(onIssued ? "coupons.held.send" : "coupons.held.give")}
              </Button>
            }
            choices={live.map((one) => ({
              label: (
                <>
                  {one.name}
                  <span className="over"> {one.says}</span>
                </>
              ),
              act: () => void give(one.id, one.name),
            }))}
          />
        )
      }
    >
      {items.length === 0 && <span className="faint">{t("coupons.held.none")}</span>}
      {items.map((one) => (
        <div key={one.code + one.issuedAt} className="held">
          <span className="cut">
            {one.name} <code>{one.code}</code>
          </span>
          <span className="num over">
            {one.redeemedAt
              ? time.date(one.redeemedAt)
              : one.expiresAt && t("coupons.held.until", { at: time.date(lastDay(one.expiresAt)) })}
          </span>
          <Chip look={LOOKS[one.state]}>{t(`coupons.held.state.${one.state}`)}</Chip>
        </div>
      ))}
    </Section>
  );
}
