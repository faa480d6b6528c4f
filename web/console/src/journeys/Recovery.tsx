import "./journeys.css";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Recovery as Figures } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { count, money } from "../ui/format.ts";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useRecipes, useRuns } from "./data.ts";
import { useBeginning, Place } from "./Journeys.tsx";
import { Result } from "./Results.tsx";
import { RunLine } from "./Runs.tsx";
import { useRecovery, Zero } from "./Zero.tsx";

/// What became of carts that were left: first that nobody was reminded of what she had paid, then what it brought.
export function Recovery() {
  const { t } = useTranslation();
  const found = useRecovery();
  return (
    <Place tab="recovery">
      <p className="about dim">{t("journeys.recovery.about")}</p>
      {found.isPending ? (
        <Bones rows={5} height={40} gap={24} />
      ) : found.isError ? (
        <Failed error={found.error} retry={() => void found.refetch()} />
      ) : found.data.journeys.length === 0 ? (
        <Begin />
      ) : (
        <Whole figures={found.data} />
      )}
    </Place>
  );
}

function Begin() {
  const { t, i18n } = useTranslation();
  const recipe = useRecipes(i18n.language).data?.items.find((one) => one.key === "cart");
  const begin = useBeginning();
  return (
    <Empty
      action={
        <Button look="go" disabled={!recipe || begin.busy} onClick={() => recipe && begin.from(recipe.name, recipe.draft, recipe.key)}>
          {t("journeys.recovery.begin")}
        </Button>
      }
    >
      {t("journeys.recovery.none")}
    </Empty>
  );
}

function Whole({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const share = (part: number, of: number) => (of > 0 ? t("journeys.recovery.share", { percent: Math.round((100 * part) / of) }) : "");
  const journey = figures.journeys[0]!;
  return (
    <div className="recovery body">
      <Zero figures={figures} lead="journey" />
      <dl className="funnel">
        <Figure label={t("journeys.recovery.left")}>{count(figures.left)}</Figure>
        <Figure label={t("journeys.recovery.reachable")} more={share(figures.reachable, figures.left)}>
          {count(figures.reachable)}
        </Figure>
        <Figure label={t("journeys.recovery.reminded")} more={share(figures.reminded, figures.left)}>
          {count(figures.reminded)}
        </Figure>
        <Figure label={t("journeys.recovery.recovered")} more={share(figures.recovered, figures.reminded)}>
          {count(figures.recovered)}
        </Figure>
        <Figure label={t("journeys.recovery.worth")}>{money(figures.worth)}</Figure>
        <Figure
          label={t("journeys.recovery.cost")}
          more={figures.sent > 0 ? t("journeys.recovery.perSent", { cost: `${figures.cost.currency === "TWD" ? "NT$" : ""}${(figures.cost.amount / figures.sent).toFixed(2)}` }) : ""}
        >
          {money(figures.cost)}
        </Figure>
      </dl>
      {figures.results.length === 0 ? (
        <section className="part">
          <h3>{t("journeys.recovery.lift")}</h3>
          <p>{t("journeys.recovery.noHoldout")}</p>
        </section>
      ) : (
        figures.results.map((one) => <Result key={one.journey} result={one} title={t("journeys.recovery.lift")} />)
      )}
      <div className="two">
        <section className="part">
          <h3>{t("journeys.recovery.notSent")}</h3>
          {figures.notSent.length === 0 ? <p className="over">–</p> : figures.notSent.map((one) => (
            <div className="guard" key={one.reason}>
              <span className="grow">{t(`outreach.reason.${one.reason}`, { defaultValue: one.reason })}</span>
              <span className="num">{count(one.n)}</span>
            </div>
          ))}
        </section>
        <Lately journey={journey} />
      </div>
    </div>
  );
}

function Figure({ label, children, more }: { label: string; children: ReactNode; more?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{children}</dd>
      <dd className="over num">{more}</dd>
    </div>
  );
}

function Lately({ journey }: { journey: string }) {
  const { t } = useTranslation();
  const runs = useRuns(journey, null).data?.items ?? [];
  return (
    <section className="part">
      <h3>{t("journeys.recovery.carts")}</h3>
      {runs.length === 0 ? <p className="over">{t("journeys.recovery.noCarts")}</p> : runs.slice(0, 12).map((run) => <RunLine key={run.id} run={run} />)}
    </section>
  );
}
