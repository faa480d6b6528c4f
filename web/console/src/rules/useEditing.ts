import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Rule } from "@parley/api";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { draftOf, keep, lackOf, same, type Writing, writingOf } from "./draft.ts";

const PAUSE_MILLIS = 700;

export interface Editing {
  writing: Writing;
  write: (change: Partial<Writing>) => void;
  changed: boolean;
  failed: boolean;
  /// Where the draft stands, in words.
  words: string;
  goLive: () => void;
  update: () => void;
  pause: () => void;
  remove: () => void;
}

/// A draft saves itself as it is written. A live rule does not change under the customers' feet: its edits stay here
/// until they are put live.
export function useEditing(rule: Rule | null, start: Writing): Editing {
  const { t } = useTranslation();
  const time = useTime();
  const [writing, set] = useState(start);
  const [saved, setSaved] = useState<{ at: string | null; busy: boolean; error: unknown }>({
    at: null,
    busy: false,
    error: null,
  });
  const verbs = useRuleVerbs();
  const changed = rule === null || !same(writing, writingOf(rule));
  const live = rule?.state === "live";
  const save = async (): Promise<Rule> => {
    setSaved((now) => ({ ...now, busy: true }));
    try {
      const told = await verbs.save(rule, writing);
      setSaved({ at: new Date().toISOString(), busy: false, error: null });
      return told;
    } catch (error) {
      setSaved((now) => ({ ...now, busy: false, error }));
      throw error;
    }
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    keep(rule?.id ?? "new", changed ? writing : null);
    if (live || !changed || lackOf(writing)) return;
    const timer = setTimeout(() => void latest.current().catch(() => undefined), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [writing, changed, live, rule?.id]);
  const refused = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  const current = async () => (rule && !changed ? rule : save());
  return {
    writing,
    changed,
    failed: saved.error !== null,
    write: (change) => set((now) => ({ ...now, ...change })),
    words:
      saved.error !== null
        ? t("rules.notSaved", { reason: reasonOf(saved.error, t("fail.offline"), t("fail.unknown")) })
        : saved.busy
          ? t("rules.saving")
          : live
            ? changed
              ? t("rules.unsaved")
              : ""
            : changed && lackOf(writing)
              ? same(writing, start)
                ? ""
                : t("rules.kept")
              : saved.at
                ? t("rules.saved", { at: time.clock(saved.at) })
                : "",
    goLive: () =>
      void current()
        .then((told) => verbs.live(told))
        .then((told) => toast(t("rules.wentLive"), { undo: () => void verbs.pause(told) }), refused),
    update: () => void save().then(() => toast(t("rules.updated")), refused),
    pause: () => {
      if (rule)
        void verbs.pause(rule).then((told) => toast(t("rules.paused"), { undo: () => void verbs.live(told) }), refused);
    },
    remove: () => {
      if (rule) verbs.remove(rule, t("rules.removed", { name: rule.name }), refused);
    },
  };
}

function useRuleVerbs() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const told = (rule: Rule) => {
    queries.setQueryData(["rule", rule.id], rule);
    void queries.invalidateQueries({ queryKey: ["rules"] });
    return rule;
  };
  const verb = (name: "live" | "pause") => async (rule: Rule) =>
    told(await call<Rule>(`/rules/${rule.id}/${name}`, { method: "POST" }));
  return {
    live: verb("live"),
    pause: verb("pause"),
    save: async (rule: Rule | null, writing: Writing): Promise<Rule> => {
      if (rule) return told(await call<Rule>(`/rules/${rule.id}`, { method: "PUT", body: draftOf(writing, rule) }));
      const made = told(await call<Rule>("/rules", { method: "POST", body: draftOf(writing) }));
      keep("new", null);
      await navigate({ to: "/rules/$ruleId", params: { ruleId: made.id }, replace: true });
      return made;
    },
    remove: (rule: Rule, words: string, refused: (refusal: unknown) => void) => {
      const reread = () => void queries.invalidateQueries({ queryKey: ["rules"] });
      queries.setQueryData<Listing<Rule>>(
        ["rules"],
        (now) => now && { ...now, items: now.items.filter((one) => one.id !== rule.id) },
      );
      void navigate({ to: "/rules" });
      toast(words, {
        undo: reread,
        commit: () => void call(`/rules/${rule.id}`, { method: "DELETE", keepalive: true }).then(reread, refused),
      });
    },
  };
}
