import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type JourneyResult, type Listing } from "@parley/api";
import { count, money } from "../ui/format.ts";
import { useTime } from "../ui/useTime.ts";
import { Part } from "./Fields.tsx";

const REST_MILLIS = 30_000;

export function useResults(journeyId: string, enabled: boolean): JourneyResult[] {
  const results = useQuery({
    queryKey: ["journey", journeyId, "results"],
    enabled,
    queryFn: ({ signal }) => call<Listing<JourneyResult>>(`/journeys/${journeyId}/results`, { signal }),
    refetchInterval: REST_MILLIS,
  });
  return results.data?.items ?? [];
}

const percent = (share: number | null) => `${(share ?? 0) > 0 ? "+" : ""}${(100 * (share ?? 0)).toFixed(Math.abs(share ?? 0) < 0.1 ? 1 : 0)}%`;

/// What came of a split, or of the whole journey beside its control group: first what may be said, then the figures.
export function Result({ result, title }: { result: JourneyResult; title: string }) {
  const { t } = useTranslation();
  const time = useTime();
  const cash = (amount: number) => money({ amount: Math.round(amount), currency: result.currency });
  const rows = [...result.arms.map(({ name, arm }) => ({ name: result.step === null ? t("journeys.result.told") : name, arm })), ...(result.heldOut ? [{ name: t("journeys.result.heldOut"), arm: result.heldOut }] : [])];
  return (
    <Part title={title}>
      {useSaid(result).map((words) => (
        <p key={words}>{words}</p>
      ))}
      <table className="table compact result">
        <thead>
          <tr>
            <th>{t("journeys.result.arm")}</th>
            <th className="num">{t("journeys.result.people")}</th>
            <th className="num">{t("journeys.result.buyers")}</th>
            <th className="num">{t("journeys.result.each")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, arm }) => (
            <tr key={name}>
              <td className="cut">{name}</td>
              <td className="num">{count(arm.people)}</td>
              <td className="num">{count(arm.buyers)}</td>
              <td className="num">{cash(arm.perPerson)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="over">
        {[
          t("journeys.result.days", { count: result.days }),
          result.until && !result.over ? t("journeys.result.until", { at: time.moment(result.until) }) : "",
          result.torn > 0 ? t("journeys.result.torn", { count: result.torn }) : "",
        ]
          .filter(Boolean)
          .join(t("journeys.comma"))}
      </p>
    </Part>
  );
}

function useSaid({ arms, verdicts, worth, currency }: JourneyResult): string[] {
  const { t } = useTranslation();
  const cash = (amount: number | null) => `${(amount ?? 0) < 0 ? "−" : ""}${money({ amount: Math.abs(Math.round(amount ?? 0)), currency })}`;
  if (worth) {
    const figures = { amount: cash(worth.gain), low: cash(worth.low), high: cash(worth.high) };
    const { kind } = worth.verdict;
    return [t(`journeys.result.worth.${kind}`, figures)];
  }
  return verdicts.map((one, n) => {
    const figures = {
      first: arms[0]?.name,
      name: arms[n + 1]?.name,
      share: percent(one.share),
      low: percent(one.low),
      high: percent(one.high),
      more: count(one.more ?? 0),
    };
    return t(`journeys.result.verdict.${one.kind === "too_early" && one.more !== null ? "too_early_more" : one.kind}`, figures);
  });
}
