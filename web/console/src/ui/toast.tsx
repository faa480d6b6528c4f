import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

/// How long an undo is offered. It stays while the pointer or the focus is on it.
export const UNDO_MILLIS = 8_000;

interface Toast {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
  /// For what cannot be taken back once done: it is done only when the offer to undo has passed.
  commit?: (() => void) | undefined;
}

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

export function toast(text: string, after: Pick<Toast, "undo" | "commit"> = {}): void {
  set([...toasts.slice(-2), { id: ++last, text, ...after }], toasts.slice(0, -2));
}

/// ⌘Z takes back the latest.
export function undoLatest(): boolean {
  const latest = toasts.findLast((one) => one.undo);
  if (latest) dismiss(latest, true);
  return latest !== undefined;
}

function dismiss(gone: Toast, undone: boolean): void {
  if (!toasts.includes(gone)) return;
  if (undone) gone.undo?.();
  set(
    toasts.filter((one) => one !== gone),
    undone ? [] : [gone],
  );
}

function set(next: readonly Toast[], passed: readonly Toast[]): void {
  toasts = next;
  passed.forEach((one) => one.commit?.());
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  useEffect(() => {
    const leave = () => set([], toasts);
    addEventListener("pagehide", leave);
    return () => removeEventListener("pagehide", leave);
  }, []);
  return (
    <div className="toasts" role="status">
      {shown.map((one) => (
        <OneToast key={one.id} toast={one} />
      ))}
    </div>
  );
}

function OneToast({ toast: shown }: { toast: Toast }) {
  const { t } = useTranslation();
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(shown, false), shown.undo ? UNDO_MILLIS : 3_500);
    return () => clearTimeout(timer);
  }, [held, shown]);
  return (
    <div
      className="toast"
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      {shown.text}
      {shown.undo && (
        <button type="button" onClick={() => dismiss(shown, true)}>
          {t("do.undo")}
        </button>
      )}
    </div>
  );
}
