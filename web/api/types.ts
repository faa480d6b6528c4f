/// What the server's /api/v1 speaks, in its own names. Times are ISO-8601 in UTC.

export type Channel = "web" | "line";
export type Voice = "service" | "editor" | "assistant";
export type Lifecycle = "visitor" | "lead" | "member" | "repeat";

export interface Listing<T> {
  items: T[];
  next: string | null;
}

/// A decimal number in major units: NT$1,280 is 1280, HK$12.50 is 12.5.
export interface Money {
  amount: number;
  currency: string;
}

export interface Session {
  member: { id: string; name: string; email: string; locale: string; voice: Voice };
  workspace: {
    id: number;
    name: string;
    locale: string;
    timeZone: string;
    currency: string;
    consentMode: ConsentMode;
    writeKey: string;
  };
}

export type ConsentMode = "notice" | "ask";
export type StepKey = "snippet" | "line" | "customer" | "tag" | "answer";

export interface Home {
  checklist: { key: StepKey; done: boolean; at: string | null; detail: string | null }[];
  today: { visitors: number; conversations: number; waiting: number; orders: number; revenue: Money };
  week: { day: string; visitors: number; orders: number }[];
  ledger: { accepted: number; folded: number; repeated: number; parked: number; waiting: number; discarded: number; refused: number };
  recentTags: { customerId: string; customerName: string | null; tag: string; at: string }[];
}

export interface Tag {
  id: string;
  name: string;
}

export interface TagCount extends Tag {
  customers: number;
}

export interface CustomerSummary {
  id: string;
  /// Null while nobody told it.
  name: string | null;
  lifecycle: Lifecycle;
  lastSeenAt: string | null;
  channels: Channel[];
  tags: Tag[];
  orders: { count: number; total: Money };
}

export type LinkEvidence = "seen" | "code" | "account_link" | "identify" | "staff";

export interface Identity {
  id: string;
  kind: string;
  value: string;
  label: string | null;
  linkedAt: string;
  evidence: LinkEvidence;
  unlinkable: boolean;
}

export interface CustomerTag extends Tag {
  since: string;
  source: "rule" | "member";
  rule: { id: string; name: string } | null;
  evidence: Visit[];
}

export interface Visit {
  at: string;
  title: string | null;
  url: string | null;
}

export interface CartItem {
  productId: string;
  name: string;
  quantity: number;
  /// In the currency of the cart or order it stands in.
  price: number | null;
  imageUrl: string | null;
}

export interface OrderSummary {
  id: string;
  number: string;
  at: string | null;
  total: Money;
  items: CartItem[];
  channel: string;
  state: "placed" | "cancelled" | "refunded";
}

export interface Customer {
  id: string;
  name: string | null;
  lifecycle: Lifecycle;
  firstSeenAt: string | null;
  lastSeenAt: string | null;
  attributes: Record<string, unknown>;
  identities: Identity[];
  tags: CustomerTag[];
  cart: { items: CartItem[]; total: Money; updatedAt: string } | null;
  orders: { count: number; total: Money; recent: OrderSummary[] };
  viewing: { url: string; title: string | null; since: string }[];
  conversations: { id: string; channel: Channel; state: ConversationState; lastAt: string | null }[];
}

export type EventKind =
  | "page" | "product" | "cart" | "order" | "message" | "tag" | "link" | "identify" | "track";

export interface TimelineEntry {
  id: number;
  at: string;
  kind: EventKind;
  name: string | null;
  title: string | null;
  url: string | null;
  channel: string | null;
  text: string | null;
  amount: Money | null;
  properties: Record<string, unknown> | null;
}

export interface Condition {
  kind: "visited";
  contains: string;
  times: number;
  days: number;
}

export interface RuleDraft {
  name: string;
  tag: string;
  condition: Condition;
}

export interface Rule {
  id: string;
  name: string;
  tag: Tag;
  condition: Condition;
  state: "draft" | "live" | "paused";
  customers: number;
  liveSince: string | null;
  createdAt: string;
}

export interface Match {
  id: string;
  name: string | null;
  times: number;
  lastAt: string;
}

export interface Preview {
  customers: number;
  total: number;
  sample: Match[];
  nearly: Match[];
  days: { day: string; customers: number }[];
}

export type ConversationState = "open" | "closed";
export type Direction = "in" | "out" | "note" | "fact";

