import type { TFunction } from "i18next";
import type { BroadcastReport } from "@parley/api";
import { count, money } from "../ui/format.ts";

const percent = (share: number) => `${share > 0 ? "+" : share < 0 ? "−" : ""}${(100 * Math.abs(share)).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`;

/// What may be said of B beside A, in one sentence.
export function verdictSaid(verdict: NonNullable<BroadcastReport["verdict"]>, t: TFunction): string {
  const { kind, share, low, high, chance, more } = verdict;
  const figures = {
    share: percent(share ?? 0),
    low: percent(low ?? 0),
    high: percent(high ?? 0),
    chance: `${Math.round(100 * (chance ?? 0))} %`,
  };
  switch (kind) {
    case "better":
    case "worse":
    case "alike":
      return t(`broadcasts.report.verdict.${kind}`, figures);
    case "sizes_off":
      return t("broadcasts.report.verdict.off");
    default:
      return more === null
        ? t("broadcasts.report.verdict.early")
        : t("broadcasts.report.verdict.earlyMore", { n: count(more) });
  }
}

/// What the whole broadcast was worth beside those who got nothing.
export function worthSaid(worth: NonNullable<BroadcastReport["worth"]>, currency: string, t: TFunction): string {
  const cash = (amount: number | null) => {
    const figure = money({ amount: Math.abs(Math.round(amount ?? 0)), currency });
    return (amount ?? 0) < 0 ? `−${figure}` : figure;
  };
  const figures = { amount: cash(worth.gain), low: cash(worth.low), high: cash(worth.high) };
  switch (worth.verdict.kind) {
    case "better":
    case "worse":
    case "alike":
      return t(`broadcasts.report.worth.${worth.verdict.kind}`, figures);
    case "sizes_off":
      return t("broadcasts.report.worth.off");
    default:
      return t("broadcasts.report.worth.early");
  }
}
