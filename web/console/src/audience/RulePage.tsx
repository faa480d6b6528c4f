import "./audience.css";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rule } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { NumberPick, Pick } from "../ui/Pick.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { Suggest } from "../ui/Suggest.tsx";
import { amissOf, useLack } from "./amiss.ts";
import { BackTest } from "./BackTest.tsx";
import { ByClock } from "./ByClock.tsx";
import { comesByClock } from "./clockwise.ts";
import { CountPane, useCounting } from "./Counting.tsx";
import { useRule } from "./data.ts";
import { Editor } from "./Editor.tsx";
import { FillingLine } from "./FillingLine.tsx";
import { keep, kept, type Writing } from "./kept.ts";
import { Sentence } from "./Said.tsx";
import { Starters } from "./Starters.tsx";
import { conditionOf, leavesOf, treeOf } from "./tree.ts";
import { pageOf, type RuleEditing, useRuleEditing } from "./useRuleEditing.ts";
import { useTree } from "./useTree.ts";
import { useTagNames } from "./vocabulary.ts";

const route = getRouteApi("/frame/rules/$ruleId");

export const looks = { draft: "warn", live: "good", paused: "state" } as const;

const BLANK: Writing = { name: "", days: null, condition: null };

export function RulePage() {
  const { ruleId } = route.useParams();
  const fresh = ruleId === "new";
  const rule = useRule(ruleId, !fresh);
  if (fresh) return <Page key={pageOf(ruleId)} rule={null} start={kept("rule.new") ?? BLANK} />;
  if (rule.isPending)
    return (
      <div className="page">
        <Bones rows={6} height={22} />
      </div>
    );
  if (rule.isError)
    return (
      <div className="page">
        <Failed error={rule.error} retry={() => void rule.refetch()} />
      </div>
    );
  const { tag, expiresDays, condition } = rule.data;
  return (
    <Page key={pageOf(ruleId)} rule={rule.data} start={kept(`rule.${ruleId}`) ?? { name: tag.name, days: expiresDays, condition }} />
  );
}

/// The rule as a sentence, the controls that change it, its past, and beside it whom it meets.
function Page({ rule, start }: { rule: Rule | null; start: Writing }) {
  const { t } = useTranslation();
  const tree = useTree(start.condition);
  const [tag, setTag] = useState(start.name);
  const [days, setDays] = useState(start.days);
  const lack = useLack(tree.root);
  const { condition } = conditionOf(tree.root);
  const whole = lack === null ? condition : null;
  const editing = useRuleEditing(rule, { tag, days, condition: whole });
  const counting = useCounting(whole);
  const { changed } = editing;
  const id = `rule.${rule?.id ?? "new"}`;
  useEffect(() => keep(id, changed ? { name: tag, days, condition } : null), [id, changed, tag, days, JSON.stringify(condition)]);
  const amiss = amissOf(editing.error, tree.root) ?? amissOf(counting.error, tree.root) ?? (touched(rule, lack) ? lack : null);
  return (
    <div className="rule">
      <Head rule={rule} tag={tag} lack={lack?.words ?? (tag.trim() ? null : t("audience.rules.needTag"))} editing={editing} />
      <section className="edit">
        <Sentence condition={leavesOf(tree.root).length === 0 ? null : conditionSaid(tree.root, condition)} tag={tag} days={days} />
        {rule?.filling && <FillingLine filling={rule.filling} />}
        <Editor tree={tree} amiss={amiss} {...(counting.counted && !counting.stale && { remaining: counting.counted.remaining })} />
        {whole && comesByClock(whole) && <ByClock condition={whole} tag={tag} onKept={(by) => tree.change(treeOf(by))} />}
        {tree.root.parts.length === 0 && <Starters of="rule" onPick={(chosen) => tree.change(treeOf(chosen))} />}
        <Then tag={tag} onTag={setTag} days={days} onDays={setDays} />
        {rule && rule.customers > 0 && (
          <p className="small">
            <Link className="link" to="/customers" search={{ tag: rule.tag.id }}>
              {t("audience.rules.seeCarriers", { count: rule.customers })}
            </Link>
          </p>
        )}
        <BackTest condition={whole} of="rule" />
      </section>
      <CountPane condition={whole} counting={counting} />
    </div>
  );
}

/// While a group is empty there is no condition, yet what is written so far can be said.
export function conditionSaid(root: Parameters<typeof conditionOf>[0], whole: Writing["condition"]): Writing["condition"] {
  if (whole) return whole;
  const parts = leavesOf(root).map((leaf) => (leaf.not ? ({ kind: "not", of: leaf.leaf } as const) : leaf.leaf));
  return parts.length === 0 ? null : { kind: "all", of: parts };
}

/// On a page that was just opened nothing is called missing yet.
export function touched(had: unknown, lack: { field: string } | null): boolean {
  return had !== null && lack !== null;
}

function Head({ rule, tag, lack, editing }: { rule: Rule | null; tag: string; lack: string | null; editing: RuleEditing }) {
  const { t } = useTranslation();
  const state = rule?.state ?? "draft";
  const main = state === "live" ? (editing.changed ? editing.update : undefined) : editing.goLive;
  useKeys({ "mod+Enter": lack ? undefined : main });
  return (
    <header className="bar">
      <nav className="crumb">
        <Link to="/rules">{t("audience.tabs.rules")}</Link>
        <Icon name="right" size={12} />
        <h1 className="cut">{tag.trim() || t("audience.untitled.rule")}</h1>
      </nav>
      <Chip look={looks[state]} dot={state !== "paused"}>
        {t(`audience.state.${state}`)}
      </Chip>
      <span className="grow" />
      <span className={editing.error ? "small cut bad-ink" : "small cut faint"} role="status">
        {state === "live" && !editing.changed ? "" : editing.words}
      </span>
      {rule && <Button look="bad" icon="trash" label={t("audience.rules.remove")} onClick={editing.remove} />}
      {state === "live" && (
        <Button icon="pause" onClick={editing.pause}>
          {t("audience.rules.pause")}
        </Button>
      )}
      {main && (
        <Button look="go" keys="⌘↵" onClick={main} disabled={lack !== null} {...(lack !== null && { title: lack })}>
          {t(state === "live" ? "audience.rules.update" : "audience.rules.live")}
        </Button>
      )}
    </header>
  );
}

const STAY_DAYS = 45;
const MOST_DAYS = 3_650;

function Then({
  tag,
  onTag,
  days,
  onDays,
}: {
  tag: string;
  onTag: (tag: string) => void;
  days: number | null;
  onDays: (days: number | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="then row wrap" role="group" aria-label={t("audience.rules.tag")}>
      <span className="what">
        <Icon name="tag" size={14} />
        {t("audience.rules.then")}
      </span>
      <Suggest
        label={t("audience.rules.tag")}
        placeholder={t("audience.rules.tagHint")}
        value={tag}
        suggestions={useTagNames()}
        free
        onChange={onTag}
      />
      <span className="dim">{t("audience.rules.stays")}</span>
      <Pick
        label={t("audience.rules.expiry")}
        value={days === null}
        choices={[
          { value: true, label: t("audience.rules.forever") },
          { value: false, label: t("audience.rules.forDays") },
        ]}
        onChange={(forever) => onDays(forever ? null : (days ?? STAY_DAYS))}
      />
      {days !== null && (
        <>
          <NumberPick
            label={t("audience.rules.expiry")}
            value={days}
            most={MOST_DAYS}
            onChange={(value) => onDays(Math.max(1, Math.round(value) || 1))}
          />
          <span className="dim">{t("audience.rules.daysAfter")}</span>
        </>
      )}
    </div>
  );
}

