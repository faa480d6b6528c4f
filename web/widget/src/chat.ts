import type { FromPanel, Hello, Page, ToPanel, Visitor } from "../../sdk/src/protocol";
import { Live, type Frame } from "./live";
import type { Content } from "./message";
import { unpacked } from "./picture";
import { outbox, type Letter, type Outbox } from "./outbox";
import { Refused, Server, type LinkCode } from "./server";
import { caughtUp, EMPTY, fetched, isLinked, lastSeq, unread, withMessages, type Thread } from "./thread";

const TYPING_SAID_EVERY_MS = 3_000;
const TYPING_SHOWN_MS = 6_000;
const PAGE_OF_MESSAGES = 50;
const AGAIN_MS = 5_000;

export interface State {
  thread: Thread;
  letters: readonly Letter[];
  visitor: Visitor | null;
  isShown: boolean;
  isOffline: boolean;
  /// The seq up to which staff have read.
  readSeq: number;
  typing: string | null;
  draft: string;
  linkCode: LinkCode | null;
  /// She wants to write but has not yet agreed to be remembered.
  isAsking: boolean;
  isLinked: boolean;
}

type Say = <Word extends keyof FromPanel>(word: Word, value: FromPanel[Word]) => void;

/// The conversation of one visitor, kept in step with the server, the shop's page and the screen.
export class Chat {
  state: State;
  private server: Server | null = null;
  private live: Live | null = null;
  private readonly box: Outbox;
  private page: Page;
  private seenSeq: number;
  private typingSaidAt = 0;
  private unreadSaid = 0;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private fetching: Promise<void> | null = null;
  private afterConsent: (() => void) | undefined;

  constructor(
    private readonly hello: Hello,
    private readonly say: Say,
    private readonly paint: (state: State) => void,
  ) {
    this.page = hello.page;
    this.seenSeq = hello.seenSeq;
    this.box = outbox(hello.outbox, {
      shelf: { put: (id, text) => say("put", [id, text]), drop: (id) => say("drop", id) },
      post: (letter, keep) => this.post(letter, keep),
      wait: (run, milliseconds) => setTimeout(run, milliseconds),
      arrived: (message) => this.take({ thread: withMessages(this.state.thread, [message]) }),
      changed: (letters) => this.take({ letters }),
    });
    this.state = {
      thread: EMPTY,
      letters: this.box.letters(),
      visitor: null,
      isShown: false,
      isOffline: !navigator.onLine,
      readSeq: 0,
      typing: null,
      draft: hello.visitor ? unsentDraft() : "",
      linkCode: null,
      isAsking: false,
      isLinked: false,
    };
    addEventListener("online", () => this.online());
    addEventListener("offline", () => this.take({ isOffline: true }));
    if (hello.visitor) this.know(hello.visitor);
  }

  readonly hearing = {
    visitor: (visitor: Visitor) => this.know(visitor),
    page: (page: Page) => (this.page = page),
    shown: ({ text }: ToPanel["shown"]) => this.take({ isShown: true, ...(text && { draft: text }) }),
    hidden: () => this.take({ isShown: false }),
  };

  write(content: Content) {
    this.withConsent(() => {
      this.say("wrote", null);
      this.box.add(crypto.getRandomValues(new Uint32Array(4)).join("-"), content, this.page, Date.now());
      if (content.kind === "text" && content.text === this.state.draft.trim()) this.draft("");
    });
  }

  retry(clientId: string) {
    this.box.retry(clientId);
  }

  discard(clientId: string) {
    this.box.discard(clientId);
  }

  draft(draft: string) {
    this.take({ draft });
    if (this.server) keepDraft(draft);
    const now = Date.now();
    if (!draft || now - this.typingSaidAt < TYPING_SAID_EVERY_MS) return;
    if (this.live?.say({ type: "typing" })) this.typingSaidAt = now;
  }

  /// The newest line is on her screen.
  see() {
    const seq = lastSeq(this.state.thread);
    if (!this.state.isShown || document.hidden || seq <= this.seenSeq) return;
    this.seenSeq = seq;
    this.say("seen", seq);
    this.tellUnread();
    if (!this.live?.say({ type: "read", seq })) this.server?.read(seq).catch(() => undefined);
  }

  /// Why there is no code, in the server's words, or null when there is one.
  async takeToLine(): Promise<string | null> {
    await new Promise<void>((agreed) => this.withConsent(agreed));
    try {
      this.take({ linkCode: await this.server!.linkCode() });
      this.live!.connect();
      return null;
    } catch (problem) {
      return problem instanceof Refused ? problem.title : "";
    }
  }

