import type { Ground } from "./launcher";

const DAY = 86_400_000;
const AFTER_MS = 1_500;
const SHOWN_AGAIN = DAY;
const REFUSED_FOR = 14 * DAY;
/// JSON knows no infinity.
const FOR_EVER = Number.MAX_SAFE_INTEGER;

/// Offers to keep the cart on LINE when something was put into it, and when she turns to go with something in it: once a
/// day at most, not for two weeks after a no, never again once she is known there, and never over the open chat. The
/// card itself is loaded when it is first offered.
export function keeper(ground: Ground) {
  const { host, config, visitors } = ground;
  let close: (() => void) | undefined;

  async function offer() {
    const me = visitors.peek();
    if (close || !config.line?.connected || !visitors.mayRecord() || !me?.cart || me.open) return;
    if ((me.keepAfter || 0) > Date.now()) return;
    close = () => 0;
    const { card } = (await import(/* @vite-ignore */ `${host}/parley-keep.js`)) as typeof import("./keep");
    visitors.keep({ keepAfter: Date.now() + SHOWN_AGAIN });
    close = card(ground, (how) => {
      close = undefined;
      if (how) visitors.keep({ keepAfter: how === "kept" ? FOR_EVER : Date.now() + REFUSED_FOR });
    });
  }

  return (name: string) => {
    if (name === "Product Added" && visitors.mayRecord()) {
      visitors.keep({ cart: true });
      setTimeout(offer, AFTER_MS);
    }
    if (name === "Exit Intent") void offer();
    if (name === "Order Completed" && visitors.peek()?.cart) {
      visitors.keep({ cart: false });
      close?.();
    }
  };
}
