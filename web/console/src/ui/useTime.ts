import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../app/session.ts";
import { ago, clock, date, dayOf, fullDay, moment, type Reading } from "./format.ts";

/// The workspace's time in steps, for everything on screen that counts down or up.
export function useNow(stepMillis: number): number {
  const ahead = useSession()?.workspace.aheadMillis ?? 0;
  return useSyncExternalStore(
    (listener) => {
      const timer = setInterval(listener, stepMillis);
      return () => clearInterval(timer);
    },
    () => Math.floor((Date.now() + ahead) / stepMillis) * stepMillis,
  );
}

export function useReading(): Reading {
  const { i18n } = useTranslation();
  const session = useSession();
  return { lang: i18n.language, timeZone: session?.workspace.timeZone ?? "Asia/Taipei" };
}

export function useTime() {
  const { t } = useTranslation();
  const reading = useReading();
  const now = useNow(30_000);
  return {
    ago: (at: string): string => {
      const said = ago(at, now + 30_000, reading);
      return said.unit === "date"
        ? date(at, reading)
        : "count" in said
          ? t(`ago.${said.unit}`, { count: said.count })
          : t(`ago.${said.unit}`);
    },
    clock: (at: string) => clock(at, reading),
    date: (at: string) => date(at, reading),
    moment: (at: string) => moment(at, reading),
    day: (at: string): string => {
      const that = dayOf(at, reading);
      const words = fullDay(at, reading);
      if (that === dayOf(now, reading)) return t("day.today");
      return that === dayOf(now - 86_400_000, reading) ? t("day.yesterday", { date: words }) : words;
    },
    reading,
  };
}
