import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Rule } from "@parley/api";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { type Condition, same } from "./condition.ts";
import { keep } from "./kept.ts";

const PAUSE_MILLIS = 700;

interface Written {
  tag: string;
  days: number | null;
  /// Null while it is not written to the end.
  condition: Condition | null;
}

export interface RuleEditing {
  changed: boolean;
  error: unknown;
  /// Where the draft stands, in words.
  words: string;
  goLive: () => void;
  update: () => void;
  pause: () => void;
  remove: () => void;
}

let begun = 0;
const born = new Map<string, string>();

/// The page of a new rule stays the same page once its draft has saved itself and has an id: whoever is writing keeps the
/// place, the steps back and what was tried.
export function pageOf(ruleId: string): string {
  return ruleId === "new" ? `new ${begun}` : (born.get(ruleId) ?? ruleId);
}

/// A draft saves itself as it is written. A live rule does not change under the customers' feet: its edits stay here
/// until they are put live.
export function useRuleEditing(rule: Rule | null, written: Written): RuleEditing {
  const { t } = useTranslation();
  const time = useTime();
  const verbs = useRuleVerbs();
  const [saved, setSaved] = useState<{ at: string | null; busy: boolean; error: unknown }>({ at: null, busy: false, error: null });
  const { tag, days, condition } = written;
  const whole = tag.trim() !== "" && condition !== null;
  const changed =
    rule === null || rule.tag.name !== tag.trim() || rule.expiresDays !== days || !same(rule.condition, condition);
  const live = rule?.state === "live";
  const save = async (): Promise<Rule> => {
    setSaved((now) => ({ ...now, busy: true }));
    try {
      const told = await verbs.save(rule, { tag, days, condition: condition! });
      setSaved({ at: new Date().toISOString(), busy: false, error: null });
      return told;
    } catch (error) {
      setSaved((now) => ({ ...now, busy: false, error }));
      throw error;
    }
  };
  const latest = useRef(save);
  latest.current = save;
  const name = JSON.stringify([tag.trim(), days, condition]);
  useEffect(() => {
    if (live || !changed || !whole) return;
    const timer = setTimeout(() => void latest.current().catch(() => undefined), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [name, changed, live, whole]);
  const refused = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  const current = async () => (rule && !changed ? rule : save());
  return {
    changed,
    error: saved.error,
    words:
      saved.error !== null
        ? t("audience.notSaved", { reason: reasonOf(saved.error, t("fail.offline"), t("fail.unknown")) })
        : saved.busy
          ? t("audience.saving")
          : live
            ? t(changed ? "audience.unsaved" : "audience.state.live")
            : changed && !whole
              ? t("audience.kept")
              : saved.at
                ? t("audience.saved", { at: time.clock(saved.at) })
                : "",
    goLive: () =>
      void current()
        .then((told) => verbs.live(told))
        .then((told) => toast(t("audience.rules.wentLive"), { undo: () => void verbs.pause(told) }), refused),
    update: () => void save().then(() => toast(t("audience.rules.updated")), refused),
    pause: () => {
      if (rule)
        void verbs
          .pause(rule)
          .then((told) => toast(t("audience.rules.paused"), { undo: () => void verbs.live(told) }), refused);
    },
    remove: () => {
      if (rule) verbs.remove(rule, t("audience.removed", { name: rule.tag.name }), refused);
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
    save: async (rule: Rule | null, { tag, days, condition }: { tag: string; days: number | null; condition: Condition }) => {
      const named = rule && rule.name !== rule.tag.name ? rule.name : tag.trim();
      const body = { name: named, tag: tag.trim(), condition, expiresDays: days };
      if (rule) return told(await call<Rule>(`/rules/${rule.id}`, { method: "PUT", body }));
      const made = told(await call<Rule>("/rules", { method: "POST", body }));
      keep("rule.new", null);
      born.set(made.id, pageOf("new"));
      await navigate({ to: "/rules/$ruleId", params: { ruleId: made.id }, replace: true });
      begun++;
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
