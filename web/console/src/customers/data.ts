import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  call,
  type Customer,
  type CustomerTag,
  type EventKind,
  type Identity,
  type Listing,
  type TimelineEntry,
} from "@parley/api";

export function useCustomer(id: string) {
  return useQuery({
    queryKey: ["customer", id],
    queryFn: ({ signal }) => call<Customer>(`/customers/${id}`, { signal }),
  });
}

const PAGE_EVENTS = 40;

export function useEvents(id: string, kind: EventKind | null) {
  return useInfiniteQuery({
    queryKey: ["events", id, kind],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call<Listing<TimelineEntry>>(`/customers/${id}/events`, {
        query: { kind, cursor: pageParam, limit: PAGE_EVENTS },
        signal,
      }),
    getNextPageParam: (last) => last.next,
  });
}

/// Tags and links change here at once; the server is told after, or when the undo has passed if it cannot be undone.
export function useCustomerVerbs(customer: Customer) {
  const queries = useQueryClient();
  const key = ["customer", customer.id];
  const put = (change: (now: Customer) => Customer) => queries.setQueryData<Customer>(key, (now) => now && change(now));
  const reread = () => void queries.invalidateQueries({ queryKey: key });
  return {
    addTag: async (name: string) => {
      await call(`/customers/${customer.id}/tags`, { method: "POST", body: { name } });
      reread();
    },
    removeTag: async (tag: CustomerTag) => {
      put((now) => ({ ...now, tags: now.tags.filter((one) => one.id !== tag.id) }));
      await call(`/customers/${customer.id}/tags/${tag.id}`, { method: "DELETE" }).finally(reread);
    },
    /// A rule's tag that was taken off: the rule puts it back with its time and its reasons.
    allowTag: async (tag: CustomerTag) => {
      put((now) => ({ ...now, tags: [...now.tags, tag] }));
      await call(`/customers/${customer.id}/tags/${tag.id}/allow`, { method: "POST" });
    },
    hideIdentity: (identity: Identity) =>
      put((now) => ({ ...now, identities: now.identities.filter((one) => one !== identity) })),
    reread,
    unlink: async (identity: Identity) => {
      await call(`/customers/${customer.id}/identities/${identity.id}`, { method: "DELETE", keepalive: true }).finally(
        reread,
      );
    },
  };
}
