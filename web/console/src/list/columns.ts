import { useSyncExternalStore } from "react";

/// The name is always there. An attribute is a column `attribute:name`.
export const fixed = ["stage", "channels", "tags", "orders", "spent", "first", "seen"] as const;
export type Fixed = (typeof fixed)[number];
export const usual: string[] = ["stage", "channels", "tags", "orders", "spent", "seen"];

const ATTRIBUTE = "attribute:";
const KEPT = "parley.customers.columns";

export function attributeOf(column: string): string | null {
  return column.startsWith(ATTRIBUTE) ? column.slice(ATTRIBUTE.length) : null;
}

export function columnOf(attribute: string): string {
  return ATTRIBUTE + attribute;
}

/// In the order of the list, attributes last, whatever order they were chosen in.
export function ordered(columns: readonly string[]): string[] {
  const known = fixed.filter((one) => columns.includes(one));
  return [...known, ...columns.filter((one) => attributeOf(one) !== null)];
}

/// The width of each column as a track of the grid.
export function tracks(columns: readonly string[]): string {
  const widths: Record<Fixed | "entered", string> = {
    stage: "80px",
    channels: "minmax(110px, 0.8fr)",
    tags: "minmax(150px, 1.2fr)",
    orders: "64px",
    spent: "110px",
    first: "96px",
    seen: "96px",
    entered: "110px",
  };
  return ["32px", "minmax(160px, 1.6fr)", ...columns.map((one) => widths[one as Fixed] ?? "minmax(110px, 1fr)")].join(
    " ",
  );
}

let chosen: string[] = read();
const listeners = new Set<() => void>();

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    return Array.isArray(kept) && kept.every((one) => typeof one === "string") ? ordered(kept as string[]) : usual;
  } catch {
    return usual;
  }
}

export function chooseColumns(columns: readonly string[]): void {
  chosen = ordered(columns);
  try {
    localStorage.setItem(KEPT, JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing shows them until it is closed.
  }
  listeners.forEach((listener) => listener());
}

export function useColumns(): string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
}
