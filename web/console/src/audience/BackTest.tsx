import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Backtest } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Bars, ChartFrame } from "../ui/Chart.tsx";
import { count, date } from "../ui/format.ts";
import { Face, useName } from "../ui/People.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { useReading, useTime } from "../ui/useTime.ts";
import type { Condition } from "./condition.ts";
import { BACK_DAYS, backtest } from "./trials.ts";
import { attributeEn } from "./sentenceEn.ts";
import { attributeZh } from "./sentenceZh.ts";
import { langOf } from "./sentence.ts";
import { useNames } from "./vocabulary.ts";

export type BackTested = "rule" | "segment" | "journey";

/// What would have become of those who meet it.
const WILL = { rule: "will", segment: "willSegment", journey: "willJourney" } as const;

/// The condition over the recorded past, when one asks for it: it looks at everything everybody did.
export function BackTest({ condition, of, after }: {
  condition: Condition | null;
  of: BackTested;
  /// What else so many people come to.
  after?: (people: number) => ReactNode;
}) {
  const { t } = useTranslation();
  const [asked, ask] = useState<Condition | null>(null);
  const back = useQuery({
    queryKey: ["backtest", asked],
    enabled: asked !== null,
    staleTime: 60_000,
    retry: false,
    queryFn: ({ signal }) => backtest(asked!, signal),
  });
  const changed = asked !== null && JSON.stringify(asked) !== JSON.stringify(condition);
  const run = condition && (asked === null || changed) ? () => ask(condition) : undefined;
  const button = (
    <Button small icon="chart" disabled={!run} onClick={run}>
      {t(changed ? "audience.back.again" : "audience.back.run")}
    </Button>
  );
  if (asked === null)
    return (
      <div className="bt">
        <div className="row wrap">
          <p className="dim small grow">{t("audience.back.invite")}</p>
          {button}
        </div>
      </div>
    );
  return (
    <div className={changed ? "bt stale" : "bt"}>
      <ChartFrame
        title={t("audience.back.title", { count: BACK_DAYS })}
        about={
          <>
            {t("audience.back.about")}
            {changed && button}
          </>
        }
      >
        {back.isPending ? (
          <>
            <p className="over" role="status">
              {t("audience.back.running")}
            </p>
            <Bones rows={4} height={24} />
          </>
        ) : back.isError ? (
          <Failed error={back.error} retry={() => void back.refetch()} />
        ) : (
          <Outcome back={back.data} of={of} more={after?.(back.data.within)} />
        )}
      </ChartFrame>
    </div>
  );
}

function Outcome({ back, of, more }: { back: Backtest; of: BackTested; more?: ReactNode }) {
  const { t } = useTranslation();
  const reading = useReading();
  const most = Math.max(0, ...back.days.map((day) => day.people));
  const peak = back.days.find((day) => most > 0 && day.people === most);
  const label = (day: string) => date(`${day.slice(0, 10)}T12:00:00Z`, { ...reading, timeZone: "UTC" });
  return (
    <>
      <Figures back={back} most={most} of={of} />
      {more}
      {back.within === 0 ? (
        <p className="dim">{t("audience.back.none", { count: back.days.length })}</p>
      ) : (
        <Bars
          label={t("audience.back.title", { count: BACK_DAYS })}
          height={188}
          say={(bar) => t("audience.back.say", { day: bar.label, count: bar.value })}
          bars={back.days.map((day) => ({ key: day.day, label: label(day.day), value: day.people, hot: day === peak }))}
        />
      )}
      <p className="over num">
        {back.exact
          ? t("audience.back.whole", { total: count(back.total) })
          : t("audience.back.sampled", { looked: count(back.looked), total: count(back.total) })}
      </p>
      <Known words={back.withoutHistory} />
      <People back={back} />
    </>
  );
}

function Figures({ back, most, of }: { back: Backtest; most: number; of: BackTested }) {
  const { t } = useTranslation();
  const anyway = back.anywayOf === 0 ? null : (back.boughtAnyway / back.anywayOf) * 100;
  return (
    <div className="figures">
      <div className="hi">
        <p className="fig">{count(back.within)}</p>
        <p className="over">{t(`audience.back.${WILL[of]}`)}</p>
      </div>
      <div>
        <p className="fig">{(back.within / Math.max(1, back.days.length)).toFixed(1)}</p>
        <p className="over">{t("audience.back.perDay")}</p>
      </div>
      <div>
        <p className="fig">{count(most)}</p>
        <p className="over">{t("audience.back.best")}</p>
      </div>
      <div>
        <p className="fig">{anyway === null ? "–" : `${anyway.toFixed(anyway < 10 ? 1 : 0)}%`}</p>
        <p className="over">{t("audience.back.anyway")}</p>
        <p className="over">
          {anyway === null
            ? t("audience.back.tooSoon")
            : t("audience.back.anywayAbout", { count: back.anywayDays, of: count(back.anywayOf) })}
        </p>
      </div>
    </div>
  );
}

/// Of which parts only the present is known, said in the merchant's words.
function Known({ words }: { words: string[] }) {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const attribute = langOf(i18n.language) === "zh" ? attributeZh : attributeEn;
  if (words.length === 0) return null;
  const said = words.map((word) => {
    const [kind, what = ""] = word.split(/:(.*)/s);
    switch (kind) {
      case "attribute":
        return attribute(what);
      case "tag":
        return `「${what}」`;
      case "segment":
        return `「${names.segment(what) ?? what}」`;
      case "reachable":
        return names.channel(what);
      default:
        return t("audience.kind.cart");
    }
  });
  return <p className="over">{t("audience.back.withoutHistory", { what: said.join("、") })}</p>;
}

function People({ back }: { back: Backtest }) {
  const { t } = useTranslation();
  const time = useTime();
  const nameOf = useName();
  if (back.examples.length === 0) return null;
  return (
    <>
      <h2>{t("audience.back.examples")}</h2>
      <ul className="examples">
        {back.examples.map((one) => (
          <li key={one.id}>
            <Link className="person" to="/customers/$customerId" params={{ customerId: one.id }}>
              <Face name={one.name} id={one.id} size="sm" />
              <span className="cut">
                {nameOf(one.name, one.id)}
                <small className="cut num">{t("audience.back.exampleAt", { at: time.moment(one.at) })}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
