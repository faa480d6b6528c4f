import type { Condition } from "./condition.ts";

/// What is being written. Of a rule `name` is its tag: merchants speak of one thing.
export interface Writing {
  name: string;
  days: number | null;
  condition: Condition | null;
}

const PREFIX = "parley.audience.";

/// What the server does not have yet stays on this computer.
export function keep(id: string, writing: Writing | null): void {
  try {
    if (writing === null) localStorage.removeItem(PREFIX + id);
    else localStorage.setItem(PREFIX + id, JSON.stringify(writing));
  } catch {
    // Full or forbidden: it lives as long as the page.
  }
}

export function kept(id: string): Writing | null {
  try {
    const found = JSON.parse(localStorage.getItem(PREFIX + id) ?? "null") as Partial<Writing> | null;
    if (typeof found?.name !== "string") return null;
    return { name: found.name, days: found.days ?? null, condition: found.condition ?? null };
  } catch {
    return null;
  }
}
