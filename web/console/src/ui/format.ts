import type { Money } from "@parley/api";

/// NT$1,280 and HK$12.50: the local way, which Intl writes as "$" in zh-Hant-TW.
export function money({ amount, currency }: Money): string {
  const whole = currency === "TWD" || currency === "JPY";
  // What messages cost is less than the smallest coin: rounded to it, it would be free.
  const decimals = whole && (amount === 0 || Math.abs(amount) >= 1) ? 0 : 2;
  const figure = Math.abs(amount).toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return `${amount < 0 ? "−" : ""}${signs[currency] ?? `${currency} `}${figure}`;
}

const signs: Record<string, string> = { TWD: "NT$", HKD: "HK$", USD: "US$", JPY: "¥" };

export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/// How dates are read: the language of the person, the time zone of the shop.
export interface Reading {
  lang: string;
  timeZone: string;
}

export function clock(at: string, { timeZone }: Reading): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone }).format(new Date(at));
}

export function date(at: string, { lang, timeZone }: Reading): string {
  return new Intl.DateTimeFormat(lang, { month: "numeric", day: "numeric", timeZone }).format(new Date(at));
}

export function fullDay(at: string, { lang, timeZone }: Reading): string {
  return new Intl.DateTimeFormat(lang, { month: "long", day: "numeric", weekday: "long", timeZone }).format(
    new Date(at),
  );
}

export function moment(at: string, reading: Reading): string {
  return `${date(at, reading)} ${clock(at, reading)}`;
}

/// yyyy-mm-dd in the shop's time zone: two instants with the same one are the same day there.
export function dayOf(at: string | number, { timeZone }: Reading): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(new Date(at));
}

export type Ago =
  { unit: "now" } | { unit: "minute" | "hour"; count: number } | { unit: "yesterday" } | { unit: "date" };

/// How long ago, in the largest unit that still says something: 剛剛, 6 分, 2 時, 昨天, then the date.
export function ago(at: string, now: number, reading: Reading): Ago {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return { unit: "now" };
  if (minutes < 60) return { unit: "minute", count: minutes };
  if (dayOf(at, reading) === dayOf(now, reading)) return { unit: "hour", count: Math.floor(minutes / 60) };
  if (dayOf(at, reading) === dayOf(now - 86_400_000, reading)) return { unit: "yesterday" };
  return { unit: "date" };
}
