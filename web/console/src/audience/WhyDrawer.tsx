import "../customers/customers.css";
import "./why.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Why, WhyPart } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Drawer } from "../ui/Drawer.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Face, useName } from "../ui/People.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { useNow, useTime } from "../ui/useTime.ts";
import type { Condition } from "./condition.ts";
import { useSaid } from "./Said.tsx";
import { useEventWord, useNames } from "./vocabulary.ts";
import { type About, evidenceOf, type Line, linesOf, spanOf, why } from "./why.ts";

interface Props {
  customer: { id: string; name: string | null };
  about: About;
  onClose: () => void;
}

/// Why a rule or a segment says what it says of one customer, and when it will say something else.
export function WhyDrawer({ customer, about, onClose }: Props) {
  const { t } = useTranslation();
  const nameOf = useName();
  const answer = useQuery({
    queryKey: ["customer", customer.id, "why", about.kind, about.id],
    queryFn: ({ signal }) => why(customer.id, about, signal),
  });
  const said = nameOf(customer.name, customer.id);
  return (
    <Drawer label={t("audience.why.title", { name: about.name })} covers onClose={onClose} className="why-drawer">
      <header className="row">
        <Face name={customer.name} id={customer.id} />
        <div className="grow">
          <h2>{t(answer.data && !answerOf(answer.data, about) ? "audience.why.titleNot" : "audience.why.title", { name: about.name })}</h2>
          <p className="over cut">
            {said}
            <i className="sep" />
            {t(`audience.why.about.${about.kind}`)}
          </p>
        </div>
        <Button look="quiet" small icon="x" label={t("do.close")} onClick={onClose} />
      </header>
      {answer.isPending ? (
        <Bones rows={7} />
      ) : answer.isError ? (
        <Failed error={answer.error} retry={() => void answer.refetch()} />
      ) : (
        <Answer why={answer.data} about={about} customer={customer} />
      )}
    </Drawer>
  );
}

function Answer({ why: answer, about, customer }: { why: Why; about: About; customer: { id: string } }) {
  const { t } = useTranslation();
  return (
    <div className="why-body">
      <Verdict answer={answer} about={about} />
      <Lines part={answer.part} />
      <Events part={answer.part} />
      <Next answer={answer} about={about} />
      <div className="row wrap">
        <Link className="btn sm" to="/customers/$customerId" params={{ customerId: customer.id }}>
          <Icon name="clock" size={14} />
          {t("audience.why.timeline")}
        </Link>
      </div>
    </div>
  );
}

/// Of a rule it is the tag that counts: it was put on at a moment, and stays when that moment has passed.
function Verdict({ answer, about }: { answer: Why; about: About }) {
  const { t } = useTranslation();
  const time = useTime();
  const at = answer.since && time.moment(answer.since);
  const yes = answerOf(answer, about);
  const rule = about.kind === "rule";
  const title = rule ? (yes ? "tagged" : "notTagged") : yes ? "yes" : "no";
  return (
    <div className={yes ? "verdict yes" : "verdict no"} role="status">
      <Icon name={yes ? "check" : "x"} size={20} />
      <div>
        <b>{t(`audience.why.${title}`)}</b>
        {answer.stands && at && <span className="num">{t("audience.why.yesSince", { at })}</span>}
        {rule && yes !== answer.holds && (
          <span className="aside">{t(`audience.why.${answer.holds ? "holdsUntagged" : "taggedBefore"}`)}</span>
        )}
      </div>
    </div>
  );
}

const answerOf = (answer: Why, about: About): boolean => (about.kind === "rule" ? answer.stands : answer.holds);

