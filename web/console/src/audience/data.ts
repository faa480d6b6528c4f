import { useQuery } from "@tanstack/react-query";
import { call, type Filling, type Listing, type Rule, type Segment } from "@parley/api";

const WATCH_MILLIS = 1_000;

const REST_MILLIS = 10_000;

/// While the past is worked out, its figure is read again every second; else figures follow what people do.
const watched = (items: { filling: Filling | null }[] | undefined) =>
  items?.some((one) => one.filling) ? WATCH_MILLIS : REST_MILLIS;

export function useRules() {
  return useQuery({
    queryKey: ["rules"],
    queryFn: ({ signal }) => call<Listing<Rule>>("/rules", { signal }),
    refetchInterval: (query) => watched(query.state.data?.items),
  });
}

export function useSegments() {
  return useQuery({
    queryKey: ["segments"],
    queryFn: ({ signal }) => call<Listing<Segment>>("/segments", { signal }),
    refetchInterval: (query) => watched(query.state.data?.items),
  });
}

export function useRule(id: string, enabled = true) {
  return useQuery({
    queryKey: ["rule", id],
    enabled,
    queryFn: ({ signal }) => call<Rule>(`/rules/${id}`, { signal }),
    refetchInterval: (query) => watched(query.state.data && [query.state.data]),
  });
}

export function useSegment(id: string, enabled = true) {
  return useQuery({
    queryKey: ["segment", id],
    enabled,
    queryFn: ({ signal }) => call<Segment>(`/segments/${id}`, { signal }),
    refetchInterval: (query) => watched(query.state.data && [query.state.data]),
  });
}
