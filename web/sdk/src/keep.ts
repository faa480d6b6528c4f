import css from "./keep.css?inline";
import { theme, type Ground } from "./launcher";
import { isChinese } from "./words";

const LOOK_MS = 4_000;
const LOOKS_MS = 600_000;
const THANKS_MS = 6_000;

const zh = {
  label: "用 LINE 留著購物車",
  words: "用 LINE 留著這車：換手機也能接著買，忘了結帳時會在 LINE 提醒，隨時能取消。",
  go: "留在 LINE",
  no: "不用",
  send: "在 LINE 按「傳送」就好。沒有打開的話，傳這組數字：",
  again: "再開一次 LINE",
  kept: "留好了，LINE 上見。",
  failed: "現在連不上 LINE，等一下再試",
};
const en: typeof zh = {
  label: "Keep the cart on LINE",
  words: "Keep this cart on LINE: go on from your phone, with a reminder on LINE if you forget. Cancel any time.",
  go: "Keep on LINE",
  no: "No, thanks",
  send: "Just tap “Send” in LINE. If it did not open, send these digits:",
  again: "Open LINE again",
  kept: "Kept. See you on LINE.",
  failed: "LINE cannot be reached right now. Try again shortly",
};

interface Code {
  code: string;
  sayUrl: string | null;
}

/// The card above the button. She says yes by one tap, LINE opens with the code written, the second tap sends it. It
/// takes no focus by itself; Esc and "no" put it away. `done` hears "kept" or "no", or nothing if the order was placed.
export function card({ host, writeKey, visitors, locale, config }: Ground, done: (how?: "kept" | "no") => void) {
  const words = isChinese(locale) ? zh : en;
  const element = document.createElement("div");
  const root = element.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const box = document.createElement("section");
  box.className = theme();
  box.setAttribute("aria-label", words.label);
  element.style.setProperty("--brand", config.launcher.color);
  const say = part("p", words.words);
  say.setAttribute("role", "status");
  const go = part("button", words.go) as HTMLButtonElement;
  const no = part("button", words.no) as HTMLButtonElement;
  no.className = "quiet";
  const row = document.createElement("div");
  row.append(go, no);
  box.append(say, row);
  root.append(box);
  document.body.append(element);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const before = document.activeElement;

  box.onkeydown = ({ key }) => {
    if (key === "Escape") end("no");
  };
  no.onclick = () => end(go.hidden ? undefined : "no");
  go.onclick = async () => {
    // A window opened later than the tap would be taken for an advertisement.
    const window_ = open("", "_blank");
    try {
      const answer = await ask("link-codes", { words: words.words });
      if (!answer.ok) throw 0;
      const { code, sayUrl } = (await answer.json()) as Code;
      if (window_ && sayUrl) {
        window_.opener = null;
        window_.location.href = sayUrl;
      }
      asked(code, sayUrl || config.line!.addUrl);
    } catch {
      window_?.close();
      say.textContent = words.failed;
    }
  };

  function asked(code: string, url: string | null) {
    const digits = part("output", `${code.slice(0, 3)} ${code.slice(3)}`);
    digits.setAttribute("aria-label", [...code].join(" "));
    say.textContent = words.send;
    say.after(digits);
    if (url) {
      const link = part("a", words.again) as HTMLAnchorElement;
      Object.assign(link, { href: url, target: "_blank", rel: "noopener" });
      go.replaceWith(link);
    } else go.hidden = true;
    look(Date.now() + LOOKS_MS);
  }

  function look(until: number) {
    timer = setTimeout(async () => {
      const answer = document.hidden ? null : await ask("link-state").catch(() => null);
      if (answer?.ok && ((await answer.json()) as { linked: boolean }).linked) return kept();
      if (Date.now() < until) look(until);
    }, LOOK_MS);
  }

  function kept() {
    say.textContent = words.kept;
    box.replaceChildren(say);
    timer = setTimeout(() => end("kept"), THANKS_MS);
  }

  function ask(path: string, body?: object) {
    const { id, secret } = visitors.now()!;
    const authorization = `Visitor ${writeKey}:${id}:${secret}`;
    return fetch(`${host}/chat/v1/${path}`, {
      method: body ? "POST" : "GET",
      headers: { authorization, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  function part(name: string, text: string) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function end(how?: "kept" | "no") {
    clearTimeout(timer);
    // Whoever put it away by keyboard goes on where she was.
    if (document.activeElement === element && before instanceof HTMLElement) before.focus();
    element.remove();
    done(how);
  }

  return () => end();
}
