import { browserStorage, drawer } from "./drawer";
import { arrival, event, landing, onMove, pageNow, type Fields } from "./events";
import type { Launcher } from "./launcher";
import { presence } from "./presence";
import type { Config } from "./protocol";
import { eventQueue } from "./queue";
import { ownDomain } from "./ownDomain";
import { visitors } from "./visitor";
import type { Watch } from "./watch";

const EVENT_BYTES = 32_000;
const ANSWER_MS = 15_000;
const CONFIG_RETRY_MS = 5_000;

type Command = [name: string, ...args: unknown[]] | ((parley: object) => void);
type Listener = (detail: unknown) => void;

const script = (document.currentScript || document.querySelector("script[data-write-key]")) as HTMLScriptElement;
const settings = script.dataset;
const writeKey = settings.writeKey!;
const host = new URL(script.src).origin;
const text = { "content-type": "text/plain" };

const storage = browserStorage();
const known = visitors(storage, settings.cookieDomain);
const outbox = drawer(storage, "parley_out:");
const queue = eventQueue(drawer(storage, "parley_event:"), carry, setTimeout);
const listeners: Record<string, Set<Listener>> = {};
const signals: Navigator & { globalPrivacyControl?: boolean } = navigator;
const wantsNoTracking = signals.doNotTrack === "1" || signals.globalPrivacyControl;

const firstParty = ownDomain(host, writeKey, settings.cookieDomain);

let panel: Launcher | undefined;
let watching: Watch | undefined;
let keeping: ((name: string) => void) | undefined;
let more: typeof import("./more");
let config: Config;
let decide: () => void;
let isDecided = false;
let landed = false;
const own: string[] = [];
/// Until the consent mode is known nothing may be stored or sent, so everything waits here.
const decided = new Promise<void>((resolve) => (decide = resolve));
let paint: () => void;
const painted = new Promise<void>((resolve) => (paint = resolve));

function post(path: string, body: string, headers: HeadersInit = text) {
  const signal = AbortSignal.timeout?.(ANSWER_MS) ?? null;
  return fetch(host + path, { method: "POST", body, headers, keepalive: true, signal });
}

const envelope = (events: string[]) =>
  `{"batch":[${events}],"writeKey":${JSON.stringify(writeKey)},"sentAt":"${new Date().toISOString()}"}`;

async function carry(events: string[]) {
  return (await post("/v1/b", envelope(events))).status;
}

/// Answers the messageId under which the event is kept and sent, or null where she has not agreed to it.
async function record(type: string, fields: Fields, page = pageNow()): Promise<string | null> {
  const made = event(type, fields, page);
  // Waits only while it must: what is said as the page goes away is written at once or never.
  if (!isDecided) await decided;
  if (!known.mayRecord()) return null;
  const { id, userId, first, last } = known.keep({});
  Object.assign(made.context, { consent: known.choice(), first, last });
  const body = JSON.stringify({ ...made, anonymousId: id, userId });
  if (body.length > EVENT_BYTES) throw new RangeError("parley: event over 32 KB");
  queue.add(made.messageId, body);
  if (type === "track") keeping?.(fields.event as string);
  return made.messageId;
}

/// The page she came to keeps how she came: for good the first time, and the latest that was not by herself.
async function arrive(name?: string, properties: Fields = {}) {
  if (!arrival || landed) return record("page", { name, properties: { ...pageNow(), ...properties } });
  landed = true;
  const fields = { name, properties: { ...pageNow(), ...arrival, at: undefined, ...properties } };
  const made = event("page", fields);
  await decided;
  if (!known.mayRecord()) {
    landed = false;
    return null;
  }
  const { first } = known.keep({ last: arrival, first: known.peek()?.first || arrival });
  return record("page", { ...made, context: { ...made.context, traits: landing(first!, arrival) } });
}

const see = presence((state, { url, title }) => {
  if (!known.mayRecord()) return;
  const body = JSON.stringify({ writeKey, anonymousId: known.keep({}).id, url, title, state });
  post("/chat/v1/presence", body).catch(() => 0);
}, pageNow);

function begin() {
  isDecided = true;
  decide();
  void queue.flush();
  see();
}

