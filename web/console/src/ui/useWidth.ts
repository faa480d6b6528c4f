import { useSyncExternalStore } from "react";

export type Width = "phone" | "middle" | "wide";

/// Under 1200 the third pane is a drawer, under 640 there is one pane.
const phone = typeof matchMedia === "undefined" ? null : matchMedia("(max-width: 640px)");
const wide = typeof matchMedia === "undefined" ? null : matchMedia("(min-width: 1200px)");

export function useWidth(): Width {
  return useSyncExternalStore(subscribe, () => (phone?.matches ? "phone" : wide?.matches ? "wide" : "middle"));
}

function subscribe(listener: () => void): () => void {
  phone?.addEventListener("change", listener);
  wide?.addEventListener("change", listener);
  return () => {
    phone?.removeEventListener("change", listener);
    wide?.removeEventListener("change", listener);
  };
}
