import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { call, type Conversation, type ConversationDetail, type Listing, type Message } from "@parley/api";
import { type ConversationFilter, putConversation } from "../live/apply.ts";
import { type Thread, withEarlier, withFresh, withMessage } from "../live/merge.ts";
import { outbox } from "./outbox.ts";

const PAGE_MESSAGES = 50;

export function useConversations(filter: ConversationFilter) {
  return useInfiniteQuery({
    queryKey: ["conversations", filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call<Listing<Conversation>>("/conversations", {
        query: { state: filter.state, channel: filter.channel, assignee: filter.assignee, query: filter.query, cursor: pageParam },
        signal,
      }),
    getNextPageParam: (last) => last.next,
  });
}

export function useConversation(id: string) {
  return useQuery({
    queryKey: ["conversation", id],
    queryFn: ({ signal }) => call<ConversationDetail>(`/conversations/${id}`, { signal }),
  });
}

export function useThread(id: string) {
  const queries = useQueryClient();
  const key = ["thread", id];
  const query = useQuery({
    queryKey: key,
    staleTime: 5_000,
    queryFn: async ({ signal }): Promise<Thread> => {
      const fresh = await page(id, null, signal);
      return withFresh(queries.getQueryData<Thread>(key), fresh);
    },
  });
  const earlier = async () => {
    const before = queries.getQueryData<Thread>(key)?.next;
    if (!before) return;
    const found = await page(id, before);
    queries.setQueryData<Thread>(key, (thread) => thread && withEarlier(thread, found));
  };
  return { query, earlier };
}

function page(id: string, before: string | null, signal?: AbortSignal): Promise<Thread> {
  return call<Listing<Message>>(`/conversations/${id}/messages`, {
    query: { before, limit: PAGE_MESSAGES },
    ...(signal && { signal }),
  });
}

/// What the outbox got through is put into its thread, also when no live frame tells of it.
export function useOutboxDelivery(line: string): void {
  const queries = useQueryClient();
  useEffect(
    () =>
      outbox.onTaken((message) => {
        queries.setQueryData<Thread>(
          ["thread", message.conversationId],
          (thread) => thread && withMessage(thread, message),
        );
        void queries.invalidateQueries({ queryKey: ["conversation", message.conversationId] });
      }),
    [queries],
  );
  useEffect(() => {
    if (line === "live") void outbox.resume();
  }, [line]);
}

/// Closing and reopening show at once; the server is told after, and is believed if it says otherwise.
export function useConversationVerbs() {
  const queries = useQueryClient();
  const reread = (key: unknown[]) => void queries.invalidateQueries({ queryKey: key });
  const to = (state: "open" | "closed", verb: "close" | "reopen") => async (conversation: Conversation) => {
    putConversation(queries, { ...conversation, state }, reread);
    try {
      putConversation(
        queries,
        await call<Conversation>(`/conversations/${conversation.id}/${verb}`, { method: "POST" }),
        reread,
      );
    } catch (refusal) {
      putConversation(queries, conversation, reread);
      throw refusal;
    }
  };
  const read = async (conversation: Conversation, seq: number) => {
    putConversation(queries, { ...conversation, unread: 0 }, reread);
    await call(`/conversations/${conversation.id}/read`, { method: "POST", body: { seq } }).catch(() => undefined);
  };
  const assign = async (conversation: Conversation, member: string | null) => {
    putConversation(
      queries,
      await call<Conversation>(`/conversations/${conversation.id}/assign`, { method: "POST", body: { member } }),
      reread,
    );
  };
  return { assign, close: to("closed", "close"), reopen: to("open", "reopen"), read };
}
