import { useQuery } from "@tanstack/react-query";
import { type Aside, call, type Listing, type Message, type TimelineEntry } from "@parley/api";

/// What broadcasts said to somebody outside her thread and her timeline, as far back as `from`; all of it if null.
export function useAsides(of: "conversations" | "customers", id: string, from: string | null) {
  return useQuery({
    queryKey: ["asides", of, id, from],
    queryFn: ({ signal }) =>
      call<Listing<Aside>>(`/${of}/${id}/asides`, { query: { from }, signal }).then((page) => page.items),
    placeholderData: (before) => before,
  });
}

/// Puts them between the lines of a thread, each where it was said. They are no lines: they have no place in its count.
export function amongMessages(messages: Message[], asides: readonly Aside[], conversationId: string): Message[] {
  if (asides.length === 0) return messages;
  const said = asides.map(
    (one): Message => ({
      id: one.id,
      clientId: one.id,
      conversationId,
      seq: 0,
      at: one.at,
      direction: "out",
      author: { kind: "automation", name: one.by, voice: null },
      content: one.content,
      delivery: { state: one.state, reason: one.reason, way: null },
    }),
  );
  return woven(messages, said, (a, b) => a.at.localeCompare(b.at));
}

/// Puts them among the events of a timeline, newest first.
export function amongEvents(events: TimelineEntry[], asides: readonly Aside[]): TimelineEntry[] {
  const said = asides.map(
    (one, n): TimelineEntry => ({
      id: -1 - n,
      at: one.at,
      kind: "message",
      name: one.kind,
      channel: one.channel,
      title: null,
      text: one.text,
      url: null,
      amount: null,
      properties: { direction: "out", source: one.by },
    }),
  );
  return woven(events, said, (a, b) => b.at.localeCompare(a.at));
}

/// Both in order; what there was keeps its own.
function woven<T>(all: T[], more: T[], order: (a: T, b: T) => number): T[] {
  const rest = [...more].sort(order);
  const result: T[] = [];
  for (const one of all) {
    while (rest[0] !== undefined && order(rest[0], one) < 0) result.push(rest.shift()!);
    result.push(one);
  }
  return [...result, ...rest];
}