const api = {
  track(name: string, properties: Fields = {}) {
    own.push(name);
    watching?.told(name);
    return record("track", { event: name, properties });
  },
  page: arrive,
  async identify(userId: string, traits: Fields = {}) {
    await decided;
    if (!known.mayRecord()) return null;
    const before = known.peek()?.userId;
    // Two members at one browser are two people.
    if (before && before !== userId) await api.reset();
    known.keep({ userId });
    return record("identify", { traits });
  },
  async reset() {
    await queue.flush();
    outbox.clear();
    known.forget();
    firstParty?.({ forget: true });
    if (panel) {
      panel.remove();
      draw();
    }
  },
  /// `granted` begins what *ask* mode withheld; `denied` ends it, and forgets her.
  async consent(choice: "granted" | "denied") {
    if (choice === "denied") queue.clear();
    const was = known.mayRecord();
    known.choose(choice);
    if (choice === "granted") {
      begin();
      panel?.know();
      if (!was) await api.page();
    } else {
      await api.reset();
    }
  },
  async open(how?: { text?: string }) {
    await painted;
    panel!.open(how?.text);
  },
  async close() {
    panel?.close();
  },
  /// Events: ready, open, close, unread (count), message, exit, cart (behind a checkout link). Answers how to stop listening.
  on(name: string, listener: Listener) {
    (listeners[name] ||= new Set()).add(listener);
    return () => listeners[name]!.delete(listener);
  },
  /// For the page LINE opens to link an account: sends her back to LINE with the nonce.
  async linkLine(linkToken: string) {
    await decided;
    if (!known.mayChat()) known.choose("chat");
    const { id, secret } = known.now()!;
    const answer = await post("/chat/v1/line-links", JSON.stringify({ linkToken }), {
      "content-type": "application/json",
      authorization: `Visitor ${writeKey}:${id}:${secret}`,
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.title);
    location.assign(body.redirect);
    return body;
  },
  push: (...commands: Command[]) => commands.forEach(run),
};

function run(command: Command) {
  if (typeof command === "function") return command(api);
  const [name, ...args] = command;
  const verbs = api as unknown as Record<string, (...args: unknown[]) => Promise<unknown> | undefined>;
  verbs[name]?.(...args)?.catch?.(console.error);
}

function tell(name: string, detail?: unknown) {
  listeners[name]?.forEach((listener) => listener(detail));
}

function draw() {
  const locale = settings.locale || document.documentElement.lang || config.locale;
  const ground = { host, writeKey, locale, config, visitors: known, outbox, pageNow, tell };
  panel = more.launcher(ground);
  keeping = more.keeper(ground);
  paint();
}

/// The browser's own memory may have been erased since she was here; what our server set was not.
async function recall() {
  if (!firstParty || !known.mayChat()) return;
  const before = known.peek();
  const today = new Date().toISOString().slice(0, 10);
  if (before?.told === today) return;
  const kept = await firstParty(before || {});
  if (kept) known.keep({ ...kept, told: today });
}

async function start() {
  try {
    const parts = import(/* @vite-ignore */ `${host}/parley-more.js`);
    const answer = await fetch(`${host}/chat/v1/config?writeKey=${writeKey}`);
    config = await answer.json();
    if (!answer.ok) return console.error(config);
    more = await parts;
  } catch {
    setTimeout(start, CONFIG_RETRY_MS);
    return;
  }
  known.setMode(wantsNoTracking ? "ask" : config.consentMode);
  await recall();
  begin();
  watching = more.watch({
    record: (name, properties, page) => void record("track", { event: name, properties }, page),
    pageNow,
    tell,
    dataLayer: settings.dataLayer || "dataLayer",
    own,
  });
  draw();
  tell("ready");
  void more.restore(host, writeKey, tell);
}

function leave() {
  watching?.leave();
  queue.part((events) => navigator.sendBeacon(host + "/v1/b", envelope(events)));
}

const early = (window as { parley?: unknown }).parley as Command[] | undefined;
// A second tag on the page finds the first one's api here, and stays silent.
if (!early || Array.isArray(early)) {
  (window as { parley?: unknown }).parley = api;
  void api.page();
  onMove(() => {
    watching?.page();
    void api.page();
    see();
    panel?.page();
  });
  addEventListener("online", () => void queue.flush());
  addEventListener("pagehide", leave);
  // On phones a hidden page often ends without another word.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  // Back by the browser's button, the page goes on as it was left; to her and to us it is seen again.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    watching?.page();
    void api.page();
    void queue.flush();
  });
  (early || []).forEach(run);
  // Remembered under a mode that allows it: no need to wait for the server.
  if (known.mayRecord() && !wantsNoTracking) begin();
  // The button is painted last: the shop comes first.
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => void start());
  else void start();
}
