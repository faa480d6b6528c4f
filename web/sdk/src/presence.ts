import type { Page } from "./protocol";

const EVERY_MS = 20_000;

/// Tells the staff which page is being looked at now. The server keeps it in memory only.
export function presence(tell: (state: "view" | "leave", page: Page) => void, page: () => Page) {
  let timer: ReturnType<typeof setInterval> | undefined;

  function view() {
    clearInterval(timer);
    if (document.visibilityState === "hidden") return tell("leave", page());
    tell("view", page());
    timer = setInterval(() => tell("view", page()), EVERY_MS);
  }

  document.addEventListener("visibilitychange", view);
  return view;
}
