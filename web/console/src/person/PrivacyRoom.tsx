import "./person.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Erasure, type Listing, type RebuildReport, type RetentionRule } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { Bones, Empty, Failed, reasonOf, useReason } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { inWords } from "./erased.ts";

const DAYS = [30, 90, 180, 365, 730, 1095];

/// How long what is kept, what was erased, and whether what is known is what the log says.
export function PrivacyRoom() {
  return (
    <>
      <Keeping />
      <Erased />
      <Check />
    </>
  );
}

function Keeping() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const rules = useQuery({
    queryKey: ["retention"],
    queryFn: ({ signal }) => call<Listing<RetentionRule>>("/retention", { signal }),
  });
  const reread = () => void queries.invalidateQueries({ queryKey: ["retention"] });
  // What is deleted does not come back: the choice holds only once the offer to undo has passed.
  const set = (kind: string, days: number | null) => {
    queries.setQueryData<Listing<RetentionRule>>(
      ["retention"],
      (now) => now && { ...now, items: now.items.map((one) => (one.kind === kind ? { ...one, days } : one)) },
    );
    const what = t(`person.kindOf.${kind}`, { defaultValue: kind });
    toast(days === null ? t("person.keepAll", { what }) : t("person.keepFor", { what, count: days }), {
      undo: reread,
      commit: () =>
        void call("/retention", { method: "PUT", body: { kind, days }, keepalive: true })
          .catch((refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))))
          .finally(reread),
    });
  };
  return (
    <Part id="retention" title={t("person.retention")} about={t("person.retentionAbout")}>
      {rules.isPending ? (
        <Bones rows={4} />
      ) : rules.isError ? (
        <Failed error={rules.error} retry={() => void rules.refetch()} />
      ) : (
        <div className="keeping">
          {rules.data.items.map((rule) => (
            <label key={rule.kind}>
              <span>{t(`person.kindOf.${rule.kind}`, { defaultValue: rule.kind ?? "" })}</span>
              <span className="select">
                <select
                  value={rule.days ?? ""}
                  onChange={(event) => set(rule.kind ?? "", event.target.value ? Number(event.target.value) : null)}
                >
                  <option value="">{t("person.forGood")}</option>
                  {[...new Set([...DAYS, ...(rule.days ? [rule.days] : [])])]
                    .sort((a, b) => a - b)
                    .map((days) => (
                      <option key={days} value={days}>
                        {t("person.days", { count: days })}
                      </option>
                    ))}
                </select>
                <Icon name="down" size={14} />
              </span>
            </label>
          ))}
        </div>
      )}
    </Part>
  );
}

function Erased() {
  const { t } = useTranslation();
  const time = useTime();
  const done = useQuery({
    queryKey: ["erasures"],
    queryFn: ({ signal }) => call<Listing<Erasure>>("/erasures", { signal }),
  });
  return (
    <Part id="erasures" title={t("person.erasures")} about={t("person.erasuresAbout")}>
      {done.isPending ? (
        <Bones rows={2} />
      ) : done.isError ? (
        <Failed error={done.error} retry={() => void done.refetch()} />
      ) : done.data.items.length === 0 ? (
        <Empty>{t("person.erasuresNone")}</Empty>
      ) : (
        <ul className="spans">
          {done.data.items.map((one) => (
            <li key={one.id}>
              <span className="num">
                {time.moment(one.at)} {one.by} {one.reason}
              </span>
              <details className="over">
                <summary>
                  {t("person.erased", {
                    count: Object.values(one.counts as Record<string, number>).reduce((sum, rows) => sum + rows, 0),
                  })}
                </summary>
                <dl className="counts">
                  {inWords(one.counts as Record<string, number>).map(([word, rows]) => (
                    <div key={word}>
                      <dt>{t(`person.erasedWhat.${word}`)}</dt>
                      <dd className="num">{count(rows)}</dd>
                    </div>
                  ))}
                </dl>
              </details>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

/// A part and a thing of it; of segments and rules the server writes whom it is about behind their names.
function nameOf({ part, name }: RebuildReport["differences"][number], t: TFunction): string {
  const [, what, of, who] = /^(segment|rule) “(.*)”: (.*)$/.exec(name) ?? [];
  if (what) return t(what === "segment" ? "person.rebuildSegment" : "person.rebuildRule", { name: of, who });
  return `${t(`person.rebuildPart.${part}`, { defaultValue: part })} ${name}`;
}

function stands(value: string | null, t: TFunction): string {
  return value === "in" ? t("person.rebuildIn") : (value ?? t("person.rebuildNone"));
}

function Check() {
  const { t } = useTranslation();
  const [report, show] = useState<RebuildReport | null>(null);
  const [failure, fail] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const reason = useReason(failure);
  const run = () => {
    setBusy(true);
    fail(null);
    call<RebuildReport>("/rebuild", { method: "POST" })
      .then(show, fail)
      .finally(() => setBusy(false));
  };
  return (
    <Part id="rebuild" title={t("person.rebuild")} about={t("person.rebuildAbout")}>
      <div>
        <Button disabled={busy} onClick={run}>
          {t(busy ? "person.rebuilding" : "person.rebuildNow")}
        </Button>
      </div>
      {failure !== null && (
        <p className="failed" role="alert">
          {reason}
        </p>
      )}
      {report && (
        <div role="status">
          <p>
            {t(report.differing === 0 ? "person.rebuildSame" : "person.rebuildOther", {
              facts: count(report.facts),
              count: report.differing,
            })}
          </p>
          <p className="over">
            {t("person.rebuildCompared", {
              what: Object.entries(report.compared as Record<string, number>)
                .map(([part, things]) => `${t(`person.rebuildPart.${part}`, { defaultValue: part })} ${count(things)}`)
                .join(t("person.comma")),
            })}
          </p>
          {report.undetermined.length > 0 && (
            <>
              <p className="over">{t("person.rebuildOpen")}</p>
              <ul className="spans">
                {report.undetermined.map((one) => (
                  <li key={one.reason + one.name}>
                    <span>{t("person.rebuildOpenOf", { name: one.name, count: one.customers })}</span>
                    <span className="over">{t(`person.rebuildWhy.${one.reason}`, { defaultValue: one.reason })}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <ul className="spans">
            {report.differences.map((one) => (
              <li key={one.part + one.name}>
                <span className="num">{nameOf(one, t)}</span>
                <span className="over num">
                  {t("person.rebuildNowIs", { now: stands(one.live, t), anew: stands(one.refolded, t) })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Part>
  );
}