export interface Conversation {
  id: string;
  channel: Channel;
  state: ConversationState;
  customer: { id: string; name: string | null };
  lastMessage: { text: string; kind: Content["kind"]; at: string; direction: Direction; voice: Voice | null } | null;
  unread: number;
  waitingSince: string | null;
  updatedAt: string;
  seq: number;
  /// How far staff have read.
  readSeq: number;
  /// Grows with every change: of two states the higher one is the newer.
  version: number;
}

export type Way = "web" | "reply" | "push";

export interface Sending {
  way: Way;
  until: string | null;
  quota: { limit: number | null; used: number } | null;
  blocked: boolean;
}

export interface ConversationDetail extends Conversation {
  sending: Sending;
}

export interface Product {
  id: string;
  name: string;
  price: Money | null;
  imageUrl: string | null;
  url: string | null;
  category?: string | null;
}

export type Content =
  | { kind: "text"; text: string; quickReplies?: string[] | null }
  | { kind: "image"; url: string; previewUrl?: string | null }
  | { kind: "sticker"; packageId: string; stickerId: string; url?: string | null }
  | { kind: "card"; products: Product[] }
  | { kind: "button"; text: string; label: string; url: string }
  | { kind: "location"; title: string | null; address: string | null; latitude: number; longitude: number }
  | { kind: "file"; name: string; size: number | null; url: string | null }
  | { kind: "audio"; url: string; seconds: number | null }
  | { kind: "video"; url: string }
  | { kind: "postback"; data: string; text: string | null }
  | { kind: "removed" }
  | { kind: "unsupported"; what: string }
  | { kind: "event"; what: EventWhat; text: string | null };

export type EventWhat = "closed" | "reopened" | "followed" | "blocked" | "linked" | "unlinked";

/// What the console may send: products go by id, the server fills in the card.
export type NewContent =
  | { kind: "text"; text: string; quickReplies?: string[] }
  | { kind: "image"; url: string; previewUrl?: string }
  | { kind: "sticker"; packageId: string; stickerId: string }
  | { kind: "card"; productIds: string[] };

export type DeliveryState = "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";

export interface Delivery {
  state: DeliveryState;
  reason: string | null;
  way: Way | null;
}

export interface Message {
  id: string;
  conversationId: string;
  seq: number;
  clientId: string | null;
  direction: Direction;
  author: { kind: "customer" | "member" | "system"; name: string | null; voice: Voice | null };
  content: Content;
  at: string;
  delivery: Delivery | null;
}

export interface NewMessage {
  clientId: string;
  content: NewContent;
  voice: Voice;
  note: boolean;
}

export interface Connection {
  id: string;
  kind: Channel;
  name: string;
  webhookUrl: string;
  state: "connected" | "error";
  lastEventAt: string | null;
  detail: string | null;
  /// Where customers add the account as a friend.
  addUrl?: string | null;
}

export interface NewConnection {
  kind: "line";
  name: string;
  channelId: string;
  channelSecret: string;
  /// Left out, tokens are fetched with the secret when needed.
  accessToken?: string;
}

export interface FailedEvent {
  id: number;
  connectionId: string;
  receivedAt: string;
  kind: string;
  reason: string;
  body: string;
}

export interface ParkedEvent {
  id: string;
  receivedAt: string;
  reason: string;
  body: string;
}

export interface Workspace {
  name: string;
  consentMode: ConsentMode;
  sites: string[];
}

export interface Member {
  id: string;
  name: string;
  email: string;
  voice: Voice;
  locale: string;
}

export interface ApiKey {
  id: string;
  name: string;
  kind: string;
  scopes: string[];
  createdAt: string;
  lastFour: string;
}

/// One frame of the live socket. `cursor` is where to resume after a broken line.
export type Frame = { cursor?: string } & (
  | { type: "message"; message: Message }
  | { type: "conversation"; conversation: Conversation }
  | { type: "customers"; ids: string[] }
  | { type: "typing"; conversationId: string; name: string | null; by: "visitor" | "member" | "system" }
  | { type: "receipt"; conversationId: string; seq: number; state: "delivered" | "read" }
  | { type: "seen"; conversationId: string; seq: number }
  | { type: "viewing"; customerId: string }
  | { type: "home" }
  | { type: "ready" }
);
