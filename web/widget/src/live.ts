import type { Visitor } from "../../sdk/src/protocol";
import type { Message } from "./message";

const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 30_000;
/// From 4400 on the server itself shut the door: coming back at once would only be refused again.
const SHUT = 4400;

export type Frame =
  | { type: "ready" }
  | { type: "message"; message: Message }
  | { type: "typing"; name: string | null; voice: string | null }
  | { type: "read"; seq: number };

export type Said = { type: "typing" } | { type: "read" | "delivered"; seq: number };

/// The line to the server while the conversation lasts. It comes back by itself; whoever listens asks for what was
/// missed at every `ready`, and at every `down` too, because where a proxy lets no WebSocket through that is all there is.
export class Live {
  private socket: WebSocket | null = null;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  isReady = false;

  constructor(
    private readonly writeKey: string,
    private readonly visitor: Visitor,
    private readonly hear: (frame: Frame) => void,
    private readonly down: () => void,
  ) {
    addEventListener("online", () => this.connect());
    addEventListener("offline", () => this.socket?.close());
  }

  connect() {
    clearTimeout(this.timer);
    if (this.socket) return;
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/chat/v1/live`);
    this.socket = socket;
    socket.onopen = () =>
      socket.send(
        JSON.stringify({
          type: "hello",
          writeKey: this.writeKey,
          anonymousId: this.visitor.id,
          secret: this.visitor.secret,
        }),
      );
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data) as Frame;
      if (frame.type === "ready") {
        this.isReady = true;
        this.failures = 0;
      }
      this.hear(frame);
    };
    socket.onclose = ({ code }) => this.lost(code >= SHUT);
  }

  /// Whether it could be said.
  say(what: Said) {
    if (this.isReady) this.socket!.send(JSON.stringify(what));
    return this.isReady;
  }

  private lost(isShut: boolean) {
    this.socket = null;
    this.isReady = false;
    const pause = isShut ? RETRY_LAST_MS : Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** this.failures++);
    // Spread over half the pause: a server that restarts is not met by everybody at once.
    this.timer = setTimeout(() => this.connect(), pause * (0.75 + Math.random() / 2));
    this.down();
  }
}
