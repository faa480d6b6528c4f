/// What a record of an erasure counts, by tables and by what modules did besides, in a merchant's words.
const said: Record<string, string> = {
  "timeline.event": "events",
  TimelineErasing: "raw",
  "timeline.bulk_change": "bulk",
  "conversation.message": "messages",
  "conversation.conversation": "talks",
  ConversationErasing: "files",
  "commerce.cart": "carts",
  "commerce.customer_order": "orders",
  CommerceErasing: "orders",
  "customer.customer_tag": "tags",
  "customer.consent": "consents",
  "customer.identity": "identities",
  "customer.link": "links",
  "customer.apart": "links",
  "customer.suggestion": "links",
  "integration.webhook_call": "calls",
};

const byModule: Record<string, string> = {
  conversation: "keys",
  channel: "channel",
  ChannelErasing: "channel",
  customer: "profile",
  CustomerErasing: "profile",
  audience: "audience",
  AudienceErasing: "audience",
  integration: "imports",
  IntegrationErasing: "imports",
};

/// The greatest first; tables that a merchant has one word for are counted together.
export function inWords(counts: Record<string, number>): [word: string, count: number][] {
  const sums = new Map<string, number>();
  for (const [table, count] of Object.entries(counts)) {
    const word = said[table] ?? byModule[table.split(".")[0] ?? ""] ?? "other";
    sums.set(word, (sums.get(word) ?? 0) + count);
  }
  return [...sums].sort(([, one], [, other]) => other - one);
}
