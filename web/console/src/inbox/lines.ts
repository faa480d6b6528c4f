import type { Message, TimelineEntry } from "@parley/api";
import type { Unsent } from "./outbox.ts";

export type Line =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; message: Message; follows: boolean; last: boolean }
  | { kind: "tag"; key: string; entry: TimelineEntry }
  | { kind: "unsent"; key: string; unsent: Unsent };

const RUN_MILLIS = 3 * 60_000;

/// What is drawn for a thread: days, messages in runs of one speaker, and at the end what is still on its way. An
/// unsent message whose id the server already told is not drawn twice.
export function lines(messages: Message[], unsent: readonly Unsent[], dayOf: (at: string) => string): Line[] {
  const drawn: Line[] = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    if (!before || dayOf(before.at) !== dayOf(message.at))
      drawn.push({ kind: "day", key: `day-${message.id}`, at: message.at });
    drawn.push({
      kind: "message",
      key: message.clientId ?? message.id,
      message,
      follows: before !== undefined && sameRun(before, message, dayOf),
      last:
        after === undefined ||
        !sameRun(message, after, dayOf) ||
        after.delivery?.state !== message.delivery?.state ||
        after.delivery?.way !== message.delivery?.way,
    });
  });
  const told = new Set(messages.map((message) => message.clientId));
  const going = unsent.filter((one) => !told.has(one.clientId));
  return [...drawn, ...going.map((one): Line => ({ kind: "unsent", key: one.clientId, unsent: one }))];
}

/// Puts what was done with tags between the messages, where it happened, from the first message that is loaded on.
export function withTags(drawn: Line[], tags: TimelineEntry[]): Line[] {
  const first = drawn.find((line) => line.kind === "message");
  if (!first) return drawn;
  const shown = tags
    .filter((entry) => entry.at >= first.message.at)
    .sort((a, b) => a.at.localeCompare(b.at) || a.id - b.id);
  const all: Line[] = [];
  let next = 0;
  const until = (at: string) => {
    for (; next < shown.length && shown[next]!.at <= at; next++)
      all.push({ kind: "tag", key: `tag-${shown[next]!.id}`, entry: shown[next]! });
  };
  for (const line of drawn) {
    if (line.kind === "message") until(line.message.at);
    if (line.kind === "unsent") until("9");
    all.push(line);
  }
  until("9");
  return all;
}

function sameRun(a: Message, b: Message, dayOf: (at: string) => string): boolean {
  return (
    a.direction === b.direction &&
    (a.direction === "in" || a.direction === "out") &&
    a.author.kind === b.author.kind &&
    a.author.voice === b.author.voice &&
    a.author.name === b.author.name &&
    Date.parse(b.at) - Date.parse(a.at) < RUN_MILLIS &&
    dayOf(a.at) === dayOf(b.at)
  );
}
