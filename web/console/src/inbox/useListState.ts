import { useEffect, useMemo, useState } from "react";
import type { Conversation } from "@parley/api";
import type { ConversationFilter } from "../live/apply.ts";
import { held, newestFirst } from "../live/merge.ts";
import { useConversations } from "./data.ts";

/// The list as it is read: its order is held until the reader asks for what came in since.
export interface ListState {
  filter: ConversationFilter;
  rows: Conversation[];
  fresh: number;
  refresh: () => void;
  query: ReturnType<typeof useConversations>;
}

export function useListState(filter: ConversationFilter): ListState {
  const query = useConversations(filter);
  const list = useMemo(() => (query.data?.pages.flatMap((page) => page.items) ?? []).sort(newestFirst), [query.data]);
  const name = JSON.stringify(filter);
  const [order, setOrder] = useState<{ of: string; ids: string[] }>({ of: name, ids: [] });
  const current = order.of === name ? order.ids : [];
  const { rows, waiting } = held(list, current);
  useEffect(() => {
    if (list.length > 0 && (current.length === 0 || rows.length > current.length))
      setOrder({ of: name, ids: rows.map((row) => row.id) });
  }, [list, name, current.length, rows.length]);
  return {
    filter,
    rows,
    fresh: waiting.length,
    query,
    refresh: () => setOrder({ of: name, ids: list.map((row) => row.id) }),
  };
}
