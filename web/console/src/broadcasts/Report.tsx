import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Broadcast, BroadcastReport } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { ChannelName, Chip } from "../ui/Chip.tsx";
import { count, money } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { looks, ProgressBar, useAudience } from "./Broadcasts.tsx";
import { underway, useReport, useVerbs } from "./data.ts";
import { formOf, writingOf } from "./form.ts";
import { Message } from "./Message.tsx";
import { People } from "./People.tsx";
import { verdictSaid, worthSaid } from "./said.ts";

/// What has begun: how far it is, what it brought, and who got what.
export function Report({ one }: { one: Broadcast }) {
  const scheduled = one.state === "scheduled" || one.startedAt === null;
  const report = useReport(one.id, !scheduled);
  return (
    <div className="page broadcasts report">
      <Head one={one} report={report.data} />
      <Standing one={one} />
      {scheduled ? (
        <div className="body">
          <Message one={one} />
        </div>
      ) : report.isPending ? (
        <Bones rows={6} height={22} />
      ) : report.isError ? (
        <Failed error={report.error} retry={() => void report.refetch()} />
      ) : (
        <div className="body">
          <Sentences report={report.data} />
          <Figures report={report.data} />
          <Arms report={report.data} />
          <Message one={one} />
          <div className="halves">
            <Reasons report={report.data} />
            <Links report={report.data} />
          </div>
          <People id={one.id} currency={report.data.currency} />
        </div>
      )}
    </div>
  );
}

function Head({ one, report }: { one: Broadcast; report: BroadcastReport | undefined }) {
  const { t } = useTranslation();
  const verbs = useVerbs();
  const form = formOf(writingOf(one), one.condition, null);
  const missed = (report?.progress.failed ?? 0) + (report?.progress.skipped ?? 0);
  const over = one.state === "done" || one.state === "cancelled";
  return (
    <header className="bar">
      <nav className="crumb">
        <Link to="/broadcasts">{t("broadcasts.title")}</Link>
        <Icon name="right" size={12} />
        <h1 className="cut">{one.name}</h1>
      </nav>
      <Chip look={looks[one.state]}>{t(`broadcasts.state.${one.state}`)}</Chip>
      <span className="grow" />
      {(underway(one) || one.state === "scheduled") && (
        <>
          <Button look="bad" icon="x" label={t("broadcasts.cancel")} onClick={() => void verbs.act(one.id, "cancel")} />
          {one.state === "paused" ? (
            <Button look="go" icon="play" onClick={() => void verbs.act(one.id, "resume")}>
              {t("broadcasts.resume")}
            </Button>
          ) : (
            <Button icon="pause" onClick={() => void verbs.act(one.id, "pause")}>
              {t("broadcasts.pause")}
            </Button>
          )}
        </>
      )}
      <Button
        icon="copy"
        label={t("broadcasts.copy")}
        onClick={() => void verbs.copy({ ...form, name: t("broadcasts.copyOf", { name: one.name }).slice(0, 120) })}
      />
      {over && missed > 0 && (
        <Button
          icon="retry"
          onClick={() =>
            void verbs.copy({
              ...form,
              condition: null,
              missed: one.id,
              name: t("broadcasts.rerunOf", { name: one.name }).slice(0, 120),
            })
          }
        >
          {t("broadcasts.rerun")}
        </Button>
      )}
    </header>
  );
}

const scheduledOr = (one: Broadcast) => one.state === "scheduled" || (one.state === "paused" && one.startedAt === null);

function Standing({ one }: { one: Broadcast }) {
  const { t } = useTranslation();
  const time = useTime();
  const audience = useAudience();
  return (
    <div className="head">
      <p className="row wrap">
        <span>{audience(one)}</span>
        {scheduledOr(one) && one.dueAt && (
          <span className="faint">{t("broadcasts.dueAt", { at: time.moment(one.dueAt) })}</span>
        )}
        {one.startedAt && <span className="faint num">{time.moment(one.startedAt)}</span>}
      </p>
      {underway(one) && (
        <p className="row wrap">
          <ProgressBar one={one} />
          {one.progress?.doneBy && (
            <span className="faint num">{t("broadcasts.doneBy", { at: time.moment(one.progress.doneBy) })}</span>
          )}
        </p>
      )}
      {one.reason && <p className="bad-ink">{t("broadcasts.stopped", { reason: one.reason })}</p>}
    </div>
  );
}

/// What may be said, first as sentences.
function Sentences({ report }: { report: BroadcastReport }) {
  const { t } = useTranslation();
  const time = useTime();
  const { currency } = report;
  return (
    <div className="sentence verdict">
      {report.verdict && <p>{verdictSaid(report.verdict, t)}</p>}
      {report.worth && <p>{worthSaid(report.worth, currency, t)}</p>}
      <p className="small faint">
        {report.until && !report.over && t("broadcasts.report.until", { at: time.moment(report.until) })}
        {report.torn > 0 && ` ${t("broadcasts.report.torn", { n: report.torn })}`}
      </p>
    </div>
  );
}

