/// A small world that can go wrong in every order, and goes wrong the same way for the same seed.

/// Mulberry32.
export function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (limit: number) => Math.floor(next() * limit), happens: (probability: number) => next() < probability };
}

export type Chance = ReturnType<typeof chance>;

/// A browser's storage: enumerable keys, methods that are not.
export function storage(capacity = Infinity): Storage {
  const store = Object.create({
    getItem(this: Record<string, string>, key: string) {
      return Object.hasOwn(this, key) ? this[key] : null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      if (Object.keys(this).length >= capacity) throw new DOMException("full", "QuotaExceededError");
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  });
  return store as Storage;
}

/// Timers of one page. They go with the page.
export class Page {
  private alarms: { at: number; run: () => void }[] = [];
  private now = 0;
  isGone = false;

  readonly wait = (run: () => void, milliseconds: number) => {
    this.alarms.push({ at: this.now + milliseconds, run });
  };

  async pass(milliseconds: number) {
    this.now += milliseconds;
    const due = this.alarms.filter((alarm) => alarm.at <= this.now);
    this.alarms = this.alarms.filter((alarm) => alarm.at > this.now);
    if (!this.isGone) due.forEach((alarm) => alarm.run());
    await settle();
  }
}

export async function settle() {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
}
