import { list, object, text } from "../shell/json";

/** The door the simulated mail servers keep for mail clients. */
const ROOT = "/sim/phones/mail";

export const HABITS = ["normal", "gone", "bounces", "full", "away"] as const;
export type Habit = (typeof HABITS)[number];

export interface Box {
  readonly address: string;
  readonly name: string;
  readonly habit: Habit;
  readonly unread: number;
}

export interface Line {
  readonly id: string;
  readonly received: boolean;
  readonly from: string;
  readonly subject: string;
  readonly snippet: string;
  readonly at: string;
  readonly read: boolean;
  /** It offers one-click unsubscribing, as RFC 8058 has it. */
  readonly oneClick: boolean;
  readonly done: string;
}

export interface Mail {
  readonly line: Line;
  readonly to: string;
  readonly html: string;
  readonly text: string;
}

export async function boxes(): Promise<readonly Box[]> {
  return list(await ask("/boxes")).map(readBox);
}

export async function openBox(name: string, address: string): Promise<Box> {
  return readBox(await ask("/boxes", { name, address }));
}

export async function mailsOf(address: string): Promise<readonly Line[]> {
  return list(object(await ask(`/boxes/${encodeURIComponent(address)}/mails`))["items"]).map(readLine);
}

export async function mail(id: string): Promise<Mail> {
  const told = object(await ask(`/mails/${id}`));
  return { line: readLine(told["line"]), to: text(told["to"]), html: text(told["html"]), text: text(told["text"]) };
}

export const behave = (address: string, habit: Habit) =>
  ask(`/boxes/${encodeURIComponent(address)}/habit`, { habit });
export const write = (address: string, to: string, subject: string, words: string) =>
  ask(`/boxes/${encodeURIComponent(address)}/mails`, { to, subject, text: words });
export const reply = (id: string, words: string) => ask(`/mails/${id}/reply`, { text: words });
export const unsubscribe = (id: string) => ask(`/mails/${id}/unsubscribe`, {});
export const reportSpam = (id: string) => ask(`/mails/${id}/spam`, {});

async function ask(path: string, body?: unknown): Promise<unknown> {
  const request: RequestInit =
    body === undefined
      ? {}
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(ROOT + path, request);
  const words = await response.text();
  const answer: unknown = words ? JSON.parse(words) : null;
  if (!response.ok) throw new Error(text(object(answer)["title"]) || `HTTP ${response.status}`);
  return answer;
}

function readBox(value: unknown): Box {
  const box = object(value);
  const habit = HABITS.find((one) => one === box["habit"]) ?? "normal";
  return { address: text(box["address"]), name: text(box["name"]), habit, unread: Number(box["unread"]) || 0 };
}

function readLine(value: unknown): Line {
  const line = object(value);
  return {
    id: text(line["id"]),
    received: line["received"] === true,
    from: text(line["from"]),
    subject: text(line["subject"]),
    snippet: text(line["snippet"]),
    at: text(line["at"]),
    read: line["read"] === true,
    oneClick: line["oneClick"] === true,
    done: text(line["done"]),
  };
}
