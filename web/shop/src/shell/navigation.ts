import { useEffect, useState } from "preact/hooks";
import { routeOf, titleOf, type Route } from "./route";

const listeners = new Set<() => void>();

/** Goes to another page of the shop. The title comes first, so that who counts page views reads the new one. */
export function go(path: string, options: { replace?: boolean } = {}): void {
  document.title = titleOf(routeOf(new URL(path, location.href)));
  if (options.replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  scrollTo({ top: 0, behavior: "instant" });
  listeners.forEach((listener) => listener());
  document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(new URL(location.href)));
  useEffect(() => {
    const follow = () => {
      const next = routeOf(new URL(location.href));
      document.title = titleOf(next);
      setRoute(next);
    };
    follow();
    listeners.add(follow);
    addEventListener("popstate", follow);
    return () => {
      listeners.delete(follow);
      removeEventListener("popstate", follow);
    };
  }, []);
  return route;
}

/** Turns plain clicks on links within the shop into `go`; everything else stays the browser's business. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.hasAttribute("download")) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || !url.pathname.startsWith("/shop/")) return;
  if (url.hash && url.pathname === location.pathname) return;
  event.preventDefault();
  go(url.pathname + url.search);
}
