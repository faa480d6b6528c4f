import type { Condition, Lifecycle } from "@parley/api";

/// What the address of the list says; everything can be left out.
export interface ListSearch {
  query?: string;
  /// Ids, with commas between them.
  tag?: string;
  stage?: Lifecycle;
  /// The channel they can be met on; `channel` in the address is the inbox's.
  via?: string;
  /// The id of a segment.
  segment?: string;
  /// A condition that nobody keeps.
  asks?: Condition;
  sort?: Sort;
}

export const sorts = ["seen", "first", "orders", "spent", "entered"] as const;
type By = (typeof sorts)[number];
export type Sort = By | `-${By}`;

export const stages: Lifecycle[] = ["visitor", "lead", "member", "repeat", "lapsed"];
export const channels = ["web", "line", "email", "phone"] as const;

export function readSearch(search: Record<string, unknown>): ListSearch {
  const text = (name: string) => (typeof search[name] === "string" && search[name] ? (search[name] as string) : null);
  const query = typeof search.query === "number" ? String(search.query) : text("query");
  const tag = text("tag");
  const stage = stages.find((one) => one === search.stage);
  const via = text("via");
  const segment = text("segment");
  const asks = conditionIn(search.asks);
  const sort = text("sort");
  return {
    ...(query && { query }),
    ...(tag && { tag }),
    ...(stage && { stage }),
    ...(via && { via }),
    ...(segment && { segment }),
    ...(asks && { asks }),
    ...(sort && isSort(sort) && (segment || !sort.endsWith("entered")) && { sort }),
  };
}

/// Whether it makes sense is the server's to say.
function conditionIn(told: unknown): Condition | null {
  return told !== null && typeof told === "object" && typeof (told as Condition).kind === "string"
    ? (told as Condition)
    : null;
}

/// The order of a list that was not asked for another: in a segment, who came in last stands first.
export function sortOf(search: ListSearch): Sort {
  return search.sort ?? (search.segment ? "entered" : "seen");
}

function isSort(word: string): word is Sort {
  return (sorts as readonly string[]).includes(word.replace(/^-/, ""));
}

export function tagsOf(search: ListSearch): string[] {
  return search.tag ? search.tag.split(",") : [];
}

export function isFiltered(search: ListSearch): boolean {
  return Boolean(search.query || search.tag || search.stage || search.via || search.segment || search.asks);
}

/// The same words the other way round: the greatest first, the least first.
export function sortedBy(search: ListSearch, by: By): ListSearch {
  const now = sortOf(search);
  const next: Sort = now === by ? `-${by}` : by;
  const { sort: _, ...rest } = search;
  return next === sortOf(rest) ? rest : { ...rest, sort: next };
}

/// Without what is empty, so that the address says only what was chosen.
export function changed(search: ListSearch, change: { [Name in keyof ListSearch]?: ListSearch[Name] | undefined }) {
  return readSearch({ ...search, ...change });
}
