import { now } from "../shell/time";

const ZONE = "Asia/Taipei";
const day = new Intl.DateTimeFormat("sv", { timeZone: ZONE, dateStyle: "short" });
const hour = new Intl.DateTimeFormat("sv", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const month = new Intl.DateTimeFormat("en", { timeZone: ZONE, month: "numeric", day: "numeric" });

/** The time of today's mail, the day of others. */
export function when(at: string, today = now()): string {
  const then = new Date(at);
  return day.format(then) === day.format(today) ? hour.format(then) : month.format(then);
}
