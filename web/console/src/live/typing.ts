import { useSyncExternalStore } from "react";

/// Someone is typing until they stop for this long; nothing of it is kept anywhere.
const TYPING_MILLIS = 4_000;

export interface Typist {
  name: string | null;
  by: "visitor" | "member";
}

const typists = new Map<string, Typist>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();

export function startTyping(conversationId: string, typist: Typist): void {
  clearTimeout(timers.get(conversationId));
  timers.set(
    conversationId,
    setTimeout(() => stopTyping(conversationId), TYPING_MILLIS),
  );
  typists.set(conversationId, typist);
  listeners.forEach((listener) => listener());
}

export function stopTyping(conversationId: string): void {
  if (typists.delete(conversationId)) listeners.forEach((listener) => listener());
}

export function useTypist(conversationId: string): Typist | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => typists.get(conversationId),
  );
}
