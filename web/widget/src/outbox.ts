import type { Content, Message } from "./message";

/// A message on its way. Its clientId stays the same over every attempt and every reload, so the server keeps it once.
export interface Letter {
  clientId: string;
  content: Content;
  page: { url: string; title: string };
  /// Milliseconds; strictly rising within a browser, and the order of sending.
  at: number;
  /// The server's sentence, where it said no for good.
  refused?: string;
}

export type Answer = { status: number; message?: Message | undefined; title?: string | undefined };

export interface Shelf {
  put(id: string, text: string): void;
  drop(id: string): void;
}

export interface Surroundings {
  shelf: Shelf;
  /// Rejects when the network is away.
  post(letter: Letter, keep: (letter: Letter) => void): Promise<Answer>;
  wait(run: () => void, milliseconds: number): unknown;
  arrived(message: Message): void;
  changed(letters: readonly Letter[]): void;
}

const RETRY_FIRST_MS = 1_000;
const RETRY_LAST_MS = 30_000;

/// Sends one letter after the other, oldest first, until the server has each of them. A letter leaves the shelf only
/// with the server's receipt: whatever is lost on the way, an answer included, is asked for again.
export function outbox(kept: readonly [id: string, text: string][], around: Surroundings) {
  let letters: Letter[] = kept.flatMap(([, text]) => parsed(text)).sort((a, b) => a.at - b.at);
  let busy = false;
  let failures = 0;
  let alarm = 0;

  function add(clientId: string, content: Content, page: Letter["page"], now: number) {
    const letter = { clientId, content, page, at: Math.max(now, 1 + (letters.at(-1)?.at ?? 0)) };
    letters = [...letters, letter];
    keep(letter);
    void send();
  }

  function keep(letter: Letter) {
    letters = letters.map((each) => (each.clientId === letter.clientId ? letter : each));
    around.shelf.put(letter.clientId, JSON.stringify(letter));
    around.changed(letters);
  }

  function discard(clientId: string) {
    letters = letters.filter((letter) => letter.clientId !== clientId);
    around.shelf.drop(clientId);
    around.changed(letters);
  }

  async function send(): Promise<void> {
    const letter = letters.find((each) => !each.refused);
    if (busy || !letter) return;
    busy = true;
    const answer = await around.post(letter, keep).catch(() => ({ status: 0 }) as Answer);
    busy = false;
    if (answer.message) {
      failures = 0;
      around.arrived(answer.message);
      discard(letter.clientId);
    } else if (isRefusal(answer.status)) {
      keep({ ...current(letter), refused: answer.title || `${answer.status}` });
    } else {
      return later();
    }
    return send();
  }

  function current(letter: Letter) {
    return letters.find((each) => each.clientId === letter.clientId) ?? letter;
  }

  function later() {
    const mine = ++alarm;
    around.wait(() => mine === alarm && void send(), Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** failures++));
  }

  return {
    letters: () => letters,
    add,
    discard,
    /// The network is back, or she asks again: no more waiting.
    hurry() {
      failures = 0;
      void send();
    },
    retry(clientId: string) {
      const letter = letters.find((each) => each.clientId === clientId);
      if (!letter) return;
      const { refused: _, ...again } = letter;
      keep(again);
      void send();
    },
  };
}

export type Outbox = ReturnType<typeof outbox>;

function parsed(text: string): Letter[] {
  try {
    return [JSON.parse(text) as Letter];
  } catch {
    return [];
  }
}

function isRefusal(status: number) {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
