/** What the shop uses of the snippet. Before it is loaded `parley` is a plain queue that takes the same commands. */
interface Parley {
  push(command: readonly unknown[]): unknown;
  linkLine?(linkToken: string): Promise<unknown>;
}

declare global {
  interface Window {
    parley?: Parley;
    dataLayer?: unknown[];
  }
}

const LOADED_WITHIN_MS = 10_000;
const LOOK_AGAIN_MS = 60;

export type Properties = Readonly<Record<string, unknown>>;

export function track(event: string, properties: Properties): void {
  parley().push(["track", event, properties]);
}

export function identify(memberNumber: string, traits: Properties): void {
  parley().push(["identify", memberNumber, traits]);
}

export function consent(choice: "granted" | "denied"): void {
  parley().push(["consent", choice]);
}

/** What a shop with Google Analytics 4 tells it anyway. The snippet reads it there; nothing is told twice. */
export function tellGoogle(event: string, fields: Properties): void {
  (window.dataLayer ??= []).push({ event, ...fields });
}

/** Forgets who was signed in; the next visitor of this browser starts anew. */
export function reset(): void {
  parley().push(["reset"]);
}

/** What a checkout link brings. */
export interface Handed {
  readonly id: string;
  readonly items: readonly { readonly productId: string; readonly sku: string | null; readonly quantity: number }[];
  readonly coupon: string | null;
}

/** Calls back with the cart of the link she came by, or null if the link is over. */
export function onCart(then: (handed: Handed | null) => void): void {
  parley().push(["on", "cart", then]);
}

/** Ties this visitor to the LINE account the token was made for, and leaves for LINE, which finishes the linking. */
export async function linkLine(linkToken: string): Promise<void> {
  const link = await loaded();
  await link(linkToken);
}

function parley(): Parley {
  return (window.parley ??= [] as unknown[] as Parley);
}

async function loaded(): Promise<NonNullable<Parley["linkLine"]>> {
  for (let waited = 0; waited < LOADED_WITHIN_MS; waited += LOOK_AGAIN_MS) {
    const snippet = parley();
    if (snippet.linkLine) return snippet.linkLine.bind(snippet);
    await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
  }
  throw new Error("the snippet did not load");
}
