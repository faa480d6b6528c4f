/// What the server's /api/v1 speaks, under the console's names. The shapes are generated from its OpenAPI (`npm run
/// types`); here strings are narrowed to the words they can be, and what the document leaves open is filled in.
/// Times are ISO-8601 in UTC.
import type { Narrow, Told, Verdict } from "./told.ts";

export type Channel = "web" | "line" | "email";
export type Voice = "service" | "editor" | "assistant";
export type Lifecycle = Told["CustomerSummary"]["lifecycle"];
export type ConsentMode = "notice" | "ask";
export type StepKey = "snippet" | "line" | "customer" | "tag" | "answer";

export interface Listing<T> {
  items: T[];
  next: string | null;
}

/// A decimal number in major units: NT$1,280 is 1280, HK$12.50 is 12.5.
export type Money = Told["Money"];

export type Member = Narrow<Told["Member"], { voice: Voice }>;
export type Workspace = Narrow<Told["WorkspaceView"], { consentMode: ConsentMode }>;

/// A member is signed in: the console does not work with a key.
export type Session = Narrow<Told["Session"], { member: Member; workspace: Workspace }>;

/// The workspace's own time, which the demo can move forward.
export type Clock = Told["Clock"];

export type Home = Narrow<
  Told["Home"],
  {
    checklist: Narrow<Told["Step"], { key: StepKey }>[];
    week: { day: string; visitors: number; orders: number }[];
  }
>;

export type Tag = Told["TagName"];
export type TagCount = Told["Tag"];
export type CustomerSummary = Narrow<
  Told["CustomerSummary"],
  { channels: Channel[]; attributes: Record<string, unknown> }
>;
export type DefinedAttribute = Told["DefinedAttribute"];
export type AttributeForm = Told["AttributeForm"];
export type AttributeVersion = Narrow<Told["AttributeVersion"], { value: unknown }>;
export type FlipLine = Told["FlipLine"];
export type SegmentDay = Told["SegmentDay"];
/// A page of customers, and how many were asked for it.
export interface CustomerStretch extends Listing<CustomerSummary> {
  looked: number;
}
export type CustomerCount = Told["CustomerCount"];
export type ViewDefinition = Narrow<Told["ViewDefinition"], { condition: Condition | null }>;
export type SavedView = Narrow<Told["SavedView"], { definition: ViewDefinition }>;
export type ViewForm = Narrow<Told["ViewForm"], { definition: ViewDefinition }>;
export type Bulk = Told["BulkView"];
export type NewBulk = Narrow<
  Told["NewBulk"],
  { filter: Narrow<Told["BulkFilter"], { condition: Condition | null }> | null }
>;

export type LinkEvidence = "seen" | "code" | "account_link" | "identify" | "staff";
export type Identity = Narrow<Told["IdentityLine"], { evidence: LinkEvidence }>;
export type Consents = Told["ConsentsView"];
export type ConsentWord = Told["ConsentView"];
export type Erasure = Told["ErasureView"];
export type RetentionRule = Told["RetentionRule"];
export type RebuildReport = Told["RebuildReport"];
export type LinkLine = Narrow<Told["LinkView"], { evidence: LinkEvidence }>;
export type Suggestion = Narrow<
  Told["SuggestionView"],
  { why: "phone" | "email" | "visitors" | "emails" | "line" | "members" }
>;
export type MergeSide = Narrow<Told["MergeSide"], { identities: Identity[] }>;
export type MergePreview = Narrow<Told["MergePreview"], { one: MergeSide; other: MergeSide }>;
export type TagSpan = Narrow<Told["TagSpanView"], { why: "hand" | "rule" | "expired" | null }>;
export type CustomerTag = Narrow<Told["TagLine"], { source: "rule" | "member" }>;
export type OrderSummary = Narrow<Told["OrderLine"], { state: "placed" | "cancelled" | "refunded" }>;

