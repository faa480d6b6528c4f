import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark" | "auto";

const KEPT = "parley.theme";
const listeners = new Set<() => void>();

export function startTheme(): void {
  document.documentElement.dataset.theme = current();
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  startTheme();
  listeners.forEach((listener) => listener());
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current);
}

function current(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "auto";
}
