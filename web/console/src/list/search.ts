import type { Lifecycle } from "@parley/api";

/// What the address of the list says; everything can be left out.
export interface ListSearch {
  query?: string;
  /// Ids, with commas between them.
  tag?: string;
  stage?: Lifecycle;
  /// The channel they can be met on; `channel` in the address is the inbox's.
  via?: string;
  sort?: Sort;
}

export const sorts = ["seen", "first", "orders", "spent"] as const;
type By = (typeof sorts)[number];
export type Sort = By | `-${By}`;

export const stages: Lifecycle[] = ["visitor", "lead", "member", "repeat"];
export const channels = ["web", "line", "email", "phone"] as const;

export function readSearch(search: Record<string, unknown>): ListSearch {
  const text = (name: string) => (typeof search[name] === "string" && search[name] ? (search[name] as string) : null);
  const query = typeof search.query === "number" ? String(search.query) : text("query");
  const tag = text("tag");
  const stage = stages.find((one) => one === search.stage);
  const via = text("via");
  const sort = text("sort");
  return {
    ...(query && { query }),
    ...(tag && { tag }),
    ...(stage && { stage }),
    ...(via && { via }),
    ...(sort && isSort(sort) && { sort }),
  };
}

function isSort(word: string): word is Sort {
  return (sorts as readonly string[]).includes(word.replace(/^-/, ""));
}

export function tagsOf(search: ListSearch): string[] {
  return search.tag ? search.tag.split(",") : [];
}

export function isFiltered(search: ListSearch): boolean {
  return Boolean(search.query || search.tag || search.stage || search.via);
}

/// The same words the other way round: the greatest first, the least first.
export function sortedBy(search: ListSearch, by: By): ListSearch {
  const now = search.sort ?? "seen";
  const next: Sort = now === by ? `-${by}` : by;
  const { sort: _, ...rest } = search;
  return next === "seen" ? rest : { ...rest, sort: next };
}

/// Without what is empty, so that the address says only what was chosen.
export function changed(search: ListSearch, change: { [Name in keyof ListSearch]?: ListSearch[Name] | undefined }) {
  return readSearch({ ...search, ...change });
}
