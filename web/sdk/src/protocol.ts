/// What the shop's page and the panel's iframe say to each other over their MessageChannel.

export interface Visitor {
  id: string;
  /// 128 random bits in hex; the server keeps only its hash, bound at the first message.
  secret: string;
}

export interface Page {
  url: string;
  title: string;
}

export interface Config {
  workspace: string;
  persona: {
    name: string;
    seal: string;
    role: string;
    avatarUrl?: string;
    greeting?: string;
    intro?: string;
    hours?: string;
    hooks?: string[];
  };
  locale: string;
  consentMode: "notice" | "ask";
  launcher: { color: string };
  line: { connected: boolean; name: string; addUrl: string } | null;
  replyMinutes: number | null;
}

export type Theme = "light" | "dark";

export interface Hello {
  writeKey: string;
  visitor: Visitor | null;
  locale: string;
  theme: Theme;
  page: Page;
  config: Config;
  /// Messages not yet acknowledged, kept by the shop's page because an iframe's own storage may be blocked.
  outbox: [id: string, text: string][];
  seenSeq: number;
}

export interface ToPanel {
  hello: Hello;
  visitor: Visitor;
  page: Page;
  theme: Theme;
  shown: { text: string | undefined };
  hidden: null;
}

export interface FromPanel {
  close: null;
  unread: number;
  put: [id: string, text: string];
  drop: string;
  seen: number;
  /// She agreed to be remembered for this chat, and for nothing else.
  consent: null;
  wrote: null;
  message: unknown;
}

export type Hearing<Words> = { [Word in keyof Words]: (value: Words[Word]) => void };
