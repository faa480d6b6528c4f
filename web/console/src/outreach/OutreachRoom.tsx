import "./outreach.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type OutreachRules } from "@parley/api";
import { useSession } from "../app/session.ts";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { Bones, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { Notices } from "./Notices.tsx";

const PRICED = ["line", "email", "sms"] as const;
const ASKABLE = ["line", "web", "email", "sms"] as const;

export function OutreachRoom() {
  const { t } = useTranslation();
  const rules = useQuery({
    queryKey: ["outreach", "settings"],
    queryFn: ({ signal }) => call<OutreachRules>("/outreach/settings", { signal }),
  });
  return (
    <>
      <Part id="outreach-rules" title={t("outreach.rules")} about={t("outreach.rulesAbout")}>
        {rules.isPending ? (
          <Bones rows={6} />
        ) : rules.isError ? (
          <Failed error={rules.error} retry={() => void rules.refetch()} />
        ) : (
          <Rules key={JSON.stringify(rules.data)} rules={rules.data} />
        )}
        <p className="small">
          <Link to="/sends" className="link">
            {t("outreach.see")}
          </Link>
        </p>
      </Part>
      <Notices />
    </>
  );
}

function Rules({ rules }: { rules: OutreachRules }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const currency = useSession()?.workspace.currency ?? "TWD";
  const [busy, setBusy] = useState(false);
  const [failure, fail] = useState<string | null>(null);
  const keep = async (change: Partial<OutreachRules>, undo?: OutreachRules) => {
    setBusy(true);
    fail(null);
    try {
      const now = await call<OutreachRules>("/outreach/settings", { method: "PUT", body: change });
      queries.setQueryData(["outreach", "settings"], now);
      toast(t("outreach.saved"), undo ? { undo: () => void keep(undo) } : {});
    } catch (refusal) {
      fail(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
    } finally {
      setBusy(false);
    }
  };
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const number = (name: string) => Number(form.get(name));
    void keep(
      {
        quietFrom: String(form.get("quietFrom")),
        quietTo: String(form.get("quietTo")),
        perDay: number("perDay"),
        reserve: number("reserve"),
        boughtDays: number("boughtDays"),
        holdoutPercent: number("holdoutPercent"),
        prices: Object.fromEntries(PRICED.map((one) => [one, number(`price.${one}`)])),
        askFirst: ASKABLE.filter((one) => form.get(`ask.${one}`) !== null),
      },
      rules,
    );
  };
  return (
    <form className="outreach-rules" onSubmit={save}>
      <Line title={t("outreach.quiet")} about={t("outreach.quietAbout")}>
        <span>{t("outreach.quietFrom")}</span>
        <input className="input" type="time" name="quietFrom" required defaultValue={rules.quietFrom ?? ""} aria-label={`${t("outreach.quiet")} ${t("outreach.quietFrom")}`} />
        <span>{t("outreach.quietTo")}</span>
        <input className="input" type="time" name="quietTo" required defaultValue={rules.quietTo ?? ""} aria-label={`${t("outreach.quiet")} ${t("outreach.quietTo")}`} />
      </Line>
      <Line title={t("outreach.perDay")} about={t("outreach.perDayAbout")}>
        <Figure name="perDay" value={rules.perDay} min={1} max={20} label={t("outreach.perDay")} />
        <span>{t("outreach.messages")}</span>
      </Line>
      <Line title={t("outreach.reserve")} about={t("outreach.reserveAbout")}>
        <Figure name="reserve" value={rules.reserve} max={10_000_000} label={t("outreach.reserve")} />
      </Line>
      <Line title={t("outreach.boughtDays")}>
        <Figure name="boughtDays" value={rules.boughtDays} max={730} label={t("outreach.boughtDays")} />
        <span>{t("outreach.boughtUnit")}</span>
      </Line>
      <Line title={t("outreach.holdout")} about={t("outreach.holdoutAbout")}>
        <Figure name="holdoutPercent" value={rules.holdoutPercent} max={50} step="0.1" label={t("outreach.holdout")} />
        <span>{t("outreach.percent")}</span>
      </Line>
      <Line title={t("outreach.prices")} about={t("outreach.pricesAbout")}>
        {PRICED.map((one) => (
          <label key={one} className="row">
            <span>{t(`channel.${one}`, { defaultValue: one })}</span>
            <Figure name={`price.${one}`} value={rules.prices?.[one] ?? 0} max={1000} step="any" label={`${t("outreach.prices")} ${one}`} />
          </label>
        ))}
        <span className="faint">{currency}</span>
      </Line>
      <Line title={t("outreach.askFirst")} about={t("outreach.consentAbout")}>
        {ASKABLE.map((one) => (
          <label key={one} className="row">
            <input type="checkbox" name={`ask.${one}`} defaultChecked={rules.askFirst?.includes(one)} />
            <span>{t(`channel.${one}`, { defaultValue: one })}</span>
          </label>
        ))}
      </Line>
      {failure && (
        <p className="failed" role="alert">
          {failure}
        </p>
      )}
      <div>
        <Button type="submit" look="go" disabled={busy}>
          {t("outreach.save")}
        </Button>
      </div>
    </form>
  );
}

function Line({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <div className="rule-line">
      <b>{title}</b>
      <div className="row wrap">{children}</div>
      {about && <p className="over">{about}</p>}
    </div>
  );
}

interface FigureProps {
  name: string;
  value: number | null | undefined;
  label: string;
  min?: number;
  max: number;
  step?: string;
}

function Figure({ name, value, label, min = 0, max, step = "1" }: FigureProps) {
  return (
    <input
      className="input num"
      type="number"
      name={name}
      required
      min={min}
      max={max}
      step={step}
      defaultValue={value ?? 0}
      aria-label={label}
    />
  );
}