export type Customer = Narrow<
  Told["CustomerPage"],
  {
    attributes: Record<string, unknown>;
    identities: Identity[];
    tags: CustomerTag[];
    orders: Narrow<Told["OrdersView"], { recent: OrderSummary[] }>;
    conversations: Narrow<Told["ConversationLine"], { channel: Channel; state: ConversationState }>[];
  }
>;

export type TimelineEntry = Narrow<Told["TimelineEntry"], { properties: Record<string, unknown> }>;
export type EventKind = TimelineEntry["kind"];

export type ConditionOp =
  | "is"
  | "is_not"
  | "contains"
  | "not_contains"
  | "starts_with"
  | "one_of"
  | ">"
  | ">="
  | "<"
  | "<="
  | "known"
  | "before"
  | "after"
  | "matches";
export type ConditionValue = string | number | boolean | (string | number | boolean)[] | null;
export interface EventMatch {
  name: string;
  where: { property: string; op: ConditionOp; value?: ConditionValue }[];
}
export type Measure =
  | { kind: "count"; atLeast: number }
  | { kind: "sum" | "distinct" | "most"; property: string; atLeast: number };
export interface Span {
  amount: number;
  unit: "day" | "hour" | "minute";
}

/// The language of conditions; GET /api/v1/schemas/condition tells all of it.
export type Condition =
  | { kind: "all" | "any"; of: Condition[] }
  | { kind: "not"; of: Condition }
  | { kind: "did"; event: EventMatch; measure: Measure; within?: Span | null }
  | { kind: "sequence"; steps: EventMatch[]; within: Span }
  | { kind: "attribute"; name: string; op: ConditionOp; value?: ConditionValue }
  | { kind: "tagged"; tag: string }
  | { kind: "identified"; by: string }
  | { kind: "reachable"; channel: "line" | "web" | "email" | "sms" }
  | { kind: "lifecycle"; stage: "visitor" | "lead" | "member" | "repeat" | "lapsed" }
  | {
      kind: "ordered";
      measure: "count" | "total" | "average";
      op: ConditionOp;
      value: number;
      within?: Span | null;
      channel?: string | null;
    }
  | { kind: "cart"; measure: "items" | "total"; op: ConditionOp; value: number }
  | { kind: "segment"; segment: string };

export type Rule = Narrow<Told["RuleView"], { tag: Tag; condition: Condition; state: "draft" | "live" | "paused" }>;
export type Segment = Narrow<Told["SegmentView"], { condition: Condition }>;
export type SegmentMember = Told["SegmentMember"];
/// How far the past of a rule or segment is worked out; null once it is.
export type Filling = Told["Filling"];

/// How many a condition meets. Until `exact`, the figure lies between `low` and `high` in 95 of 100 cases.
export type Counted = Told["Count"];
export type Sampled = Told["Sampled"];
/// What would have been, had the condition been live in the past.
export type Backtest = Told["Backtest"];
/// A word of the shop's own, to choose in a condition.
export type Word = Told["Word"];

export type WhyEvent = Told["WhyEvent"];
export type WhyPart = Narrow<Told["WhyPart"], { condition: Condition; parts: WhyPart[] }>;
/// `holds` is what the condition says now, `stands` whether she is in the segment, or carries the tag by the rule.
export type Why = Narrow<Told["Why"], { part: WhyPart }>;

export type ConversationState = "open" | "closed";
export type Direction = Told["MessageView"]["direction"];

export type Conversation = Narrow<
  Told["ConversationView"],
  {
    state: ConversationState;
    customer: { id: string; name: string | null };
    lastMessage: Narrow<Told["Said"], { kind: Content["kind"] | EventWhat }> | null;
  }
>;

export type Way = "web" | "reply" | "push";
export type Sending = Narrow<Told["Way"], { way: Way }>;
export type ConversationDetail = Conversation & { sending: Sending };
export type Product = Omit<Told["ProductView"], "category">;

