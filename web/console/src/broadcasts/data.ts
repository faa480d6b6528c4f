import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Broadcast,
  type BroadcastForm,
  type BroadcastPerson,
  type BroadcastPreview,
  type BroadcastReport,
  call,
  type Listing,
  type Reckoning,
} from "@parley/api";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";

const LIST = ["broadcasts"];
const PAUSE_MILLIS = 500;
const REST_MILLIS = 10_000;

/// Of which something is still open: frames tell how far it is, and a look now and then behind them.
export const underway = (one: Broadcast) => ["planning", "sending", "paused"].includes(one.state);

export function useBroadcasts() {
  return useQuery({
    queryKey: LIST,
    queryFn: ({ signal }) => call<Listing<Broadcast>>("/broadcasts", { signal, query: { limit: 100 } }),
    refetchInterval: (query) => (query.state.data?.items.some(underway) ? REST_MILLIS : false),
  });
}

export function useBroadcast(id: string, enabled = true) {
  return useQuery({
    queryKey: ["broadcast", id],
    enabled,
    queryFn: ({ signal }) => call<Broadcast>(`/broadcasts/${id}`, { signal }),
    refetchInterval: (query) => (query.state.data && underway(query.state.data) ? REST_MILLIS : false),
  });
}

export function useReport(id: string, begun: boolean) {
  return useQuery({
    queryKey: ["broadcast-report", id],
    enabled: begun,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<BroadcastReport>(`/broadcasts/${id}/report`, { signal }),
  });
}

export function usePeople(id: string, show: string) {
  return useInfiniteQuery({
    queryKey: ["broadcast-people", id, show],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call<Listing<BroadcastPerson>>(`/broadcasts/${id}/people`, { signal, query: { show, cursor: pageParam } }),
    getNextPageParam: (last) => last.next,
  });
}

/// What is written once one has paused.
export function useSettled<T>(value: T): { settled: T; fresh: boolean } {
  const [settled, settle] = useState(value);
  const words = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(JSON.parse(words) as T), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [words]);
  return { settled, fresh: JSON.stringify(settled) === words };
}

export function useReckoning(form: BroadcastForm | null) {
  return useQuery({
    queryKey: ["broadcast-reckoning", form],
    enabled: form !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => call<Reckoning>("/broadcasts/reckon", { method: "POST", body: form, signal }),
  });
}

export function usePreview(form: BroadcastForm | null) {
  return useQuery({
    queryKey: ["broadcast-preview", form],
    enabled: form !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) =>
      call<BroadcastPreview>("/broadcasts/preview", { method: "POST", body: { broadcast: form, customer: null }, signal }),
  });
}

/// What one does with a broadcast. A refusal is told where one stands.
export function useVerbs() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const refused = (why: unknown) => toast(reasonOf(why, t("fail.offline"), t("fail.unknown")));
  const keep = (one: Broadcast) => {
    queries.setQueryData(["broadcast", one.id], one);
    void queries.invalidateQueries({ queryKey: LIST });
    return one;
  };
  const reread = () => void queries.invalidateQueries({ queryKey: LIST });
  return {
    keep,
    save: async (id: string | null, form: BroadcastForm): Promise<Broadcast> =>
      keep(
        id === null
          ? await call<Broadcast>("/broadcasts", { method: "POST", body: form })
          : await call<Broadcast>(`/broadcasts/${id}`, { method: "PUT", body: form }),
      ),
    act: (id: string, verb: "pause" | "resume" | "cancel") =>
      call<Broadcast>(`/broadcasts/${id}/${verb}`, { method: "POST", body: {} }).then(keep, refused),
    start: async (id: string, at: string | null) =>
      keep(await call<Broadcast>(`/broadcasts/${id}/start`, { method: "POST", body: { at } })),
    test: (form: BroadcastForm, customer: string) =>
      call("/broadcasts/test", { method: "POST", body: { broadcast: form, customer } }).then(
        () => toast(t("broadcasts.tested")),
        refused,
      ),
    /// A draft like this one.
    copy: (form: BroadcastForm) =>
      call<Broadcast>("/broadcasts", { method: "POST", body: form }).then((one) => {
        keep(one);
        toast(t("broadcasts.copied"));
        void navigate({ to: "/broadcasts/$broadcastId", params: { broadcastId: one.id } });
      }, refused),
    /// Gone at once; the server is told when the undo has passed.
    remove: (one: Broadcast) => {
      queries.setQueryData<Listing<Broadcast>>(
        LIST,
        (now) => now && { ...now, items: now.items.filter((other) => other.id !== one.id) },
      );
      void navigate({ to: "/broadcasts" });
      toast(t("broadcasts.removed", { name: one.name }), {
        undo: reread,
        commit: () => void call(`/broadcasts/${one.id}`, { method: "DELETE", keepalive: true }).then(reread, refused),
      });
    },
  };
}
