import { useReducer, useRef } from "react";
import type { Flow } from "./flow.ts";

/// What was before and what was taken back. Changes about the same that follow closely are one step of undo.
export interface History {
  past: Flow[];
  now: Flow;
  future: Flow[];
  mark: { about: string; at: number } | null;
}

const MOST_STEPS = 100;
const SAME_STEP_MILLIS = 900;

type Act = { do: "change"; next: (now: Flow) => Flow; about: string; at: number } | { do: "undo" } | { do: "redo" };

export function act(history: History, one: Act): History {
  const { past, now, future, mark } = history;
  if (one.do === "undo") {
    const before = past.at(-1);
    return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], mark: null } : history;
  }
  if (one.do === "redo") {
    const [after, ...rest] = future;
    return after ? { past: [...past, now], now: after, future: rest, mark: null } : history;
  }
  const next = one.next(now);
  if (next === now) return history;
  const more = mark?.about === one.about && one.about !== "" && one.at - mark.at < SAME_STEP_MILLIS;
  return {
    past: more ? past : [...past.slice(-MOST_STEPS + 1), now],
    now: next,
    future: [],
    mark: { about: one.about, at: one.at },
  };
}

export interface FlowEditing {
  flow: Flow;
  change: (next: (now: Flow) => Flow, about?: string) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

/// A journey while it is drawn, with everything one did to it.
export function useFlow(start: Flow): FlowEditing {
  const [history, dispatch] = useReducer(act, start, (now): History => ({ past: [], now, future: [], mark: null }));
  const verbs = useRef({
    change: (next: (now: Flow) => Flow, about = "") => dispatch({ do: "change", next, about, at: Date.now() }),
    undo: () => dispatch({ do: "undo" }),
    redo: () => dispatch({ do: "redo" }),
  }).current;
  return {
    flow: history.now,
    change: verbs.change,
    undo: history.past.length > 0 ? verbs.undo : undefined,
    redo: history.future.length > 0 ? verbs.redo : undefined,
  };
}
