import "./audience.css";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Rule, Segment } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count } from "../ui/format.ts";
import { useKeys } from "../ui/keys.ts";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { useRules, useSegments } from "./data.ts";
import { FillingLine } from "./FillingLine.tsx";
import { looks } from "./RulePage.tsx";
import { useRuleLine, useSaid } from "./Said.tsx";

/// Rules put tags on at a moment; segments are true as of now. One place, two tabs.
function Place({ tab, about, create, onCreate, children }: {
  tab: "rules" | "segments";
  about: string;
  create: string;
  onCreate: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  useKeys({ n: onCreate });
  return (
    <div className="page audience">
      <header className="bar">
        <h1 className="sr">{t("audience.tabs.label")}</h1>
        <nav className="tabs" aria-label={t("audience.tabs.label")}>
          <Link to="/rules" {...(tab === "rules" && { "aria-current": "page" as const })}>
            {t("audience.tabs.rules")}
          </Link>
          <Link to="/segments" {...(tab === "segments" && { "aria-current": "page" as const })}>
            {t("audience.tabs.segments")}
          </Link>
        </nav>
        <span className="grow" />
        <Button look="go" icon="plus" keys="N" onClick={onCreate}>
          {create}
        </Button>
      </header>
      <p className="about dim">{about}</p>
      <div className="body">{children}</div>
    </div>
  );
}

export function Rules() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const rules = useRules();
  const create = () => void navigate({ to: "/rules/$ruleId", params: { ruleId: "new" } });
  return (
    <Place tab="rules" about={t("audience.rules.about")} create={t("audience.rules.create")} onCreate={create}>
      {rules.isPending ? (
        <Bones rows={4} height={24} gap={28} />
      ) : rules.isError ? (
        <Failed error={rules.error} retry={() => void rules.refetch()} />
      ) : rules.data.items.length === 0 ? (
        <Empty action={<Button onClick={create}>{t("audience.rules.first")}</Button>}>{t("audience.rules.empty")}</Empty>
      ) : (
        <RuleTable rules={rules.data.items} />
      )}
    </Place>
  );
}

function RuleTable({ rules }: { rules: Rule[] }) {
  const { t } = useTranslation();
  const time = useTime();
  const navigate = useNavigate();
  const line = useRuleLine();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("audience.rules.col.rule")}</th>
          <th>{t("audience.rules.col.state")}</th>
          <th className="num">{t("audience.rules.col.people")}</th>
          <th className="num less">{t("audience.rules.col.since")}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id} onClick={() => void navigate({ to: "/rules/$ruleId", params: { ruleId: rule.id } })}>
            <td>
              <button type="button" className="name">
                「{rule.tag.name}」
              </button>
              <span className="said">{line(rule.condition, rule.expiresDays)}</span>
            </td>
            <td>
              <Chip look={looks[rule.state]} dot={rule.state !== "paused"}>
                {t(`audience.state.${rule.state}`)}
              </Chip>
              {rule.filling && <FillingLine filling={rule.filling} short />}
            </td>
            <td className="num">{count(rule.customers)}</td>
            <td className="num faint less">{rule.liveSince ? time.date(rule.liveSince) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Segments() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const segments = useSegments();
  const create = () => void navigate({ to: "/segments/$segmentId", params: { segmentId: "new" } });
  return (
    <Place tab="segments" about={t("audience.segments.about")} create={t("audience.segments.create")} onCreate={create}>
      {segments.isPending ? (
        <Bones rows={4} height={24} gap={28} />
      ) : segments.isError ? (
        <Failed error={segments.error} retry={() => void segments.refetch()} />
      ) : segments.data.items.length === 0 ? (
        <Empty action={<Button onClick={create}>{t("audience.segments.first")}</Button>}>{t("audience.segments.empty")}</Empty>
      ) : (
        <SegmentTable segments={segments.data.items} />
      )}
    </Place>
  );
}

function SegmentTable({ segments }: { segments: Segment[] }) {
  const { t } = useTranslation();
  const time = useTime();
  const navigate = useNavigate();
  const said = useSaid();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("audience.segments.col.segment")}</th>
          <th className="num less">{t("audience.segments.col.changed")}</th>
          <th className="num">{t("audience.segments.col.members")}</th>
        </tr>
      </thead>
      <tbody>
        {segments.map((segment) => (
          <tr
            key={segment.id}
            onClick={() => void navigate({ to: "/segments/$segmentId", params: { segmentId: segment.id } })}
          >
            <td>
              <button type="button" className="name">
                {segment.name}
              </button>
              <span className="said">{t("audience.say.lineSegment", { said: said(segment.condition) })}</span>
            </td>
            <td className="num faint less">{time.date(segment.changedAt)}</td>
            <td className="num">
              {count(segment.members)}
              {segment.filling && <FillingLine filling={segment.filling} short />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
