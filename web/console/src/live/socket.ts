import type { Frame } from "@parley/api";

export type LineState = "live" | "connecting" | "offline";

/// What the console tells the server over the socket.
export type Saying = { type: "typing"; conversationId: string };

const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 15_000;

/// One socket a page. It comes back by itself and says so: what was told meanwhile is not told again, whoever listens
/// to `onBack` reads its lists anew. A list read anew is right however long the line was away.
export class LiveSocket {
  private socket: WebSocket | null = null;
  private wait = FIRST_WAIT_MILLIS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private opened = 0;
  private stopped = true;
  private state: LineState = "connecting";
  private readonly frames = new Set<(frame: Frame) => void>();
  private readonly states = new Set<() => void>();
  private readonly backs = new Set<() => void>();

  constructor(private readonly address: () => string) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    addEventListener("online", this.now);
    addEventListener("offline", this.lost);
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    removeEventListener("online", this.now);
    removeEventListener("offline", this.lost);
    this.socket?.close();
    this.socket = null;
  }

  readonly current = (): LineState => this.state;

  readonly onState = (listener: () => void): (() => void) => this.add(this.states, listener);

  readonly onBack = (listener: () => void): (() => void) => this.add(this.backs, listener);

  readonly onFrame = (listener: (frame: Frame) => void): (() => void) => this.add(this.frames, listener);

  say(saying: Saying): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(saying));
  }

  private connect(): void {
    clearTimeout(this.timer);
    const socket = new WebSocket(this.address());
    this.socket = socket;
    socket.onopen = () => {
      this.wait = FIRST_WAIT_MILLIS;
      this.to("live");
      if (this.opened++ > 0) this.backs.forEach((listener) => listener());
    };
    socket.onmessage = (event) => this.hear(String(event.data));
    socket.onclose = () => {
      if (socket === this.socket) this.again();
    };
  }

  private hear(data: string): void {
    const frame = JSON.parse(data) as Frame;
    this.frames.forEach((listener) => listener(frame));
  }

  private again(): void {
    if (this.stopped) return;
    this.to(navigator.onLine && this.wait < 4_000 ? "connecting" : "offline");
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MILLIS);
  }

  private readonly now = (): void => {
    this.wait = FIRST_WAIT_MILLIS;
    if (this.socket?.readyState !== WebSocket.OPEN) this.connect();
  };

  private readonly lost = (): void => {
    this.to("offline");
    this.socket?.close();
  };

  private to(state: LineState): void {
    if (state === this.state) return;
    this.state = state;
    this.states.forEach((listener) => listener());
  }

  private add<L>(set: Set<L>, listener: L): () => void {
    set.add(listener);
    return () => set.delete(listener);
  }
}
