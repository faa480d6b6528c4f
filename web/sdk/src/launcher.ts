import css from "./launcher.css?inline";
import type { Drawer } from "./drawer";
import type { Config, FromPanel, Hearing, Page, Theme, ToPanel } from "./protocol";
import type { Visitors } from "./visitor";
import { launcherLabel } from "./words";

export interface Ground {
  host: string;
  writeKey: string;
  locale: string;
  config: Config;
  visitors: Visitors;
  outbox: Drawer;
  pageNow: () => Page;
  tell: (event: string, detail?: unknown) => void;
}

const darkness = matchMedia("(prefers-color-scheme: dark)");

/// How the shop's page is lit.
export function theme(): Theme {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return scheme === "dark" || (!/^(only )?light( only)?$/.test(scheme) && darkness.matches) ? "dark" : "light";
}

export type Launcher = ReturnType<typeof launcher>;

const SHAPE = [
  '<div><div class="shade"></div><button type="button" aria-haspopup="dialog" aria-expanded="false">',
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4.500 6.500a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H12',
  'l-4.500 3.500v-3.500h-1a2 2 0 0 1-2-2zM9 10.500h.01M12 10.500h.01M15 10.500h.01"/><path d="m7 10 5 5 5-5"/></svg>',
  "<b></b></button></div>",
].join("");

/// The button in the corner and, once wanted, the panel's iframe. Both stand in a closed shadow root and are fixed, so
/// neither the shop's styles nor its layout notice them.
export function launcher(ground: Ground) {
  const { host, config, visitors, outbox, pageNow, tell, locale } = ground;
  const element = document.createElement("div");
  const root = element.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = SHAPE;
  const box = root.firstChild as HTMLElement;
  const shade = box.firstChild as HTMLElement;
  const button = shade.nextSibling as HTMLElement;
  const badge = button.lastChild as HTMLElement;
  const hearing: Hearing<FromPanel> = {
    close,
    unread(count) {
      label(count);
      tell("unread", count);
    },
    put: ([id, text]) => outbox.put(id, text),
    drop: outbox.drop,
    seen: (seenSeq) => visitors.keep({ seenSeq }),
    consent() {
      if (!visitors.mayChat()) visitors.choose("chat");
      know();
    },
    wrote: () => visitors.keep({ chatting: true }),
    message: (message) => tell("message", message),
  };
  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let isOpen = false;
  let draft: string | undefined;

  element.style.setProperty("--brand", config.launcher.color);
  button.onclick = () => (isOpen ? close() : open());
  button.onkeydown = ({ key }) => {
    // Without braces it would answer false for every other key, which forbids them.
    if (key === "Escape") close();
  };
  shade.onclick = close;
  button.onpointerenter = button.onfocus = () => load();
  darkness.onchange = dress;
  // Shops keep their own light switch, mostly as an attribute of the page.
  new MutationObserver(dress).observe(document.documentElement, { attributes: true });
  addEventListener("message", greet);
  // Opened without a network, the iframe holds the browser's error page.
  addEventListener("online", () => frame && !port && load(true));
  label(0);
  dress();
  document.body.append(element);
  const before = visitors.peek();
  if (before?.open && innerWidth > 640) open();
  // Something waits to be sent, or someone may have answered: only then is the panel worth its bytes unasked.
  else if (outbox.all().length || before?.chatting) setTimeout(load, 1000);

  function dress() {
    box.className = theme();
    say("theme", theme());
  }

  function label(unread: number) {
    badge.textContent = unread ? "" + unread : "";
    button.setAttribute("aria-label", launcherLabel(locale, config.persona.name, unread));
  }

  function load(again?: boolean) {
    if (frame && !again) return;
    frame?.remove();
    frame = document.createElement("iframe");
    frame.className = isOpen ? "on" : "";
    frame.title = launcherLabel(locale, config.persona.name, 0);
    frame.allow = "clipboard-write";
    frame.src = `${host}/widget/?k=${ground.writeKey}&o=${location.origin}`;
    box.insertBefore(frame, button);
  }

  /// The panel says it is ready by a window message; from then on both speak over a channel of their own.
  function greet(message: MessageEvent) {
    if (!frame || message.source !== frame.contentWindow || message.origin !== host) return;
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data: [word, value] }) => hearing[word as keyof FromPanel](value as never);
    frame.contentWindow!.postMessage("parley", host, [channel.port2]);
    say("hello", {
      writeKey: ground.writeKey,
      visitor: visitors.now(),
      locale,
      theme: theme(),
      page: pageNow(),
      config,
      outbox: outbox.all(),
      seenSeq: visitors.peek()?.seenSeq || 0,
    });
    if (isOpen) shown();
  }

  function say<Word extends keyof ToPanel>(word: Word, value: ToPanel[Word]) {
    port?.postMessage([word, value]);
  }

  function shown() {
    say("shown", { text: draft });
    draft = undefined;
    frame!.focus();
  }

  function mark(on: boolean) {
    isOpen = on;
    [shade, button, frame!].forEach((part) => part.classList.toggle("on", on));
    button.setAttribute("aria-expanded", "" + on);
    if (visitors.mayChat()) visitors.keep({ open: on });
    tell(on ? "open" : "close");
  }

  function open(text?: string) {
    draft = text;
    load();
    if (!isOpen) mark(true);
    if (port) shown();
  }

  function close() {
    if (!isOpen) return;
    const hadFocus = document.activeElement === element;
    mark(false);
    say("hidden", null);
    if (hadFocus) button.focus();
  }

  function know() {
    const visitor = visitors.now();
    if (visitor) say("visitor", visitor);
  }

  return {
    open,
    close,
    know,
    page: () => say("page", pageNow()),
    remove() {
      removeEventListener("message", greet);
      element.remove();
    },
  };
}
