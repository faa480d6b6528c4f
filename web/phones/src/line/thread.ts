import { object, text } from "../shell/json";
import { readMessage, type Message, type QuickReply } from "./messages";

/** One message on a phone. */
export interface Item {
  readonly id: string;
  readonly from: "user" | "bot";
  readonly message: Message;
  readonly at: Date;
  readonly read: boolean;
}

export function readItem(value: unknown): Item {
  const item = object(value);
  const content = item["unsent"] === true ? { type: "unsent" } : item["message"];
  return {
    id: text(item["id"]),
    from: item["from"] === "user" ? "user" : "bot",
    message: readMessage(content),
    at: new Date(text(item["at"])),
    read: item["read"] === true,
  };
}

/** Puts a message in its place by time, or in the place of its earlier self. */
export function placed(items: readonly Item[], item: Item): readonly Item[] {
  const known = items.findIndex(({ id }) => id === item.id);
  if (known >= 0) return items.with(known, item);
  const after = items.findLastIndex(({ at }) => at.getTime() <= item.at.getTime());
  return items.toSpliced(after + 1, 0, item);
}

/** LINE shows quick replies only while theirs is the last message. */
export function quickRepliesOf(items: readonly Item[]): readonly QuickReply[] {
  const last = items.at(-1);
  return last?.from === "bot" ? last.message.quickReplies : [];
}

export interface Day {
  readonly date: string;
  readonly items: readonly Item[];
}

export function daysOf(items: readonly Item[], zone: string): readonly Day[] {
  const days: { date: string; items: Item[] }[] = [];
  for (const item of items) {
    const date = dateIn(item.at, zone);
    const last = days.at(-1);
    if (last?.date === date) last.items.push(item);
    else days.push({ date, items: [item] });
  }
  return days;
}

/** 2026-11-22 as the calendar on that phone's wall has it. */
export function dateIn(at: Date, zone: string): string {
  return Number.isNaN(at.getTime())
    ? ""
    : new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
}

export function timeIn(at: Date, zone: string): string {
  if (Number.isNaN(at.getTime())) return "";
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(at);
}

/** The avatar is drawn once a run of messages of the same speaker. */
export function startsRun(items: readonly Item[], index: number): boolean {
  const [item, before] = [items[index], items[index - 1]];
  return item?.from !== before?.from || item?.message.sender?.name !== before?.message.sender?.name;
}
