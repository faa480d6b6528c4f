/** The phone's own stickers: a kite with moods. They go by the ids of a LINE set that bots and people may both send. */
export interface Sticker {
  readonly packageId: string;
  readonly stickerId: string;
  readonly zh: string;
  readonly en: string;
  readonly keywords: readonly string[];
  readonly body: string;
  readonly eyes: string;
  readonly mouth: string;
  readonly extra: string;
}

const INK = "#2b3350";
const OPEN = `<circle cx="39" cy="41" r="3.200" fill="${INK}"/><circle cx="61" cy="41" r="3.200" fill="${INK}"/>`;
const SMILING = drawnLine("M34 42c2-5 8-5 10 0M56 42c2-5 8-5 10 0", 3);
const CLOSED = drawnLine("M34 40c2 5 8 5 10 0M56 40c2 5 8 5 10 0", 3);
const SMILE = drawnLine("M43 51c3 5 11 5 14 0", 3);
const CHEEKS = `<circle cx="31" cy="49" r="4" fill="#ee8f7f" fill-opacity=".6"/><circle cx="69" cy="49" r="4" fill="#ee8f7f" fill-opacity=".6"/>`;

function drawnLine(path: string, width: number, colour = INK): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

const face = (id: number, look: Omit<Sticker, "packageId" | "stickerId">): Sticker => ({
  packageId: "11537",
  stickerId: String(52002734 + id),
  ...look,
});

export const stickers: readonly Sticker[] = [
  face(0, {
    zh: "好喔",
    en: "OK",
    keywords: ["ok", "好"],
    body: "#9cc3e8",
    eyes: OPEN,
    mouth: SMILE,
    extra: drawnLine("M78 60l6 7 12-15", 5, "#3f9a6b"),
  }),
  face(1, {
    zh: "謝謝",
    en: "Thanks",
    keywords: ["thanks", "謝謝"],
    body: "#f0b7a4",
    eyes: CLOSED,
    mouth: SMILE + CHEEKS,
    extra: drawnLine("M84 28c0-5 6-5 6 0 0-5 6-5 6 0 0 5-6 8-6 9 0-1-6-4-6-9z", 3, "#d9534f"),
  }),
  face(2, {
    zh: "喜歡",
    en: "Love",
    keywords: ["love", "喜歡"],
    body: "#f3c6d3",
    eyes: `<path d="M33 40c0-6 7-6 7-1 0-5 7-5 7 1 0 4-7 7-7 8 0-1-7-4-7-8zM53 40c0-6 7-6 7-1 0-5 7-5 7 1 0 4-7 7-7 8 0-1-7-4-7-8z" fill="#d9534f"/>`,
    mouth: drawnLine("M44 54c3 4 9 4 12 0", 3),
    extra: "",
  }),
  face(3, {
    zh: "哈哈",
    en: "Haha",
    keywords: ["haha", "哈哈"],
    body: "#f4d27a",
    eyes: SMILING,
    mouth: `<path d="M40 49h20c0 13-20 13-20 0z" fill="${INK}"/><path d="M45 56c3-2 7-2 10 0-2 4-8 4-10 0z" fill="#ee8f7f"/>`,
    extra: "",
  }),
  face(4, {
    zh: "嗚嗚",
    en: "Sob",
    keywords: ["cry", "難過"],
    body: "#a9b7d6",
    eyes: CLOSED,
    mouth: drawnLine("M44 56c3-5 9-5 12 0", 3),
    extra: `<path d="M36 47c-4 6-4 10 0 10s4-4 0-10zM64 47c-4 6-4 10 0 10s4-4 0-10z" fill="#5c9ed6"/>`,
  }),
  face(5, {
    zh: "什麼",
    en: "What?",
    keywords: ["surprised", "驚訝"],
    body: "#b9dcc8",
    eyes: `<circle cx="39" cy="41" r="5.500" fill="#fff" stroke="${INK}" stroke-width="2.500"/><circle cx="61" cy="41" r="5.500" fill="#fff" stroke="${INK}" stroke-width="2.500"/><circle cx="39" cy="41" r="2" fill="${INK}"/><circle cx="61" cy="41" r="2" fill="${INK}"/>`,
    mouth: `<ellipse cx="50" cy="55" rx="4" ry="5" fill="${INK}"/>`,
    extra: drawnLine("M84 20v14M84 41v.2", 5, "#d9834a"),
  }),
  face(6, {
    zh: "拜託",
    en: "Please",
    keywords: ["please", "拜託"],
    body: "#d8c4ea",
    eyes: `<circle cx="39" cy="41" r="6" fill="${INK}"/><circle cx="61" cy="41" r="6" fill="${INK}"/><circle cx="41" cy="39" r="2" fill="#fff"/><circle cx="63" cy="39" r="2" fill="#fff"/>`,
    mouth: drawnLine("M46 54c2-2 6-2 8 0", 3) + CHEEKS,
    extra: "",
  }),
  face(7, {
    zh: "晚安",
    en: "Good night",
    keywords: ["night", "晚安"],
    body: "#7f93c4",
    eyes: CLOSED,
    mouth: drawnLine("M46 53h8", 3),
    extra: drawnLine("M78 12h12L78 26h12M92 28h7l-7 8h7", 3, "#5a6da5"),
  }),
];

export function findSticker(packageId: string, stickerId: string): Sticker | undefined {
  return stickers.find((sticker) => sticker.packageId === packageId && sticker.stickerId === stickerId);
}

export function stickerSvg({ body, eyes, mouth, extra }: Sticker): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 104 112" width="208" height="224">` +
    `<path d="M50 4 92 44 50 88 8 44z" fill="${body}" stroke="#fff" stroke-width="5" stroke-linejoin="round"/>` +
    `<path d="M50 4v84M8 44h84" stroke="#fff" stroke-opacity=".45" stroke-width="2"/>` +
    drawnLine("M50 88c-8 8 10 11 1 20", 4, body) +
    `<path d="M44 99l-8-5v10zM58 101l8-5v10z" fill="#e0845c"/>` +
    `${eyes}${mouth}${extra}</svg>`
  );
}
