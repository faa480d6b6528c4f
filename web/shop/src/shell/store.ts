import { useEffect, useState } from "preact/hooks";

/** A value kept in this browser under a name, the same in every open tab. */
export interface Kept<T> {
  get(): T;
  set(value: T): void;
  watch(listener: () => void): () => void;
}

/** What is found under the name is believed only as far as `read` makes a value of it. */
export function kept<T>(name: string, read: (found: unknown) => T): Kept<T> {
  const listeners = new Set<() => void>();
  let value = read(stored(name));
  const tell = () => listeners.forEach((listener) => listener());
  addEventListener("storage", (event) => {
    if (event.key !== name) return;
    value = read(stored(name));
    tell();
  });
  return {
    get: () => value,
    set(next) {
      value = next;
      write(name, next);
      tell();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useKept<T>(store: Kept<T>): T {
  const [value, setValue] = useState(store.get());
  useEffect(() => store.watch(() => setValue(store.get())), [store]);
  return value;
}

function stored(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing (private mode, full disk) still lets her shop in this tab.
  }
}
