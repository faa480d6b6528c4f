import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type Bulk,
  call,
  type Counted,
  type CustomerCount,
  type CustomerStretch,
  type CustomerSummary,
  type Listing,
  type NewBulk,
  type SavedView,
  type ViewForm,
} from "@parley/api";
import { attributeOf } from "./columns.ts";
import { type ListSearch, tagsOf } from "./search.ts";

const PAGE_CUSTOMERS = 60;
const JOB_MILLIS = 700;

export function useList(search: ListSearch, columns: readonly string[]) {
  const attribute = columns.map(attributeOf).filter(Boolean).join(",");
  return useInfiniteQuery({
    queryKey: ["customers", "list", search, attribute],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }): Promise<CustomerStretch> => {
      if (search.asks) {
        const list = { ...listOf(search), attribute: attribute ? attribute.split(",") : null };
        const body = { list, condition: search.asks, cursor: pageParam, limit: PAGE_CUSTOMERS };
        return call<CustomerStretch>("/customers/meeting", { method: "POST", body, signal });
      }
      const query = { ...asked(search), attribute, cursor: pageParam, limit: PAGE_CUSTOMERS };
      const page = await call<Listing<CustomerSummary>>("/customers", { query, signal });
      return { ...page, looked: page.items.length };
    },
    getNextPageParam: (last) => last.next,
  });
}

function asked({ via, asks: _, ...rest }: ListSearch) {
  return { ...rest, channel: via };
}

/// At once what is known at once; if that is an estimate, the exact figure after it.
export function useCount(search: ListSearch): CustomerCount | undefined {
  const { sort: _, ...filter } = search;
  const { asks, ...others } = filter;
  const ask = (exact: boolean) => ({
    queryKey: ["customers", "count", filter, exact],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<CustomerCount> => {
      if (asks) {
        const body = { condition: asks, exact };
        const counted = await call<Counted>("/conditions/count", { method: "POST", body, signal });
        return { customers: counted.count, exact: counted.exact };
      }
      return call<CustomerCount>("/customers/count", { query: { ...asked(filter), exact: exact ? "true" : null }, signal });
    },
  });
  // A condition beside other filters is counted by nobody: the list says how many it found.
  const first = useQuery({ ...ask(false), staleTime: 10_000, enabled: !asks || Object.keys(others).length === 0 });
  const second = useQuery({ ...ask(true), enabled: first.data?.exact === false, staleTime: 60_000, retry: false });
  return second.data ?? first.data;
}

export function useAttributes(wanted: boolean) {
  return useQuery({
    queryKey: ["customers", "attributes"],
    enabled: wanted,
    queryFn: ({ signal }) => call<Listing<string>>("/customers/attributes", { signal }),
  });
}

export function useViews() {
  const queries = useQueryClient();
  const views = useQuery({
    queryKey: ["customers", "views"],
    queryFn: ({ signal }) => call<Listing<SavedView>>("/customers/views", { signal }),
  });
  const reread = () => queries.invalidateQueries({ queryKey: ["customers", "views"] });
  return {
    all: views.data?.items ?? [],
    save: (form: ViewForm) => call<SavedView>("/customers/views", { method: "POST", body: form }).finally(reread),
    change: (view: SavedView, form: ViewForm) =>
      call<SavedView>(`/customers/views/${view.id}`, { method: "PUT", body: form }).finally(reread),
    remove: (view: SavedView) =>
      call(`/customers/views/${view.id}`, { method: "DELETE", keepalive: true }).finally(reread),
    hide: (view: SavedView) =>
      queries.setQueryData<Listing<SavedView>>(
        ["customers", "views"],
        (now) => now && { ...now, items: now.items.filter((one) => one.id !== view.id) },
      ),
    reread,
  };
}

/// Jobs over many customers: asked for again while one runs, so that leaving the page loses nothing.
export function useJobs() {
  const queries = useQueryClient();
  const jobs = useQuery({
    queryKey: ["bulk"],
    queryFn: ({ signal }) => call<Listing<Bulk>>("/customers/bulk", { signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some((job) => job.state === "running") ? JOB_MILLIS : false,
  });
  const reread = () => {
    void queries.invalidateQueries({ queryKey: ["bulk"] });
    void queries.invalidateQueries({ queryKey: ["tags"] });
  };
  return {
    all: jobs.data?.items ?? [],
    known: jobs.isSuccess,
    begin: (wanted: NewBulk) => call<Bulk>("/customers/bulk", { method: "POST", body: wanted }).finally(reread),
    undo: (job: Bulk) => call<Bulk>(`/customers/bulk/${job.id}/undo`, { method: "POST", body: {} }).finally(reread),
  };
}

/// The filter of the address as the server takes it in a body.
export function filterOf(search: ListSearch) {
  return {
    query: search.query ?? null,
    tags: tagsOf(search),
    stage: search.stage ?? null,
    channel: search.via ?? null,
    segment: search.segment ?? null,
  };
}

/// The address of the list as a body says it.
export function listOf(search: ListSearch) {
  return { ...filterOf(search), tags: undefined, tag: tagsOf(search), sort: search.sort ?? null, attribute: null };
}
