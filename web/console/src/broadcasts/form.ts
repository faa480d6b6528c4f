import type { Broadcast, BroadcastForm } from "@parley/api";
import type { Condition } from "../audience/condition.ts";

export interface Version {
  text: string;
  subject: string;
  label: string;
  url: string;
  products: string[];
}

/// A broadcast while it is written.
export interface Writing {
  name: string;
  everybody: boolean;
  missed: string | null;
  channels: string[];
  versions: Version[];
  holdout: number;
  days: number;
  links: "personal" | "shared" | "plain";
  perMinute: number | null;
  bestHour: boolean;
}

export const EMPTY: Version = { text: "", subject: "", label: "", url: "", products: [] };

export const BLANK: Writing = {
  name: "",
  everybody: false,
  missed: null,
  channels: [],
  versions: [EMPTY],
  holdout: 5,
  days: 5,
  links: "personal",
  perMinute: null,
  bestHour: false,
};

export function writingOf(one: Broadcast): Writing {
  return {
    name: one.name,
    everybody: one.condition === null && one.missed === null,
    missed: one.missed,
    channels: one.channels,
    versions: one.variants.map((it) => ({
      text: it.text,
      subject: it.subject ?? "",
      label: it.button?.label ?? "",
      url: it.button?.url ?? "",
      products: it.products,
    })),
    holdout: one.holdout,
    days: one.days,
    links: one.links,
    perMinute: one.perMinute,
    bestHour: one.bestHour,
  };
}

const ADDRESS = /^https?:\/\/[^\s/]+\.?\S*$/;

/// What a button still lacks; null if it is whole, or none is wanted.
export function amissOf(one: Version): "label" | "url" | null {
  const label = one.label.trim() !== "";
  const url = one.url.trim() !== "";
  if (label === url) return url && !ADDRESS.test(one.url.trim()) ? "url" : null;
  return label ? "url" : "label";
}

/// An address as people write it: without what comes before the name.
export function address(typed: string): string {
  const plain = typed.trim();
  return /^[^\s/:@]+\.[^\s/:@]{2,}(\/\S*)?$/.test(plain) ? `https://${plain}` : plain;
}

/// It says something, and nothing of it would be left out.
export const sendable = (one: Version) =>
  (one.text.trim() !== "" || one.products.length > 0) && amissOf(one) === null;

/// As the server takes it; a button that is half written is left out until it is whole.
export function formOf(it: Writing, condition: Condition | null, version: number | null): BroadcastForm {
  const whole = (one: Version) => one.label.trim() !== "" && amissOf(one) === null;
  const figure = (value: number, least: number, usual: number) =>
    Number.isFinite(value) && value >= least ? value : usual;
  return {
    name: it.name.trim(),
    condition: it.everybody || it.missed ? null : condition,
    missed: it.missed,
    channels: it.channels,
    variants: it.versions.map((one) => ({
      text: one.text,
      subject: one.subject.trim() || null,
      button: whole(one) ? { label: one.label.trim(), url: one.url.trim() } : null,
      products: one.products,
      weight: 1,
    })),
    holdout: Math.min(50, figure(it.holdout, 0, 5)),
    days: Math.min(30, Math.round(figure(it.days, 1, 5))),
    links: it.links,
    perMinute: it.perMinute === null ? null : Math.round(figure(it.perMinute, 1, 100)),
    bestHour: it.bestHour,
    version,
  };
}
