import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call, type Entry, type EntryForm, type Listing } from "@parley/api";

const KEY = ["entries"];

export function useEntries() {
  const queries = useQueryClient();
  const found = useQuery({ queryKey: KEY, queryFn: ({ signal }) => call<Listing<Entry>>("/entries", { signal }) });
  const reread = () => void queries.invalidateQueries({ queryKey: KEY });
  const items = found.data?.items ?? [];
  return {
    found,
    plain: items.find((one) => one.place === "plain") ?? null,
    all: items.filter((one) => one.place !== "plain"),
    /// `which` is an entry's id, `plain`, or null for a new one.
    save: (which: string | null, body: EntryForm) =>
      (which === null
        ? call<Entry>("/entries", { method: "POST", body })
        : call<Entry>(`/entries/${which}`, { method: "PUT", body })
      ).finally(reread),
    hide: (id: string) =>
      queries.setQueryData<Listing<Entry>>(KEY, (now) => now && { ...now, items: now.items.filter((one) => one.id !== id) }),
    end: (id: string) => call(`/entries/${id}`, { method: "DELETE", keepalive: true }).finally(reread),
    reread,
  };
}
