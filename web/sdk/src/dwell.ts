import type { PageNow } from "./events";

const TICK_MS = 5_000;
/// A laptop that was shut leaves the page "visible" for hours; no honest tick is longer than this.
const LONGEST_TICK_MS = 15_000;
const MILESTONES = [10, 30, 60, 120, 300, 600, 1_200, 1_800];

/// How long she looks at a page: the seconds in which its tab is shown and its window has the focus. Told at
/// milestones, so that a rule need not wait until she has left, and when she leaves. `seconds` is the whole of this
/// view so far and `added_seconds` what is new in it, so the most of the one and the sum of the other are both right.
export function dwell(tell: (view: Record<string, unknown>, page: PageNow) => void, pageNow: () => PageNow) {
  let page = pageNow();
  let looked = 0;
  let said = 0;
  let depth = 0;
  let since: number | undefined;

  const view = () => ({ seconds: Math.round(looked / 1_000), scroll_percent: depth });

  function count() {
    if (since !== undefined) looked += Math.min(performance.now() - since, LONGEST_TICK_MS);
    const isActive = document.visibilityState === "visible" && document.hasFocus();
    since = isActive ? performance.now() : undefined;
  }

  function say() {
    const { seconds, scroll_percent } = view();
    if (seconds <= said) return;
    const { url, title, path } = page;
    tell({ url, title, path, seconds, added_seconds: seconds - said, scroll_percent }, page);
    said = seconds;
  }

  function measure() {
    const { scrollHeight } = document.documentElement;
    const seen = ((scrollY + innerHeight) / Math.max(scrollHeight, 1)) * 100;
    depth = Math.max(depth, Math.min(100, Math.round(seen)));
  }

  function tick() {
    count();
    const { seconds } = view();
    if (MILESTONES.some((mark) => said < mark && mark <= seconds)) say();
  }

  setInterval(tick, TICK_MS);
  // The focus goes to an iframe of this very page, too, and only then is it known where it went.
  const soon = () => setTimeout(count);
  addEventListener("focus", soon);
  addEventListener("blur", soon);
  document.addEventListener("visibilitychange", count);
  addEventListener("scroll", measure, { passive: true });

  function leave() {
    count();
    say();
  }

  return {
    view() {
      count();
      return view();
    },
    leave,
    /// Another page is shown: the one before is over.
    next() {
      leave();
      page = pageNow();
      looked = said = depth = 0;
      count();
      measure();
    },
  };
}
