import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, type Decision, type Listing, type OutreachReason, type Send, type SendSource } from "@parley/api";

export const SOURCES = ["broadcast", "journey", "notice", "reminder", "test"] as const satisfies SendSource[];

export const REASONS = [
  "quiet_hours",
  "frequency",
  "orders_unknown",
  "no_consent",
  "unreachable",
  "blocked",
  "quota",
  "bought",
  "ordered",
  "holdout",
  "blocked_by_merchant",
  "twice",
  "window_closed",
  "unfit",
  "cancelled",
  "gone",
] as const satisfies OutreachReason[];

export interface SendsSearch {
  q?: string;
  source?: SendSource;
  reason?: OutreachReason;
}

const PAGE_SENDS = 50;
const EVERY_MILLIS = 3_000;

/// The latest planned first; what becomes of them shows while one looks.
export function useSends(asked: SendsSearch & { customer?: string }, limit = PAGE_SENDS) {
  return useInfiniteQuery({
    queryKey: ["sends", asked, limit],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call<Listing<Send>>("/outreach/sends", { query: { ...asked, cursor: pageParam, limit }, signal }),
    getNextPageParam: (last) => last.next,
    refetchInterval: EVERY_MILLIS,
  });
}

export function useDecisions(send: string, open: boolean) {
  return useQuery({
    queryKey: ["decisions", send],
    enabled: open,
    queryFn: ({ signal }) => call<Listing<Decision>>(`/outreach/sends/${send}/decisions`, { signal }),
  });
}

export function useBarred(customer: string) {
  const queries = useQueryClient();
  const key = ["barred", customer];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call<{ barredAt: string | null }>(`/customers/${customer}/barred`, { signal }),
  });
  const set = async (barred: boolean) => {
    queries.setQueryData(key, { barredAt: barred ? new Date().toISOString() : null });
    await call(`/customers/${customer}/barred`, { method: barred ? "PUT" : "DELETE" }).finally(
      () => void queries.invalidateQueries({ queryKey: key }),
    );
  };
  return { at: query.data?.barredAt ?? null, set };
}
