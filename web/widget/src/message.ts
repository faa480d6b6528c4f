/// A line of the thread as the visitor may see it. Staff notes never come here.
export interface Message {
  id: string;
  seq: number;
  clientId: string;
  direction: "in" | "out" | "fact";
  author: { kind: "customer" | "member" | "system" | "automation"; name: string | null; voice: Voice | null };
  content: Content;
  at: string;
}

export type Voice = "service" | "editor" | "assistant";

export interface Money {
  amount: number;
  currency: string;
}

export interface Product {
  id: string;
  name: string;
  price: Money;
  imageUrl: string | null;
  url: string;
}

export type Content =
  | { kind: "text"; text: string; quickReplies?: string[] }
  | { kind: "image"; url: string; previewUrl?: string | null }
  | { kind: "sticker"; url: string | null }
  | { kind: "card"; products: Product[]; text?: string | null }
  | { kind: "button"; text: string; label: string; url: string }
  | { kind: "location"; title: string | null; address: string | null; latitude: number; longitude: number }
  | { kind: "file"; name: string; size: number; url: string | null }
  | { kind: "audio"; url: string }
  | { kind: "video"; url: string }
  | { kind: "postback"; text: string | null }
  | { kind: "removed" }
  | { kind: "unsupported"; what: string }
  | { kind: "event"; what: string; text: string | null };
