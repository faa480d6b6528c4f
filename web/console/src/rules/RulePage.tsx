import "./rules.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type Rule } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { Bones, Failed } from "../ui/States.tsx";
import { BLANK, kept, lackOf, LIMITS, type Writing, writingOf, within } from "./draft.ts";
import { Outcome } from "./Outcome.tsx";
import { Sentence } from "./Sentence.tsx";
import { looks } from "./Rules.tsx";
import { type Editing, useEditing } from "./useEditing.ts";

const route = getRouteApi("/frame/rules/$ruleId");

export function RulePage() {
  const { ruleId } = route.useParams();
  const fresh = ruleId === "new";
  const rule = useQuery({
    queryKey: ["rule", ruleId],
    enabled: !fresh,
    queryFn: ({ signal }) => call<Rule>(`/rules/${ruleId}`, { signal }),
  });
  if (fresh) return <Editor key="new" rule={null} start={kept("new") ?? BLANK} />;
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
  return <Editor key={ruleId} rule={rule.data} start={kept(ruleId) ?? writingOf(rule.data)} />;
}

/// The rule as a sentence, the controls that change it, and beside it whom it meets.
function Editor({ rule, start }: { rule: Rule | null; start: Writing }) {
  const editing = useEditing(rule, start);
  const { writing } = editing;
  return (
    <div className="rule">
      <Head rule={rule} editing={editing} />
      <section className="edit">
        <Sentence writing={writing} />
        <Controls writing={writing} onChange={editing.write} fresh={rule === null} />
        <Outcome.Chart writing={writing} />
      </section>
      <Outcome.People writing={writing} />
    </div>
  );
}

function Head({ rule, editing }: { rule: Rule | null; editing: Editing }) {
  const { t } = useTranslation();
  const lack = lackOf(editing.writing);
  const state = rule?.state ?? "draft";
  const main = state === "live" ? (editing.changed ? editing.update : undefined) : editing.goLive;
  useKeys({ "mod+Enter": lack ? undefined : main });
  return (
    <header className="bar">
      <nav className="crumb">
        <Link to="/rules">{t("rules.list")}</Link>
        <Icon name="right" size={12} />
        <h1 className="cut">{editing.writing.tag.trim() || t("rules.untitled")}</h1>
      </nav>
      <Chip look={looks[state]} dot={state !== "paused"}>
        {t(`rules.state.${state}`)}
      </Chip>
      <span className="grow" />
      <span
        className={editing.failed ? "small" : "small faint"}
        style={editing.failed ? { color: "var(--bad-ink)" } : undefined}
        role="status"
      >
        {editing.words}
      </span>
      {rule && <Button look="bad" icon="trash" label={t("rules.remove")} onClick={editing.remove} />}
      {state === "live" && (
        <Button icon="pause" onClick={editing.pause}>
          {t("rules.pause")}
        </Button>
      )}
      {main && (
        <Button
          look="go"
          keys="⌘↵"
          onClick={main}
          disabled={lack !== null}
          title={lack ? t(`rules.need.${lack}`) : undefined}
        >
          {t(state === "live" ? "rules.update" : "rules.live")}
        </Button>
      )}
    </header>
  );
}

function Controls({
  writing,
  onChange,
  fresh,
}: {
  writing: Writing;
  onChange: (change: Partial<Writing>) => void;
  fresh: boolean;
}) {
  const { t } = useTranslation();
  return (
    <div className="controls">
      <div className="cond" role="group" aria-label={t("rules.condition")}>
        <span className="pick what">
          <Icon name="eye" size={14} />
          {t("rules.visited")}
        </span>
        <span>{t("rules.contains")}</span>
        <label className="pick text">
          <input
            value={writing.contains}
            placeholder={t("rules.containsHint")}
            aria-label={t("rules.contains")}
            autoFocus={fresh}
            spellCheck={false}
            maxLength={LIMITS.textLength}
            autoCapitalize="off"
            onChange={(event) => onChange({ contains: event.target.value })}
          />
        </label>
        <span>{t("rules.times")}</span>
        <Figure
          label={t("rules.timesAfter") || t("rules.times")}
          value={writing.times}
          limits={LIMITS.times}
          onChange={(times) => onChange({ times })}
        />
        <span>{t("rules.timesAfter")}</span>
        <span>{t("rules.days")}</span>
        <Figure
          label={t("rules.daysAfter")}
          value={writing.days}
          limits={LIMITS.days}
          onChange={(days) => onChange({ days })}
        />
        <span>{t("rules.daysAfter")}</span>
      </div>
      <div className="cond" role="group" aria-label={t("rules.tag")}>
        <span className="pick what">
          <Icon name="tag" size={14} />
          {t("rules.then")}
        </span>
        <label className="pick text">
          <input
            value={writing.tag}
            placeholder={t("rules.tagHint")}
            aria-label={t("rules.tag")}
            maxLength={60}
            onChange={(event) => onChange({ tag: event.target.value })}
          />
        </label>
      </div>
    </div>
  );
}

function Figure({
  label,
  value,
  limits,
  onChange,
}: {
  label: string;
  value: number;
  limits: { min: number; max: number };
  onChange: (value: number) => void;
}) {
  return (
    <label className="pick num">
      <input
        type="number"
        inputMode="numeric"
        aria-label={label}
        min={limits.min}
        max={limits.max}
        value={value}
        onChange={(event) => {
          if (event.target.value !== "") onChange(within(event.target.valueAsNumber, limits));
        }}
      />
    </label>
  );
}
