import { address } from "./address";
import { said, touch, type Touch } from "./touch";
import { randomId } from "./visitor";

export type Fields = Record<string, unknown>;
export type PageNow = ReturnType<typeof pageNow>;

/// How she came to this page; told with its first page event, and its campaign with every event.
export const arrival = touch(location.search, document.referrer, location.hostname);

let referrer = document.referrer;
let url = address(location.href);

/// Notices a new address within the page and makes the old one its referrer.
export function moved() {
  const now = address(location.href);
  if (url === now) return false;
  referrer = url;
  url = now;
  return true;
}

export const pageNow = () => ({
  url,
  title: document.title,
  path: location.pathname,
  search: location.search,
  referrer,
});

/// An event as the Segment specification has it, everything but who she is. What is undefined is not sent.
export function event(type: string, fields: Fields, page: PageNow = pageNow()) {
  return {
    type,
    messageId: randomId(),
    timestamp: new Date().toISOString(),
    context: {
      page,
      locale: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      userAgent: navigator.userAgent,
      library: { name: "parley.js", version: "1" },
      campaign: arrival?.campaign,
    } as Fields,
    ...fields,
  };
}

/// What the landing page tells of how she came, and of the first time she did.
export const landing = (first: Touch, last: Touch) => ({ first_touch: said(first), last_touch: said(last) });

/// Calls back when a single-page shop shows another address.
export function onMove(then: () => void) {
  // The title is set by the shop's framework after the address.
  const look = () => setTimeout(() => moved() && then(), 50);
  for (const verb of ["pushState", "replaceState"] as const) {
    const original = history[verb];
    history[verb] = function (this: History, ...how: Parameters<History["pushState"]>) {
      original.apply(this, how);
      look();
    };
  }
  addEventListener("popstate", look);
}
