import { call, type Content, type Message, type NewContent, Refusal, type Voice } from "@parley/api";

/// A message that the server has not taken yet. It is drawn at once, survives a reload, and goes out under one client
/// id however often it is tried: the server answers a repeat with the same message.
export interface Unsent {
  clientId: string;
  conversationId: string;
  content: NewContent;
  /// The same as it will look, a product card with its products.
  looks: Content;
  voice: Voice;
  note: boolean;
  at: string;
  state: "sending" | "waiting" | "failed";
  reason: string | null;
}

const KEPT = "parley.outbox";

type Post = (unsent: Unsent) => Promise<Message>;

export class Outbox {
  private unsent: readonly Unsent[];
  private readonly busy = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly taken = new Set<(message: Message) => void>();

  constructor(
    private readonly post: Post,
    private readonly storage: Pick<Storage, "getItem" | "setItem"> | null,
  ) {
    this.unsent = this.stored();
  }

  readonly all = (): readonly Unsent[] => this.unsent;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly onTaken = (listener: (message: Message) => void): (() => void) => {
    this.taken.add(listener);
    return () => this.taken.delete(listener);
  };

  async send(unsent: Omit<Unsent, "state" | "reason">): Promise<void> {
    this.set([...this.unsent, { ...unsent, state: "sending", reason: null }]);
    await this.drain(unsent.conversationId);
  }

  async retry(clientId: string): Promise<void> {
    const again = this.unsent.find((one) => one.clientId === clientId);
    if (!again) return;
    this.change(clientId, { state: "sending", reason: null });
    await this.drain(again.conversationId);
  }

  drop(clientId: string): void {
    this.set(this.unsent.filter((one) => one.clientId !== clientId));
  }

  /// After the line came back, and after a reload: everything that was not refused goes out again.
  async resume(): Promise<void> {
    this.set(this.unsent.map((one) => (one.state === "waiting" ? { ...one, state: "sending" } : one)));
    await Promise.all([...new Set(this.unsent.map((one) => one.conversationId))].map((id) => this.drain(id)));
  }

  /// One at a time for a conversation, so that the order written is the order sent.
  private async drain(conversationId: string): Promise<void> {
    if (this.busy.has(conversationId)) return;
    this.busy.add(conversationId);
    try {
      for (;;) {
        const next = this.unsent.find((one) => one.conversationId === conversationId && one.state === "sending");
        if (!next || !(await this.attempt(next))) return;
      }
    } finally {
      this.busy.delete(conversationId);
    }
  }

  private async attempt(next: Unsent): Promise<boolean> {
    try {
      const message = await this.post(next);
      this.taken.forEach((listener) => listener(message));
      this.drop(next.clientId);
      return true;
    } catch (refusal) {
      const offline = refusal instanceof Refusal && refusal.offline;
      this.change(
        next.clientId,
        offline
          ? { state: "waiting", reason: null }
          : { state: "failed", reason: refusal instanceof Refusal ? refusal.title : "" },
      );
      return !offline;
    }
  }

  private change(clientId: string, change: Partial<Unsent>): void {
    this.set(this.unsent.map((one) => (one.clientId === clientId ? { ...one, ...change } : one)));
  }

  private set(unsent: readonly Unsent[]): void {
    this.unsent = unsent;
    try {
      this.storage?.setItem(KEPT, JSON.stringify(unsent));
    } catch {
      // Storage is full: the list still lives in this page.
    }
    this.listeners.forEach((listener) => listener());
  }

  private stored(): readonly Unsent[] {
    try {
      return JSON.parse(this.storage?.getItem(KEPT) ?? "[]") as Unsent[];
    } catch {
      return [];
    }
  }
}

export function postMessage({ conversationId, clientId, content, voice, note }: Unsent): Promise<Message> {
  return call<Message>(`/conversations/${conversationId}/messages`, {
    method: "POST",
    body: { clientId, content, voice, note },
  });
}

export const outbox = new Outbox(postMessage, typeof localStorage === "undefined" ? null : localStorage);
