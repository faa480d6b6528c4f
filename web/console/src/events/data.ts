import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { call, type Listing, type ReceivedEvent } from "@parley/api";

export interface Asked {
  query?: string | undefined;
  outcome?: ReceivedEvent["outcome"] | undefined;
}

const EVERY_MILLIS = 2_000;
const PAGE_EVENTS = 50;

const load = (asked: Asked, cursor: string | null, signal: AbortSignal) =>
  call<Listing<ReceivedEvent>>("/received-events", { query: { ...asked, cursor, limit: PAGE_EVENTS }, signal });

/// The latest events and, page by page, the ones before. What came since the list was last taken waits in `fresh`
/// until it is wanted, so that nothing moves under a reader; what became of those on screen is always the newest word.
export function useReceived(asked: Asked, live: boolean, still: boolean) {
  const older = useInfiniteQuery({
    queryKey: ["received", "pages", asked],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => load(asked, pageParam, signal),
    getNextPageParam: (last) => last.next,
    staleTime: Infinity,
    gcTime: 0,
  });
  const latest = useQuery({
    queryKey: ["received", "latest", asked],
    enabled: live,
    refetchInterval: EVERY_MILLIS,
    gcTime: 0,
    queryFn: ({ signal }) => load(asked, null, signal),
  });
  const known = useRef(new Map<string, ReceivedEvent>());
  const [taken, take] = useState<string[]>([]);
  const key = JSON.stringify(asked);
  useEffect(() => {
    known.current = new Map();
    take([]);
  }, [key]);

  const first = older.data?.pages[0];
  const read = useRef(first);
  const all = useMemo(() => {
    // Read again from the beginning, what is listed no more has become something else.
    if (read.current !== first) known.current = new Map();
    read.current = first;
    for (const one of older.data?.pages.flatMap((page) => page.items) ?? []) {
      if (!known.current.has(one.id)) known.current.set(one.id, one);
    }
    for (const one of latest.data?.items ?? []) known.current.set(one.id, one);
    return [...known.current.values()].sort((one, other) => Date.parse(other.receivedAt) - Date.parse(one.receivedAt));
    // The key empties what is known.
  }, [older.data, first, latest.data, key]);

  const old = new Set(older.data?.pages.flatMap((page) => page.items.map((one) => one.id)) ?? []);
  const held = new Set(taken);
  const fresh = all.filter((one) => !old.has(one.id) && !held.has(one.id));
  const ids = fresh.map((one) => one.id).join();
  useEffect(() => {
    if (!still && ids) take((now) => [...now, ...ids.split(",")]);
  }, [still, ids]);

  return {
    older,
    failed: older.isError ? older.error : null,
    shown: all.filter((one) => old.has(one.id) || held.has(one.id)),
    fresh: still ? fresh.length : 0,
    show: () => take((now) => [...now, ...fresh.map((one) => one.id)]),
  };
}
