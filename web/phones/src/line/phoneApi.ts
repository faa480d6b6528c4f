import { list, object, text } from "../shell/json";
import { readItem, type Item } from "./thread";

/** The door the LINE simulator keeps for phones. */
const ROOT = "/sim/phones/line";

export interface Person {
  readonly userId: string;
  readonly displayName: string;
  readonly following: boolean;
}

/** What a phone sends, as LINE's own message objects; a photo travels as its data. */
export type Outgoing =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "sticker";
      readonly packageId: string;
      readonly stickerId: string;
      readonly keywords: readonly string[];
    }
  | { readonly type: "image"; readonly dataUrl: string };

export async function people(): Promise<readonly Person[]> {
  const answer = await ask("/users");
  const found = Array.isArray(answer) ? answer : list(object(answer)["items"]);
  return found.map(readPerson);
}

export async function addPerson(displayName: string): Promise<Person> {
  return readPerson(await ask("/users", { displayName }));
}

export async function messagesOf(userId: string): Promise<readonly Item[]> {
  return list(object(await ask(`/${userId}/messages`))["items"]).map(readItem);
}

export const sendMessage = (userId: string, message: Outgoing) => ask(`/${userId}/messages`, { message });
export const sendPostback = (userId: string, data: string, displayText: string) =>
  ask(`/${userId}/postbacks`, displayText ? { data, displayText } : { data });
export const follow = (userId: string) => ask(`/${userId}/follow`, {});
export const unfollow = (userId: string) => ask(`/${userId}/unfollow`, {});
export const unsend = (userId: string, messageId: string) => ask(`/${userId}/unsend`, { messageId });

export interface Live {
  readonly message: (item: Item) => void;
  /** Connected, perhaps again: what came in between has to be fetched. */
  readonly open: () => void;
  readonly lost: () => void;
}

/** Follows one phone; answers how to stop. */
export function live(userId: string, { message, open, lost }: Live): () => void {
  const source = new EventSource(`${ROOT}/${userId}/live`);
  const take = (event: MessageEvent<string>) => {
    const frame = object(parsed(event.data));
    const item = object(frame["message"]);
    if (text(item["id"]) && item["from"]) message(readItem(item));
    else if (text(frame["id"])) message(readItem(frame));
  };
  source.addEventListener("message", take);
  source.addEventListener("open", open);
  source.addEventListener("error", lost);
  return () => source.close();
}

async function ask(path: string, body?: unknown): Promise<unknown> {
  const request: RequestInit =
    body === undefined
      ? {}
      : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(ROOT + path, request);
  const answer = parsed(await response.text());
  if (!response.ok)
    throw new Error(text(object(answer)["title"]) || text(object(answer)["message"]) || `HTTP ${response.status}`);
  return answer;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function readPerson(value: unknown): Person {
  const person = object(value);
  return {
    userId: text(person["userId"]),
    displayName: text(person["displayName"]),
    following: person["following"] === true,
  };
}