function Figures({ report }: { report: BroadcastReport }) {
  const { t } = useTranslation();
  const { progress, worth, lastClick, currency } = report;
  const cash = (amount: number) => money({ amount: Math.round(amount), currency });
  // A figure that is too early to be told as a sentence is no headline either.
  const sure = worth !== null && ["better", "worse", "alike"].includes(worth.verdict.kind);
  return (
    <div className="figures">
      <Figure value={count(progress.sent)} words={t("broadcasts.report.sent")} />
      {sure && worth.gain !== null && (
        <Figure hot value={cash(worth.gain)} words={t("broadcasts.report.lift")} why={`${cash(worth.low ?? 0)} – ${cash(worth.high ?? 0)}`} />
      )}
      <Figure value={cash(lastClick.revenue)} words={t("broadcasts.report.lastClick")} why={t("broadcasts.report.gap")} />
      <Figure
        value={money({ amount: progress.cost, currency })}
        words={t("broadcasts.report.cost")}
        {...(progress.cost > 0 &&
          sure &&
          worth.gain !== null &&
          (worth.low ?? 0) > 0 && { why: t("broadcasts.report.back", { n: (worth.gain / progress.cost).toFixed(1) }) })}
      />
      {report.channels.map((one) => (
        <div key={one.channel}>
          <p className="fig num">{count(one.people)}</p>
          <p className="over">
            <ChannelName channel={one.channel} />
          </p>
        </div>
      ))}
    </div>
  );
}

function Figure({ value, words, why, hot }: { value: string; words: string; why?: string; hot?: boolean }) {
  return (
    <div className={hot ? "hi" : ""}>
      <p className="fig num">{value}</p>
      <p className="over">{words}</p>
      {why && <p className="over why-line">{why}</p>}
    </div>
  );
}

function Arms({ report }: { report: BroadcastReport }) {
  const { t } = useTranslation();
  const cash = (amount: number) => money({ amount, currency: report.currency });
  return (
    <section>
      <h2>{t("broadcasts.report.arms")}</h2>
      <div className="scroll">
        <table className="table compact">
          <thead>
            <tr>
              <th>{t("broadcasts.report.col.version")}</th>
              <th className="num">{t("broadcasts.report.col.people")}</th>
              <th className="num">{t("broadcasts.report.col.clicked")}</th>
              <th className="num">{t("broadcasts.report.col.replied")}</th>
              <th className="num">{t("broadcasts.report.col.orders")}</th>
              <th className="num">{t("broadcasts.report.col.revenue", { days: report.days })}</th>
              <th className="num">{t("broadcasts.report.col.each")}</th>
            </tr>
          </thead>
          <tbody>
            {report.variants.map((one) => (
              <tr key={one.name}>
                <td>{t("broadcasts.version", { name: one.name })}</td>
                <td className="num">{count(one.arm.people)}</td>
                <td className="num">{count(one.clicked)}</td>
                <td className="num">{count(one.replied)}</td>
                <td className="num">{count(one.arm.orders)}</td>
                <td className="num">{cash(one.arm.revenue)}</td>
                <td className="num">{cash(Math.round(one.arm.perPerson * 10) / 10)}</td>
              </tr>
            ))}
            {report.heldOut && (
              <tr className="faint">
                <td>{t("broadcasts.report.heldOut")}</td>
                <td className="num">{count(report.heldOut.people)}</td>
                <td className="num">–</td>
                <td className="num">–</td>
                <td className="num">{count(report.heldOut.orders)}</td>
                <td className="num">{cash(report.heldOut.revenue)}</td>
                <td className="num">{cash(Math.round(report.heldOut.perPerson * 10) / 10)}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Reasons({ report }: { report: BroadcastReport }) {
  const { t } = useTranslation();
  if (report.reasons.length === 0) return null;
  return (
    <section>
      <h2>{t("broadcasts.report.why")}</h2>
      <dl className="sums num">
        {report.reasons.map((one) => (
          <div key={one.state + one.reason}>
            <dt>
              {t(`broadcasts.reason.${one.reason}`)}
              {one.state === "held" && <span className="faint"> {t("broadcasts.sendState.held")}</span>}
            </dt>
            <dd>{count(one.people)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Links({ report }: { report: BroadcastReport }) {
  const { t } = useTranslation();
  if (report.links.length === 0) return null;
  return (
    <section>
      <h2>{t("broadcasts.report.links")}</h2>
      <table className="table compact">
        <thead>
          <tr>
            <th>{t("broadcasts.report.linkCol.url")}</th>
            <th className="num">{t("broadcasts.report.linkCol.people")}</th>
            <th className="num">{t("broadcasts.report.linkCol.clicks")}</th>
            <th className="num" title={t("broadcasts.report.machines")}>
              {t("broadcasts.report.linkCol.machines")}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.links.map((one) => (
            <tr key={one.step + one.url}>
              <td className="link-cell">
                <span className="cut" title={one.url}>
                  {one.step && `${one.step} `}
                  {one.url.replace(/^https?:\/\//, "")}
                </span>
              </td>
              <td className="num">{count(one.people)}</td>
              <td className="num">{count(one.clicks)}</td>
              <td className="num faint">{count(one.machines)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
