import type { Fields } from "./events";

/// The shop's own call may come after what we read elsewhere: so long it is waited for.
const HOLD_MS = 1_200;
const SAME_MS = 3_000;

/// Events that we work out ourselves. The shop's own word goes before: a name it has once told itself is never
/// guessed, and what two places tell within three seconds is told once.
export function guesses(record: (event: string, properties: Fields) => void) {
  const own = new Set<string>();
  const held = new Map<object, () => void>();
  const heard: { event: string; about: string; from: string; at: number }[] = [];

  function guess(event: string, properties: Fields, from: string) {
    const about = aboutWhat(properties);
    const now = performance.now();
    const known = heard.some((one) =>
      one.event === event && one.about === about && one.from !== from && now - one.at < SAME_MS);
    if (own.has(event) || known) return;
    heard.push({ event, about, from, at: now });
    if (heard.length > 100) heard.shift();
    const ticket = {};
    held.set(ticket, () => {
      held.delete(ticket);
      if (!own.has(event)) record(event, properties);
    });
    setTimeout(() => held.get(ticket)?.(), HOLD_MS);
  }

  return {
    guess,
    told: (event: string) => void own.add(event),
    flush: () => held.forEach((say) => say()),
  };
}

function aboutWhat({ order_id, product_id, query, products }: Fields): string {
  const items = Array.isArray(products) ? products.map((item: Fields) => item.product_id).join() : "";
  return [order_id, product_id, query, items].filter(Boolean).join("|");
}
