import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type AttributeForm, call, type DefinedAttribute, type Listing } from "@parley/api";
import { langOf } from "../audience/sentence.ts";

export const TYPES = ["text", "number", "date", "datetime", "boolean", "choice", "list"] as const;

export function useAttributeDefinitions() {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ["attributes"],
    staleTime: 30_000,
    queryFn: ({ signal }) => call<Listing<DefinedAttribute>>("/attributes", { signal }),
  });
  const reread = () => {
    void queries.invalidateQueries({ queryKey: ["attributes"] });
    void queries.invalidateQueries({ queryKey: ["vocabulary"] });
  };
  return {
    found,
    all: found.data?.items ?? [],
    define: (form: AttributeForm) =>
      call<DefinedAttribute>("/attributes", { method: "PUT", body: form }).finally(reread),
    hide: (name: string) =>
      queries.setQueryData<Listing<DefinedAttribute>>(
        ["attributes"],
        (now) => now && { ...now, items: now.items.filter((one) => one.name !== name) },
      ),
    forget: (name: string) => call("/attributes", { method: "DELETE", query: { name }, keepalive: true }).finally(reread),
    reread,
  };
}

/// What the merchant calls an attribute, in the reader's language.
export function useAttributeLabel(): (name: string) => string | null {
  const { i18n } = useTranslation();
  const { all } = useAttributeDefinitions();
  const zh = langOf(i18n.language) === "zh";
  return (name) => {
    const one = all.find((other) => other.name === name);
    return one ? (zh ? one.labelZh : one.labelEn) : null;
  };
}
