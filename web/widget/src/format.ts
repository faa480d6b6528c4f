import type { Money } from "./message";
import type { Words } from "./words";

const SIGNS: Record<string, [sign: string, digits: number]> = { TWD: ["NT$", 0], HKD: ["HK$", 2] };

export function money({ amount, currency }: Money, locale: string) {
  const [sign, digits] = SIGNS[currency] ?? [`${currency} `, 2];
  return (
    sign + new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount)
  );
}

export function clock(at: string | number, locale: string) {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
}

export function day(at: string | number, locale: string, words: Words, now: Date) {
  const then = new Date(at);
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  const year = then.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(locale, { ...year, month: "long", day: "numeric" }).format(then);
}

function midnight(date: Date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

const NOWHERE = "about:blank";

/// Only addresses of the web: a product's or a text's link must not become a script.
export function safeUrl(url: string | null | undefined, base: string): string {
  try {
    const parsed = new URL(url!, base);
    return /^https?:$/.test(parsed.protocol) ? parsed.href : NOWHERE;
  } catch {
    return NOWHERE;
  }
}
