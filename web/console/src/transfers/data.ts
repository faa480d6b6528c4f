import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call, type Feed, type Import, type ImportPreview, type Listing } from "@parley/api";

const KEY = ["imports"];
const STEP_MILLIS = 700;
const RESTING_MILLIS = 10_000;

export const working = (one: Import) => ["checking", "running", "folding"].includes(one.state);

/// Imports go on by themselves; a look every moment is enough while one does.
export function useImports() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<Listing<Import>>("/imports", { signal }),
    refetchInterval: (query) => (query.state.data?.items.some(working) ? STEP_MILLIS : RESTING_MILLIS),
  });
}

export function useImportVerbs() {
  const queries = useQueryClient();
  const put = (one: Import) =>
    queries.setQueryData<Listing<Import>>(KEY, (now) =>
      now ? { ...now, items: [one, ...now.items.filter((other) => other.id !== one.id)].sort(latest) } : now,
    );
  const act = async (id: string, verb: "run" | "stop") => put(await call<Import>(`/imports/${id}/${verb}`, { method: "POST" }));
  return {
    put,
    reread: () => void queries.invalidateQueries({ queryKey: KEY }),
    run: (id: string) => act(id, "run"),
    stop: (id: string) => act(id, "stop"),
    hide: (id: string) =>
      queries.setQueryData<Listing<Import>>(
        KEY,
        (now) => now && { ...now, items: now.items.filter((one) => one.id !== id) },
      ),
    remove: (id: string) => call(`/imports/${id}`, { method: "DELETE", keepalive: true }),
  };
}

function latest(one: Import, other: Import): number {
  return other.createdAt.localeCompare(one.createdAt);
}

export function usePreview(id: string, charset: string | null, delimiter: string | null) {
  return useQuery({
    queryKey: [...KEY, id, "preview", charset, delimiter],
    queryFn: ({ signal }) =>
      call<ImportPreview>(`/imports/${id}/preview`, { query: { charset, delimiter }, signal }),
    staleTime: Infinity,
    retry: false,
  });
}

export function useFeeds() {
  return useQuery({
    queryKey: ["feeds"],
    queryFn: ({ signal }) => call<Listing<Feed>>("/feeds", { signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some((feed) => !feed.readAt && !feed.problem) ? STEP_MILLIS * 2 : RESTING_MILLIS,
  });
}

/// Which fields a column of each kind can be. The order is that of the list to choose from.
export const fields: Record<string, readonly string[]> = {
  orders: [
    "order_number",
    "ordered_at",
    "status",
    "member_number",
    "phone",
    "email",
    "buyer_account",
    "name",
    "product_id",
    "product_name",
    "quantity",
    "unit_price",
    "line_total",
    "order_total",
    "shipping",
    "refunded",
    "currency",
  ],
  customers: ["member_number", "phone", "email", "name", "birthday", "gender", "city", "joined_at", "tag"],
  tags: ["member_number", "phone", "email", "tag", "tagged_at"],
  products: [
    "product_id",
    "product_name",
    "price",
    "sale_price",
    "image_url",
    "product_url",
    "category",
    "availability",
  ],
};
