import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Product, type TagCount, type Word } from "@parley/api";
import { useAttributeDefinitions, useAttributeLabel } from "../attributes/data.ts";
import { useSession } from "../app/session.ts";
import { channelWord } from "../ui/Chip.tsx";
import { count, money } from "../ui/format.ts";
import type { Suggestion } from "../ui/Suggest.tsx";
import { useSegments } from "./data.ts";
import { EVENTS, PROPERTIES } from "./events.ts";
import { langOf, type Names } from "./sentence.ts";
import { attributeEn, propertyEn } from "./sentenceEn.ts";
import { attributeZh, propertyZh } from "./sentenceZh.ts";

/// The shop's own words, to choose from while one writes a condition.

const STILL_MILLIS = 60_000;

type Of = "events" | "properties" | "attributes" | "products" | "categories" | "orderChannels";

/// What the shop has told so far of such a thing, the most frequent first.
function useWords(of: Of, event = "", enabled = true): Word[] | undefined {
  return useQuery({
    queryKey: ["vocabulary", of, event],
    enabled,
    staleTime: STILL_MILLIS,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Listing<Word>>("/vocabulary", { query: { of, event }, signal }),
  }).data?.items;
}

export function useEventWord(): (name: string) => string {
  const { t } = useTranslation();
  return (name) => t(`audience.event.${name}`, { defaultValue: name });
}

export function usePropertyWord(): (property: string) => string {
  const { t, i18n } = useTranslation();
  const zh = langOf(i18n.language) === "zh";
  return (property) => (zh ? propertyZh(property) : propertyEn(property)) || t("audience.propertyText");
}

/// Names of events and properties go by what a merchant calls them; the name in the code stands beside it.
function named(words: Word[] | undefined, known: readonly string[], word: (name: string) => string): Suggestion[] {
  const told = new Map((words ?? []).map((one) => [one.value, one.count]));
  const all = [...told.keys(), ...known.filter((name) => !told.has(name))];
  return all.map((name) => {
    const said = word(name);
    const times = told.get(name);
    const about = said === name ? (times ? count(times) : "") : name;
    return { value: name, label: said, ...(about && { about }) };
  });
}

export function useEventNames(): Suggestion[] {
  const word = useEventWord();
  return named(useWords("events"), EVENTS, word);
}

export function usePropertyNames(event: string): Suggestion[] {
  const word = usePropertyWord();
  return named(useWords("properties", event, event.trim() !== ""), PROPERTIES[event] ?? [], word);
}

/// Products and categories come from the catalogue, all else from what was told lately.
export function usePropertyValues(event: string, property: string): Suggestion[] {
  const products = useProducts();
  const asksProduct = property.endsWith("product_id");
  const asksCategory = property.endsWith("category");
  const categories = useWords("categories", "", asksCategory);
  const told = useWords("properties", event, event.trim() !== "" && !asksProduct);
  if (asksProduct)
    return products.map((one) => ({ value: one.id, label: one.name, ...(one.price && { about: money(one.price) }) }));
  const examples = told?.find((one) => one.value === property)?.examples ?? [];
  const all = asksCategory ? [...(categories ?? []).map((one) => one.value), ...examples] : examples;
  const plain = property === "url" ? all.map(withoutSite) : all;
  return [...new Set(plain)].map((value) => ({ value, label: value }));
}

/// Of an address what a merchant would write: its path.
const withoutSite = (url: string): string => url.replace(/^https?:\/\/[^/]+/, "").replace(/[?#].*$/, "") || url;

export function useAttributeNames(): Suggestion[] {
  const { i18n } = useTranslation();
  const labelOf = useAttributeLabel();
  const own = langOf(i18n.language) === "zh" ? attributeZh : attributeEn;
  const word = (name: string) => labelOf(name) ?? own(name);
  return named(useWords("attributes"), ["name", "email", "phone", "birthday"], word);
}

export function useAttributeValues(name: string): Suggestion[] {
  const told = useWords("attributes")?.find((one) => one.value === name);
  return (told?.examples ?? []).map((value) => ({ value, label: value }));
}

/// Where orders came from so far.
export function useOrderChannels(): string[] {
  return (useWords("orderChannels") ?? []).map((one) => one.value);
}

/// What the merchant defined it to be, if she did.
export function useAttributeType(name: string): string | null {
  const told = useWords("attributes")?.find((one) => one.value === name);
  return useAttributeDefinitions().all.some((one) => one.name === name) ? (told?.type ?? null) : null;
}

export function useTagNames(): Suggestion[] {
  const { t } = useTranslation();
  const tags = useQuery({ queryKey: ["tags"], queryFn: ({ signal }) => call<Listing<TagCount>>("/tags", { signal }) });
  return (tags.data?.items ?? []).map((tag) => ({
    value: tag.name,
    label: tag.name,
    about: t("audience.people", { count: tag.customers }),
  }));
}

export function useSegmentNames(): Suggestion[] {
  const { t } = useTranslation();
  return (useSegments().data?.items ?? []).map((segment) => ({
    value: segment.id,
    label: segment.name,
    about: t("audience.people", { count: segment.members }),
  }));
}

const MOST_PRODUCTS = 100;

function useProducts(): Product[] {
  return (
    useQuery({
      queryKey: ["products", "all"],
      staleTime: STILL_MILLIS,
      queryFn: ({ signal }) => call<Listing<Product>>("/products", { query: { limit: MOST_PRODUCTS }, signal }),
    }).data?.items ?? []
  );
}

/// What the ids in a condition stand for, for its sentence.
export function useNames(): Names {
  const { t } = useTranslation();
  const currency = useSession()?.workspace.currency ?? "TWD";
  const segments = useSegments().data?.items;
  const products = useProducts();
  const labelOf = useAttributeLabel();
  return {
    segment: (id) => segments?.find((one) => one.id === id)?.name ?? null,
    product: (id) => products.find((one) => one.id === id)?.name ?? null,
    attribute: labelOf,
    channel: (channel) => channelWord(channel, t),
    money: (amount) => money({ amount, currency }),
  };
}
