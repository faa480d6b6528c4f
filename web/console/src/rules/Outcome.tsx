import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Match, type Preview } from "@parley/api";
import { Bars, ChartFrame } from "../ui/Chart.tsx";
import { count, date } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { Face, useName } from "../ui/People.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { useReading, useTime } from "../ui/useTime.ts";
import { conditionOf, type Writing } from "./draft.ts";

const PAUSE_MILLIS = 300;

/// Whom the condition meets now. While one writes, the last answer stays and fades.
function usePreview(writing: Writing) {
  const condition = conditionOf(writing);
  const [asked, ask] = useState(condition);
  const name = JSON.stringify(condition);
  useEffect(() => {
    const timer = setTimeout(() => ask(JSON.parse(name) as typeof condition), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [name]);
  return useQuery({
    queryKey: ["preview", asked],
    enabled: writing.contains.trim() !== "",
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Preview>("/rules/preview", { method: "POST", body: { condition: asked }, signal }),
  });
}

function People({ writing }: { writing: Writing }) {
  const { t } = useTranslation();
  const time = useTime();
  const preview = usePreview(writing);
  if (!writing.contains.trim())
    return (
      <aside className="live-col">
        <p className="faint">{t("rules.askMore")}</p>
      </aside>
    );
  if (preview.isPending)
    return (
      <aside className="live-col">
        <Bones rows={6} />
      </aside>
    );
  if (preview.isError)
    return (
      <aside className="live-col">
        <Failed error={preview.error} retry={() => void preview.refetch()} />
      </aside>
    );
  const { customers, total, sample, nearly } = preview.data;
  const part = total === 0 ? "0" : ((customers / total) * 100).toFixed(customers / total < 0.1 ? 1 : 0);
  return (
    <aside className={preview.isPlaceholderData ? "live-col stale" : "live-col"} aria-live="polite">
      <p className="over">{t("rules.now")}</p>
      <p className="fig">{count(customers)}</p>
      <p className="over num" style={{ marginTop: 4 }}>
        {customers === 0 ? t("rules.nobody", { count: writing.days }) : t("rules.ofAll", { total: count(total), part })}
      </p>
      {sample.length > 0 && <h2>{t("rules.sample")}</h2>}
      {sample.map((one) => (
        <Person key={one.id} match={one} about={t("rules.seen", { count: one.times, at: time.ago(one.lastAt) })} />
      ))}
      {nearly.length > 0 && <h2>{t("rules.nearly")}</h2>}
      {nearly.map((one) => (
        <Person
          key={one.id}
          match={one}
          about={t("rules.short", { count: one.times, left: Math.max(1, writing.times - one.times) })}
        />
      ))}
    </aside>
  );
}

function Person({ match, about }: { match: Match; about: string }) {
  return (
    <Link className="person" to="/customers/$customerId" params={{ customerId: match.id }}>
      <Face name={match.name} id={match.id} size="sm" />
      <span className="cut">
        {useName()(match.name, match.id)}
        <small className="cut num">{about}</small>
      </span>
      <Icon name="right" size={14} />
    </Link>
  );
}

function Chart({ writing }: { writing: Writing }) {
  const { t } = useTranslation();
  const reading = useReading();
  const preview = usePreview(writing);
  if (!preview.data || !writing.contains.trim()) return <div className="bt" />;
  const { days } = preview.data;
  const most = Math.max(0, ...days.map((day) => day.customers));
  const peak = days.find((day) => most > 0 && day.customers === most);
  const sum = days.reduce((all, day) => all + day.customers, 0);
  const label = (day: string) => date(`${day.slice(0, 10)}T12:00:00Z`, { ...reading, timeZone: "UTC" });
  return (
    <div className="bt">
      <ChartFrame title={t("rules.back")} about={t("rules.backAbout")}>
        <div className="figures">
          <div className="hi">
            <p className="fig">{count(sum)}</p>
            <p className="over">{t("rules.willTag")}</p>
          </div>
          <div>
            <p className="fig">{(sum / Math.max(1, days.length)).toFixed(1)}</p>
            <p className="over">{t("rules.perDay")}</p>
          </div>
          <div>
            <p className="fig">{count(most)}</p>
            <p className="over">{t("rules.best")}</p>
          </div>
        </div>
        <Bars
          label={t("rules.back")}
          height={212}
          say={(bar) => t("rules.backSay", { day: bar.label, count: bar.value })}
          bars={days.map((day) => ({ key: day.day, label: label(day.day), value: day.customers, hot: day === peak }))}
        />
      </ChartFrame>
    </div>
  );
}

export const Outcome = { People, Chart };
