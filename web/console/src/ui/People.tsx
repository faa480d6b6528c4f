import { useTranslation } from "react-i18next";
import type { Voice } from "@parley/api";

/// A customer: a circle with the character people call them by, tinted by who they are, not by mood.
export function Face({ name, id, size }: { name: string | null; id: string; size?: "sm" | "lg" }) {
  const called = useName()(name, id);
  return (
    <span
      className={size ? `face ${size}` : "face"}
      style={{ "--h": hueOf(id) } as React.CSSProperties}
      aria-hidden="true"
    >
      {initialOf(called)}
    </span>
  );
}

/// Nobody told their name yet: a visitor, with the end of the id to tell them apart.
export function useName(): (name: string | null, id: string) => string {
  const { t } = useTranslation();
  return (name, id) => name ?? t("visitor", { end: id.slice(-4) });
}

/// Chinese names are called by their given name: 林郁晴 → 郁; others by their first letter.
export function initialOf(name: string): string {
  const trimmed = name.trim();
  if (/^[\u3400-\u9fff]{3}$/u.test(trimmed)) return trimmed.charAt(1);
  return (Array.from(trimmed)[0] ?? "·").toUpperCase();
}

export function hueOf(id: string): number {
  let hash = 7;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) % 65_521;
  return (hash * 137) % 360;
}

/// One of our voices: a square seal.
export function Seal({ voice, size }: { voice: Voice | "bot"; size?: "md" | "xs" }) {
  const { t } = useTranslation();
  return (
    <span className={`seal ${voice} ${size ?? ""}`} role="img" aria-label={t(`voice.${voice}.name`)}>
      {t(`voice.${voice}.seal`)}
    </span>
  );
}
