import { useReducer, useRef } from "react";
import type { Condition } from "./condition.ts";
import { begin, change, type History, redo, undo } from "./history.ts";
import { type Group, treeOf } from "./tree.ts";

export interface TreeEditing {
  root: Group;
  /// `about` names what changed: changes about the same that follow closely are one step of undo.
  change: (next: Group | ((now: Group) => Group), about?: string) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

type Act = { do: "change"; next: (now: Group) => Group; about: string; at: number } | { do: "undo" } | { do: "redo" };

function act(history: History, one: Act): History {
  switch (one.do) {
    case "change":
      return change(history, one.next(history.now), one.about, one.at);
    case "undo":
      return undo(history);
    case "redo":
      return redo(history);
  }
}

/// A condition while it is edited, with everything one did to it.
export function useTree(condition: Condition | null): TreeEditing {
  const [history, dispatch] = useReducer(act, condition, (start) => begin(treeOf(start)));
  const verbs = useRef({
    change: (next: Group | ((now: Group) => Group), about = "") =>
      dispatch({ do: "change", next: typeof next === "function" ? next : () => next, about, at: Date.now() }),
    undo: () => dispatch({ do: "undo" }),
    redo: () => dispatch({ do: "redo" }),
  }).current;
  return {
    root: history.now,
    change: verbs.change,
    undo: history.past.length > 0 ? verbs.undo : undefined,
    redo: history.future.length > 0 ? verbs.redo : undefined,
  };
}
