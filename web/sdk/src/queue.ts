import type { Drawer } from "./drawer";

/// Answers the HTTP status, and rejects when the network is away.
export type Carry = (events: string[]) => Promise<number>;
export type Wait = (run: () => void, milliseconds: number) => unknown;

const GATHER_MS = 300;
const RETRY_FIRST_MS = 1_000;
const RETRY_LAST_MS = 60_000;
/// Browsers grant 64 KiB to all requests that outlive their page, so no batch may be larger.
const BATCH_BYTES = 60_000;
const BATCH_EVENTS = 50;
const WAITING_EVENTS = 1_000;

/// Events that wait for the server's word. Each stays in the drawer until it is acknowledged or refused for good and
/// goes out again under the same messageId, which the server counts once: a crash, a closed tab or a lost answer costs
/// a repeat, never an event.
export function eventQueue(drawer: Drawer, carry: Carry, wait: Wait) {
  const waiting = new Map(drawer.all());
  const parted = new Set<string>();
  let busy = false;
  let planned = false;
  let failures = 0;

  function add(id: string, text: string) {
    if (waiting.size >= WAITING_EVENTS) forget(waiting.keys().next().value!);
    waiting.set(id, text);
    drawer.put(id, text);
    plan(GATHER_MS);
  }

  function forget(id: string) {
    waiting.delete(id);
    parted.delete(id);
    drawer.drop(id);
  }

  function plan(milliseconds: number) {
    if (planned) return;
    planned = true;
    wait(() => {
      planned = false;
      void flush();
    }, milliseconds);
  }

  async function flush() {
    const batch = nextBatch();
    if (busy || !batch.length) return;
    busy = true;
    const status = await carry(batch.map(([, text]) => text)).catch(() => 0);
    busy = false;
    if (isFinal(status)) {
      failures = 0;
      batch.forEach(([id]) => forget(id));
      if (waiting.size) plan(0);
    } else {
      plan(Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** failures++));
    }
  }

  function nextBatch(from = [...waiting]): [string, string][] {
    const batch: [string, string][] = [];
    let bytes = 0;
    for (const entry of from.slice(0, BATCH_EVENTS)) {
      bytes += 3 * entry[1].length;
      if (batch.length && bytes > BATCH_BYTES) break;
      batch.push(entry);
    }
    return batch;
  }

  /// Hands everything to a carrier that gives no answer, as the page goes away; what it took is not handed to it again,
  /// for a page is hidden before it ends. Nothing leaves the drawer.
  function part(beacon: (events: string[]) => boolean) {
    for (;;) {
      const batch = nextBatch([...waiting].filter(([id]) => !parted.has(id)));
      if (!batch.length || !beacon(batch.map(([, text]) => text))) return;
      batch.forEach(([id]) => parted.add(id));
    }
  }

  function clear() {
    waiting.clear();
    parted.clear();
    drawer.clear();
  }

  return { add, flush, part, clear };
}

/// A refusal repeats itself for ever, so it ends the matter just as a receipt does.
function isFinal(status: number) {
  return status >= 200 && status < 500 && status !== 408 && status !== 429;
}