export type Content =
  | { kind: "text"; text: string; quickReplies?: string[] | null }
  | { kind: "image"; url: string; previewUrl?: string | null }
  | { kind: "sticker"; packageId: string; stickerId: string; url?: string | null }
  | { kind: "card"; products: Product[]; caption?: { text: string; label: string; url: string } | null; text?: string | null }
  | { kind: "button"; text: string; label: string; url: string }
  | { kind: "location"; title: string | null; address: string | null; latitude: number; longitude: number }
  | { kind: "file"; name: string; size: number | null; url: string | null }
  | { kind: "audio"; url: string; seconds: number | null }
  | { kind: "video"; url: string }
  | { kind: "postback"; data: string; text: string | null }
  | { kind: "removed" }
  | { kind: "unsupported"; what: string }
  | { kind: "event"; what: EventWhat; text: string | null }
  | MailContent
  | Letter;

/// A mail that came in.
export type Letter = {
  kind: "letter";
  subject: string;
  text: string;
  quoted: string | null;
  /// Harmless: nothing in it runs or calls anybody.
  html: string | null;
  attachments: { name: string; size: number | null; url: string | null }[];
  automatic: boolean;
};

/// A mail of the shop, made of blocks.
export type MailContent = {
  kind: "mail";
  subject: string;
  preview: string | null;
  blocks: MailBlock[];
  /// The page on which she ends such mails; marketing has it, nothing else does.
  unsubscribe: string | null;
};

export type MailBlock =
  | { block: "heading"; text: string }
  | { block: "text"; text: string }
  | { block: "products"; products: Product[] }
  | { block: "button"; label: string; url: string }
  | { block: "image"; url: string; alt: string; link: string | null }
  | { block: "footer"; shop: string; address: string | null };

export type MailPreview = Told["MailPreview"];

export type EventWhat = "closed" | "reopened" | "followed" | "entered" | "blocked" | "linked" | "unlinked" | "auto_reply" | "assigned" | "unassigned";

/// What the console may send: products go by id, the server fills in the card.
export type NewContent =
  | { kind: "text"; text: string; quickReplies?: string[] }
  | { kind: "image"; url: string; previewUrl?: string }
  | { kind: "sticker"; packageId: string; stickerId: string }
  | { kind: "card"; productIds: string[] }
  | { kind: "button"; text: string; label: string; url: string };

export type Coupon = Narrow<Told["CouponView"], { state: "live" | "planned" | "paused" | "over" }>;
export type CouponForm = Told["CouponForm"];
export type CodeRow = Told["CodeRow"];
export type IssuedCode = Told["IssuedCode"];
export type HeldCoupon = Narrow<Told["HeldCoupon"], { state: "open" | "used" | "over" }>;
export type CheckoutSettings = Told["HandoverView"];
export type ShopifyShop = Narrow<
  Told["ShopView"],
  { history: Narrow<Told["HistoryView"], { kind: "products" | "customers" | "orders" }>[] }
>;
export type ShopCall = Narrow<Told["ShopCall"], { state: "waiting" | "taken" | "stale" | "ignored" | "failed" }>;
export type CheckoutLink = Told["CheckoutLinkView"];

export type DeliveryState = "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
export type Delivery = Narrow<Told["State"], { state: DeliveryState; way: Way | null }>;

export type Message = Narrow<
  Told["MessageView"],
  {
    author: Narrow<Told["By"], { kind: "customer" | "member" | "system" | "automation" }>;
    content: Content;
    delivery: Delivery | null;
  }
>;

/// The host of the links in messages, and what came of asking it.
export type LinkHost = Told["LinkHostView"];

/// A message of a broadcast that stands in no thread and on no timeline.
export type Aside = Narrow<Told["Aside"], { channel: Channel; content: Content; state: DeliveryState }>;

export interface NewMessage {
  clientId: string;
  content: NewContent;
  voice: Voice;
  note: boolean;
}

export type Connection = Narrow<Told["ConnectionView"], { kind: Channel; state: "connected" | "error" }>;

/// An account of a simulated provider, as its page would show it.
export type PracticeAccount = Told["Practice"];
export interface NewConnection {
  kind: "line";
  name: string;
  channelId: string;
  channelSecret: string;
  /// Left out, tokens are fetched with the secret when needed.
  accessToken?: string;
}