  private withConsent(then: () => void) {
    if (this.server) return then();
    this.afterConsent = then;
    this.take({ isAsking: true });
  }

  agree() {
    this.say("consent", null);
  }

  private know(visitor: Visitor) {
    if (this.state.visitor?.id === visitor.id) return;
    const { writeKey, locale } = this.hello;
    this.server = new Server(writeKey, visitor, locale);
    this.live = new Live(writeKey, visitor, (frame) => this.hear(frame), () => void this.fetch());
    this.take({ visitor, isAsking: false });
    this.afterConsent?.();
    this.afterConsent = undefined;
    this.box.hurry();
    void this.fetch();
  }

  private async post(letter: Letter, keep: (letter: Letter) => void) {
    if (!this.server) return { status: 0 };
    let sent = letter;
    if (letter.content.kind === "image" && letter.content.url.startsWith("data:")) {
      try {
        const { url } = await this.server.upload(unpacked(letter.content.url));
        sent = { ...letter, content: { kind: "image", url } };
      } catch (problem) {
        if (problem instanceof Refused) return { status: problem.status, title: problem.title };
        throw problem;
      }
      keep(sent);
    }
    const answer = await this.server.post(sent);
    if (answer.message) this.live!.connect();
    return answer;
  }

  private online() {
    this.take({ isOffline: false });
    this.box.hurry();
    void this.fetch();
  }

  /// Asks for what is not known yet, page by page, and opens the line once there is a conversation.
  private fetch(): Promise<void> {
    this.fetching ??= this.fetchAll().finally(() => (this.fetching = null));
    return this.fetching;
  }

  private async fetchAll() {
    for (let more = true; more; ) {
      let found;
      try {
        found = await this.server!.messages(this.state.thread.syncedSeq);
      } catch {
        if (!this.live!.isReady && navigator.onLine) setTimeout(() => void this.fetch(), AGAIN_MS);
        return;
      }
      const { conversation, items } = found;
      if (conversation) this.live!.connect();
      // She may have read it in another browser.
      this.seenSeq = Math.max(this.seenSeq, conversation?.seenSeq ?? 0);
      this.take({ readSeq: Math.max(this.state.readSeq, conversation?.readSeq ?? 0) });
      this.take({ thread: fetched(this.state.thread, items) });
      more = items.length >= PAGE_OF_MESSAGES;
    }
    if (this.live!.isReady) this.take({ thread: caughtUp(this.state.thread) });
    this.delivered();
  }

  private hear(frame: Frame) {
    switch (frame.type) {
      case "ready":
        return void (this.fetching ?? Promise.resolve()).then(() => this.fetch());
      case "message":
        return this.arrive(frame);
      case "typing":
        return this.typing(frame.name || this.hello.config.persona.name);
      case "read":
        return this.take({ readSeq: Math.max(this.state.readSeq, frame.seq) });
    }
  }

  private arrive({ message }: Frame & { type: "message" }) {
    const isNew = message.seq > lastSeq(this.state.thread);
    const thread = withMessages(this.state.thread, [message]);
    this.take({ thread: this.fetching ? thread : caughtUp(thread) });
    if (!isNew || message.direction !== "out") return;
    this.typing(null);
    this.delivered();
    this.say("message", message);
  }

  private delivered() {
    const seq = lastSeq(this.state.thread);
    if (seq) this.live!.say({ type: "delivered", seq });
  }

  private typing(name: string | null) {
    clearTimeout(this.typingTimer);
    this.take({ typing: name });
    if (name) this.typingTimer = setTimeout(() => this.take({ typing: null }), TYPING_SHOWN_MS);
  }

  private tellUnread() {
    const count = this.state.isShown ? 0 : unread(this.state.thread, this.seenSeq);
    if (count !== this.unreadSaid) this.say("unread", count);
    this.unreadSaid = count;
  }

  private take(changes: Partial<State>) {
    this.state = { ...this.state, ...changes };
    if (changes.thread) {
      const linked = isLinked(changes.thread);
      this.state = { ...this.state, isLinked: linked, ...(linked && { linkCode: null }) };
    }
    this.tellUnread();
    this.paint(this.state);
  }
}

const DRAFT = "parley.draft";

/// What she began to write stays through reloads and pages of this tab; a browser may forbid even that.
function keepDraft(draft: string) {
  try {
    if (draft) sessionStorage.setItem(DRAFT, draft);
    else sessionStorage.removeItem(DRAFT);
  } catch {
    // It lives as long as this page.
  }
}

function unsentDraft(): string {
  try {
    return sessionStorage.getItem(DRAFT) ?? "";
  } catch {
    return "";
  }
}
