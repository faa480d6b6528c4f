import "./audience.css";
import { useTranslation } from "react-i18next";
import type { Condition } from "./condition.ts";
import { langOf, plain, type Run, say } from "./sentence.ts";
import { useNames } from "./vocabulary.ts";

export function useSay(): (condition: Condition) => Run[] {
  const { i18n } = useTranslation();
  const names = useNames();
  return (condition) => say(condition, langOf(i18n.language), names);
}

/// A condition in one line, for lists and titles.
export function useSaid(): (condition: Condition) => string {
  const said = useSay();
  return (condition) => plain(said(condition));
}

/// What is as short as a figure with its unit is not broken over two lines.
const WHOLE = 14;

export function Runs({ runs }: { runs: Run[] }) {
  return runs.map((run, n) => {
    switch (run.as) {
      case "key":
        return (
          <u key={n} className={run.text.length <= WHOLE ? "whole" : ""}>
            {run.text}
          </u>
        );
      case "open":
        return (
          <u key={n} className="open">
            {run.text}
          </u>
        );
      case "join":
        return (
          <span key={n} className="c">
            {run.text}
          </span>
        );
      case "say":
        return <span key={n}>{run.text}</span>;
    }
  });
}

/// The whole sentence of a rule or a segment, in large type. `tag` makes it a rule's.
export function Sentence({
  condition,
  tag,
  days,
}: {
  condition: Condition | null;
  tag?: string;
  days?: number | null;
}) {
  const { t } = useTranslation();
  const said = useSay();
  const runs: Run[] = condition ? said(condition) : [{ as: "open", text: t("audience.what") }];
  const rule = tag !== undefined;
  return (
    <p className="sentence" aria-live="polite">
      {t(rule ? "audience.say.ruleBefore" : "audience.say.segmentBefore")}
      <Runs runs={runs} />
      {t(rule ? "audience.say.ruleAfter" : "audience.say.segmentAfter")}
      {rule && (
        <>
          <q className={tag.trim() ? "" : "open"}>{t("audience.say.tag", { tag: tag.trim() || t("audience.say.someTag") })}</q>
          {t("audience.say.ruleEnd")}
          {days ? (
            <>
              <span className="c">{t("audience.say.comma")}</span>
              {t("audience.say.expires", { count: days })}
            </>
          ) : null}
          {t("audience.say.stop")}
        </>
      )}
    </p>
  );
}

/// The same in one plain line.
export function useRuleLine(): (condition: Condition, days: number | null) => string {
  const { t } = useTranslation();
  const said = useSaid();
  return (condition, days) =>
    t("audience.say.line", { said: said(condition) }) + (days ? t("audience.say.lineExpires", { count: days }) : "");
}