/// Each part with what was wanted and what there is.
function Lines({ part }: { part: WhyPart }) {
  const { t } = useTranslation();
  return (
    <table className="vs">
      <thead>
        <tr>
          <th>
            <span className="sr">{t("audience.why.yes")}</span>
          </th>
          <th>{t("audience.why.col.condition")}</th>
          <th className="num">{t("audience.why.col.actual")}</th>
        </tr>
      </thead>
      <tbody>
        {linesOf(part).map((line, n) => (
          <OneLine key={n} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function OneLine({ line: { part, depth, not } }: { line: Line }) {
  const { t } = useTranslation();
  const said = useSaid();
  const actual = useActual();
  const { condition } = part;
  const holds = part.holds !== not;
  const group = condition.kind === "all" || condition.kind === "any";
  const words = group
    ? t(`audience.why.${not ? (condition.kind === "any" ? "none" : "notAll") : condition.kind}`)
    : said(not ? { kind: "not", of: condition } : condition);
  return (
    <tr className={`${holds ? "yes" : "no"}${group ? " of-group" : ""}`}>
      <td>
        <Icon name={holds ? "check" : "x"} size={14} />
        <span className="sr">{t(holds ? "audience.why.yes" : "audience.why.no")}</span>
      </td>
      <td style={{ paddingLeft: depth * 14 }}>{words}</td>
      <td className="num">{group ? "" : actual(part)}</td>
    </tr>
  );
}

/// What there is, in the unit of what was asked.
function useActual(): (part: WhyPart) => string {
  const { t } = useTranslation();
  const time = useTime();
  const { money } = useNames();
  return ({ condition, actual }) => {
    if (actual === null || actual === "") return "–";
    const figure = Number(actual);
    const number = Number.isFinite(figure) ? figure : null;
    if (/^\d{4}-\d\d-\d\dT/.test(actual)) return t("audience.why.yesSince", { at: time.moment(actual) });
    if (number === null) return words(actual, t);
    return unitOf(condition, number, t, money);
  };
}

type T = (key: string, options: Record<string, unknown>) => string;

function words(actual: string, t: T): string {
  if (actual === "true" || actual === "false") return t(`audience.why.${actual === "true" ? "yes2" : "no2"}`, {});
  return actual;
}

function unitOf(condition: Condition, figure: number, t: T, money: (amount: number) => string): string {
  const counted = (key: string) => `${figure} ${t(key, { count: figure })}`.trim();
  switch (condition.kind) {
    case "did":
      if (condition.measure.kind === "count") return counted("audience.after.count");
      if (condition.event.name === "Page Dwelled")
        return condition.measure.property === "scroll_percent" ? `${figure}%` : counted("audience.after.dwellMost");
      return condition.measure.kind === "distinct" ? counted("audience.after.distinct") : figure.toLocaleString("en-US");
    case "ordered":
      return condition.measure === "count" ? counted("audience.unitOf.orders") : money(figure);
    case "cart":
      return condition.measure === "items" ? counted("audience.unitOf.items") : money(figure);
    default:
      return String(figure);
  }
}

const MOST_EVENTS = 8;

function Events({ part }: { part: WhyPart }) {
  const { t } = useTranslation();
  const time = useTime();
  const word = useEventWord();
  const all = evidenceOf(part);
  const shown = all.slice(-MOST_EVENTS);
  return (
    <section>
      <h2>{t("audience.why.evidence")}</h2>
      {all.length === 0 && <p className="faint">{t("audience.why.noEvidence")}</p>}
      {all.length > shown.length && <p className="over">{t("audience.why.more", { count: all.length - shown.length })}</p>}
      <ol className="seen">
        {shown.map((one, n) => (
          <li key={n} className={n === shown.length - 1 ? "last" : ""}>
            <span className="n num">{all.length - shown.length + n + 1}</span>
            <span className="cut">
              {one.title ?? (one.name ? word(one.name) : pathOf(one.url))}
              <small className="cut">{one.title && one.name ? word(one.name) : one.name ? pathOf(one.url) : ""}</small>
            </span>
            <span className="num at">{time.moment(one.at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Next({ answer, about }: { answer: Why; about: About }) {
  const { t } = useTranslation();
  const time = useTime();
  const now = useNow(1_000);
  const { until, ends } = answer;
  const stays = about.kind === "rule" && answer.stands;
  return (
    <section>
      <h2>{t("audience.why.next")}</h2>
      {until ? (
        <p>
          {t("audience.why.nextIn", {
            time: spanOf(Date.parse(until) - now)
              .map(({ unit, count }) => t(`audience.duration.${unit}`, { count }))
              .join(" "),
          })}
          <b>{t(answer.holds ? "audience.why.leaves" : "audience.why.enters")}</b>
          <span className="over num">
            <i className="sep" />
            {time.moment(until)}
          </span>
        </p>
      ) : (
        <p className="dim">{t("audience.why.never")}</p>
      )}
      {stays && (
        <p className="over num">
          {ends ? t("audience.why.tagUntil", { at: time.moment(ends) }) : t("audience.why.tagStays")}
        </p>
      )}
    </section>
  );
}

const pathOf = (url: string | null): string => url?.replace(/^https?:\/\/[^/]+/, "") ?? "";
