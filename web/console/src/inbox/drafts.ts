import { useSyncExternalStore } from "react";
import type { Voice } from "@parley/api";

/// What someone began to write stays on this computer until it is sent or emptied, through reloads and crashes.
export interface Draft {
  text: string;
  note: boolean;
  /// Null: the member's own voice.
  voice: Voice | null;
}

const PREFIX = "parley.draft.";
const EMPTY: Draft = { text: "", note: false, voice: null };

/// localStorage can be full or forbidden: then the drafts of this page live as long as the page.
export class Drafts {
  private readonly here = new Map<string, Draft>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">) {}

  read(conversationId: string): Draft {
    const known = this.here.get(conversationId);
    if (known) return known;
    const draft = this.stored(conversationId);
    this.here.set(conversationId, draft);
    return draft;
  }

  write(conversationId: string, change: Partial<Draft>): void {
    const draft = { ...this.read(conversationId), ...change };
    this.here.set(conversationId, draft);
    try {
      if (draft.text === "" && draft.voice === null) this.storage.removeItem(PREFIX + conversationId);
      else this.storage.setItem(PREFIX + conversationId, JSON.stringify(draft));
    } catch {
      // Kept in `here`.
    } finally {
      this.listeners.forEach((listener) => listener());
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private stored(conversationId: string): Draft {
    try {
      return { ...EMPTY, ...(JSON.parse(this.storage.getItem(PREFIX + conversationId) ?? "{}") as Partial<Draft>) };
    } catch {
      return EMPTY;
    }
  }
}

const drafts = new Drafts(
  typeof localStorage === "undefined" ? { getItem: () => null, setItem: () => {}, removeItem: () => {} } : localStorage,
);

export function useDraft(conversationId: string): [Draft, (change: Partial<Draft>) => void] {
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.read(conversationId));
  return [draft, (change) => drafts.write(conversationId, change)];
}
