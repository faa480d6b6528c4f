import type { Group } from "./tree.ts";

/// What was before and what was taken back. Changes of one field that follow closely are one step.
export interface History {
  past: Group[];
  now: Group;
  future: Group[];
  /// What the latest change was about and when, to see whether the next is more of the same.
  mark: { about: string; at: number } | null;
}

const MOST_STEPS = 100;
const SAME_STEP_MILLIS = 900;

export const begin = (now: Group): History => ({ past: [], now, future: [], mark: null });

export function change(history: History, next: Group, about: string, at: number): History {
  if (next === history.now) return history;
  const more = history.mark?.about === about && about !== "" && at - history.mark.at < SAME_STEP_MILLIS;
  const past = more ? history.past : [...history.past.slice(-MOST_STEPS + 1), history.now];
  return { past, now: next, future: [], mark: { about, at } };
}

export function undo(history: History): History {
  const now = history.past.at(-1);
  if (!now) return history;
  return { past: history.past.slice(0, -1), now, future: [history.now, ...history.future], mark: null };
}

export function redo(history: History): History {
  const [now, ...future] = history.future;
  return now ? { past: [...history.past, history.now], now, future, mark: null } : history;
}
