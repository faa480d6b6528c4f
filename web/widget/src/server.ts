import type { Visitor } from "../../sdk/src/protocol";
import type { Message } from "./message";
import type { Answer, Letter } from "./outbox";

const ANSWER_MS = 20_000;

export interface Conversation {
  id: string;
  state: "open" | "closed";
  /// How far staff have read, and how far she has.
  readSeq: number;
  seenSeq: number;
}

export interface LinkCode {
  code: string;
  expiresAt: string;
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
  ) {
    super(title);
  }
}

/// Parley's visitor API. The panel is served by Parley itself, so every address is on its own origin.
export class Server {
  constructor(
    private readonly writeKey: string,
    private readonly visitor: Visitor,
    private readonly locale: string,
  ) {}

  messages(after: number) {
    return this.ask<{ conversation: Conversation | null; items: Message[] }>("GET", `messages?after=${after}`);
  }

  async post({ clientId, content, page }: Letter): Promise<Answer> {
    try {
      const message = await this.ask<Message>("POST", "messages", { clientId, content, page });
      return { status: 200, message };
    } catch (problem) {
      if (problem instanceof Refused) return { status: problem.status, title: problem.title };
      throw problem;
    }
  }

  read(seq: number) {
    return this.ask<void>("POST", "read", { seq });
  }

  linkCode() {
    return this.ask<LinkCode>("POST", "link-codes");
  }

  upload(picture: Blob) {
    return this.ask<{ id: string; url: string }>("POST", "files", picture);
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`/chat/v1/${path}`, {
      method,
      headers: {
        authorization: `Visitor ${this.writeKey}:${this.visitor.id}:${this.visitor.secret}`,
        "accept-language": this.locale,
        ...(body && { "content-type": body instanceof Blob ? body.type : "application/json" }),
      },
      ...(body && { body: body instanceof Blob ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const said = await answer.text();
    const json = said ? JSON.parse(said) : undefined;
    if (!answer.ok) throw new Refused(answer.status, json?.title);
    return json as T;
  }
}
