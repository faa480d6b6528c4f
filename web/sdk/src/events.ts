import { randomId } from "./visitor";

export type Fields = Record<string, unknown>;

/// Where she came from, read once: a single-page shop loses its query string on the first click.
let campaign: Fields | undefined;
new URLSearchParams(location.search).forEach((value, key) => {
  if (key.startsWith("utm_")) (campaign ||= {})[key === "utm_campaign" ? "name" : key.slice(4)] = value;
});

let referrer = document.referrer;
let url = address();

function address() {
  return location.href.split("#")[0]!;
}

/// Notices a new address within the page and makes the old one its referrer.
export function moved() {
  if (url === address()) return false;
  referrer = url;
  url = address();
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
export function event(type: string, fields: Fields) {
  return {
    type,
    messageId: randomId(),
    timestamp: new Date().toISOString(),
    context: {
      page: pageNow(),
      locale: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      userAgent: navigator.userAgent,
      library: { name: "parley.js", version: "1" },
      campaign,
    },
    ...fields,
  };
}

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
