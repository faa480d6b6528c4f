import type { Visitor } from "./protocol";
import type { Touch } from "./touch";

type Choice = "granted" | "denied" | "chat";

interface Remembered extends Visitor {
  userId?: string;
  /// The consent mode under which she is remembered: lets the next page begin before the server has answered.
  mode?: string;
  chatting?: boolean;
  /// The panel was open when she left the last page.
  open?: boolean;
  seenSeq?: number;
  /// How she came here first, and how the latest time that was not by herself.
  first?: Touch;
  last?: Touch;
  /// Something lies in her cart.
  cart?: boolean;
  /// When she may be offered again to keep it on LINE.
  keepAfter?: number;
  /// The day our server was last told her id.
  told?: string;
}

const NAME = "parley_visitor";
const CONSENT = "parley_consent";
const COOKIE_SECONDS = 400 * 86_400;

/// 128 random bits in hex. Made by hand because crypto.randomUUID is missing on pages without TLS.
export const randomId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/// Who she is in this browser, and what she has agreed to. Nothing is written before it is allowed: in *notice* mode at
/// once, in *ask* mode after `granted` (everything) or `chat` (only what a conversation needs).
export function visitors(storage: Storage | null, cookieDomain: string | undefined) {
  let choice = storage?.getItem(CONSENT) as Choice | null | undefined;
  let me = recall();
  let mode = me?.mode;

  function recall(): Remembered | null {
    try {
      const kept = JSON.parse(storage!.getItem(NAME)!);
      if (kept) return kept;
    } catch {
      // Unreadable storage: the cookie may still know her.
    }
    const cookie = /(?:^|; )parley_visitor=([\w-]+)\.(\w+)/.exec(document.cookie);
    return cookie && { id: cookie[1]!, secret: cookie[2]! };
  }

  function write(text: string, seconds: number) {
    document.cookie =
      `${NAME}=${text}; path=/; max-age=${seconds}; SameSite=Lax` +
      (cookieDomain ? `; domain=${cookieDomain}` : "") +
      (location.protocol === "https:" ? "; Secure" : "");
  }

  function keep(changes: Partial<Remembered>): Remembered {
    // Read anew: another tab may have changed it.
    me = { ...(recall() || me || { id: randomId(), secret: randomId() }), ...changes };
    if (mode) me.mode = mode;
    try {
      storage!.setItem(NAME, JSON.stringify(me));
    } catch {
      // The cookie remains.
    }
    write(`${me.id}.${me.secret}`, COOKIE_SECONDS);
    return me;
  }

  function forget() {
    me = null;
    storage?.removeItem(NAME);
    write("", 0);
  }

  const mayRecord = () => choice === "granted" || (!choice && mode === "notice");
  const mayChat = () => mayRecord() || choice === "chat";

  return {
    mayRecord,
    mayChat,
    keep,
    forget,
    now: () => (mayChat() ? keep({}) : null),
    peek: () => me,
    choice: () => choice || undefined,
    setMode(next: string) {
      mode = next;
      if (!mayChat()) forget();
    },
    choose(next: Choice) {
      choice = next;
      storage?.setItem(CONSENT, next);
      if (!mayChat()) forget();
    },
  };
}

export type Visitors = ReturnType<typeof visitors>;