/// A mail account: what it sends with, and where mail comes in.
export type MailAccount = Told["MailAccountForm"];

export type FailedEvent = Told["FailedEvent"];
export type ParkedEvent = Told["ParkedEvent"];
/// One event as it arrived at a collector, and what became of it.
export type ReceivedEvent = Told["ReceivedEvent"];
export type ApiKey = Told["ApiKey"];

export type Import = Narrow<
  Told["ImportView"],
  {
    state: "uploaded" | "checking" | "checked" | "running" | "folding" | "done" | "stopped" | "failed";
    kind: "orders" | "customers" | "tags" | "products" | null;
  }
>;
export type ImportPreview = Told["PreviewView"];
export type ImportMapping = Told["MappingView"];
export type ImportColumn = Told["ColumnView"];
export type Feed = Told["FeedView"];
export type ShopHook = Told["ShopHook"];
export type HookCall = Narrow<Told["HookCall"], { outcome: "taken" | "repeated" | "stale" | "refused" }>;

export type Amiss = Told["Amiss"];
export type SendSource = "broadcast" | "journey" | "notice" | "reminder" | "test";
export type OutreachReason =
  | "blocked_by_merchant"
  | "twice"
  | "bought"
  | "ordered"
  | "unreachable"
  | "blocked"
  | "no_consent"
  | "window_closed"
  | "quota"
  | "orders_unknown"
  | "quiet_hours"
  | "frequency"
  | "holdout"
  | "gone"
  | "unfit"
  | "cancelled";
/// One message that went out by itself, waits, or did not go.
export type Send = Narrow<
  Told["SendView"],
  {
    source: SendSource;
    state: "planned" | "held" | "sending" | "sent" | "delivered" | "read" | "failed" | "skipped" | "unknown";
    reason: OutreachReason | null;
  }
>;
export type Decision = Narrow<
  Told["DecisionView"],
  { verdict: "send" | "hold" | "skip"; reason: OutreachReason | null }
>;
export type OutreachRules = Narrow<Told["OutreachRules"], { prices: Record<string, number> | null }>;
export type OrderNotice = Narrow<
  Told["NoticeView"],
  { kind: "placed" | "paid" | "shipped" | "arrived" | "second" | "cancelled" | "refunded" }
>;
type BroadcastState = "draft" | "scheduled" | "planning" | "sending" | "paused" | "done" | "cancelled";
export type Broadcast = Narrow<
  Told["BroadcastView"],
  { state: BroadcastState; then: BroadcastState | null; condition: Condition | null; links: "personal" | "shared" | "plain" }
>;
export type BroadcastForm = Narrow<
  Told["BroadcastForm"],
  { condition: Condition | null; channels: string[]; variants: Told["VariantForm"][] }
>;
export type BroadcastPreview = Narrow<
  Told["BroadcastPreview"],
  { variants: { screens: Narrow<Told["PreviewScreen"], { content: Content | null }>[] }[] }
>;
export type BroadcastReport = Narrow<
  Told["BroadcastReport"],
  { verdict: Verdict | null; worth: Narrow<Told["WorthLine"], { verdict: Verdict }> | null }
>;
export type BroadcastPerson = Told["BroadcastPerson"];
export type Reckoning = Told["Reckoning"];

/// One frame of the live socket.
export type Frame =
  | { type: "message"; message: Message }
  | { type: "conversation"; conversation: Conversation }
  | { type: "customers"; ids: string[] }
  | { type: "typing"; conversationId: string; name: string | null; by: "visitor" | "member" | "system" }
  | { type: "receipt"; conversationId: string; seq: number; state: "delivered" | "read" }
  | { type: "seen"; conversationId: string; seq: number }
  | { type: "viewing"; customerId: string }
  | { type: "home" }
  | { type: "audience" }
  | { type: "journey"; id: string }
  | { type: "broadcast"; id: string; state: Broadcast["state"]; progress: Broadcast["progress"] }
  | { type: "clock"; clock: Clock }
  | { type: "ready" };
