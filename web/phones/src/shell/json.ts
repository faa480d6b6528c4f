/** Reading JSON that somebody else wrote: every question has an answer, none of them an exception. */
export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A web address, or nothing: what a stranger sends is never opened as anything else. */
export function webAddress(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  return /^https?:$/.test(new URL(value).protocol) ? value : undefined;
}

/** An address a picture may come from: the web, this site, or the picture itself. */
export function pictureAddress(value: unknown): string | undefined {
  const address = text(value);
  if (/^data:image\/(png|jpeg|gif|webp);base64,/.test(address)) return address;
  if (address.startsWith("/") && !address.startsWith("//")) return address;
  return webAddress(address);
}
