import type { ReceivedEvent } from "@parley/api";

/// The server says in English why it parked an event; these are its sentences.
const sentences: [beginning: string, word: string][] = [
  ["The event has no type", "type"],
  ["There is no event type", "unknownType"],
  ["A track call names", "name"],
  ["An alias call", "alias"],
  ["The event names nobody", "nobody"],
  ["An id has at most", "long"],
  ["A merge joins", "merge"],
  ["This is not JSON", "json"],
];

/// The key of the sentence that says why, or null where only the server's own words are left.
export function reasonKey({ outcome, reason, detail }: Pick<ReceivedEvent, "outcome" | "reason" | "detail">) {
  if (outcome === "refused" && reason) return `events.because.${reason}`;
  const known = detail && sentences.find(([beginning]) => detail.startsWith(beginning));
  return known ? `events.cannot.${known[1]}` : null;
}

export interface Skew {
  key: "ahead" | "behind" | "exact";
  unit: "second" | "minute" | "hour" | "day";
  count: number;
}

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/// How far the sender's clock was off when it sent, in the largest unit that says something.
export function skewOf(receivedAt: string, sentAt: string): Skew {
  const seconds = Math.round((Date.parse(sentAt) - Date.parse(receivedAt)) / 1_000);
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= 2 * size) ?? (["second", 1] as const);
  return {
    key: Math.abs(seconds) < 2 ? "exact" : seconds > 0 ? "ahead" : "behind",
    unit,
    count: Math.round(Math.abs(seconds) / length),
  };
}

export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
