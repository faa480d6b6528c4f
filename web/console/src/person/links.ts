import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type LinkLine, type Listing, type MergePreview, type Suggestion } from "@parley/api";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";

const FOLD_MILLIS = 1_200;

export function useLinks(customerId: string, enabled = true) {
  return useQuery({
    queryKey: ["customer", customerId, "links"],
    queryFn: ({ signal }) => call<Listing<LinkLine>>(`/customers/${customerId}/links`, { signal }),
    enabled,
  });
}

export function useSuggestions(customerId: string | null) {
  return useQuery({
    queryKey: ["suggestions", customerId],
    queryFn: ({ signal }) =>
      call<Listing<Suggestion>>("/suggestions", { query: { customer: customerId, limit: 100 }, signal }),
  });
}

export function usePreview(customerId: string, other: string | undefined) {
  return useQuery({
    queryKey: ["customer", customerId, "merge-preview", other],
    queryFn: ({ signal }) =>
      call<MergePreview>(`/customers/${customerId}/merge-preview`, { query: { with: other }, signal }),
    enabled: Boolean(other),
  });
}

/// Merges and unmerges are done by the server within a second, in the order of what happened; then all is read anew.
export function useMerging() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const later = () =>
    setTimeout(() => {
      void queries.invalidateQueries({ queryKey: ["customer"] });
      void queries.invalidateQueries({ queryKey: ["customers"] });
      void queries.invalidateQueries({ queryKey: ["suggestions"] });
      void queries.invalidateQueries({ queryKey: ["events"] });
    }, FOLD_MILLIS);
  const refused = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  const unmerge = async (customerId: string, link: LinkLine, reason?: string) => {
    await call(`/customers/${customerId}/unmerge`, {
      method: "POST",
      body: { identityId: link.identityId, throughId: link.throughId, reason },
    });
    later();
  };
  /// Takes the latest merge by the team back.
  const undo = async (customerId: string) => {
    const links = await call<Listing<LinkLine>>(`/customers/${customerId}/links`);
    const latest = links.items.find((link) => link.evidence === "staff");
    if (latest) await unmerge(customerId, latest);
  };
  const merged = (customerId: string) => {
    later();
    toast(t("person.merged"), { undo: () => void undo(customerId).catch(refused) });
  };
  return {
    refused,
    unmerge,
    merge: async (customerId: string, other: string, reason: string) => {
      await call(`/customers/${customerId}/merge`, { method: "POST", body: { with: other, reason: reason || null } });
      merged(customerId);
    },
    confirm: async (suggestion: Suggestion) => {
      await call(`/suggestions/${suggestion.id}/confirm`, { method: "POST" });
      merged(suggestion.one.id);
    },
    dismiss: async (suggestion: Suggestion) => {
      await call(`/suggestions/${suggestion.id}/dismiss`, { method: "POST" });
      void queries.invalidateQueries({ queryKey: ["suggestions"] });
    },
  };
}
