import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "@tanstack/react-router";
import type { Journey, JourneyCounts } from "@parley/api";
import { useAttributeNames, useSegmentNames, useTagNames } from "../audience/vocabulary.ts";
import { useCoupons } from "../coupons/data.ts";
import { Button } from "../ui/Button.tsx";
import { type Choice, Menu } from "../ui/Menu.tsx";
import { NumberPick, Pick } from "../ui/Pick.tsx";
import { Suggest } from "../ui/Suggest.tsx";
import { useTime } from "../ui/useTime.ts";
import { type Lack, useKeptOut } from "./data.ts";
import { EventFields, LengthFields, Part, TextField, WeekdayPick } from "./Fields.tsx";
import type { Entry, Flow, Stop, Trigger } from "./flow.ts";
import { blankTrigger, TRIGGER_ICONS, TRIGGERS } from "./kinds.ts";
import { LookBack } from "./LookBack.tsx";
import { Result, useResults } from "./Results.tsx";
import { RunsHere } from "./Runs.tsx";
import { useWords } from "./say.ts";
import type { FlowEditing } from "./useFlow.ts";
import { useRecovery, Zero } from "./Zero.tsx";

interface Props {
  journey: Journey;
  editing: FlowEditing;
  amiss: Lack[];
  counts: JourneyCounts | undefined;
  onPath: (run: string) => void;
  onSelect: (ids: string[]) => void;
}

/// Of the journey as a whole: who comes in, how often, what ends it, who is kept apart, and what is still amiss.
export function JourneyPanel({ journey, editing, amiss, counts, onPath, onSelect }: Props) {
  const { t } = useTranslation();
  const { flow, change } = editing;
  const set = (part: Partial<Flow>, about: string) => change((now) => ({ ...now, ...part }), about);
  const recovery = useRecovery(flow.trigger.kind === "cart" && journey.version !== null).data;
  const control = useResults(journey.id, journey.version !== null).find((one) => one.step === null);
  return (
    <div className="panel">
      {recovery && flow.trigger.kind === "cart" && <Zero figures={recovery} lead="recovery" />}
      <Part title={t("journeys.trigger.title")}>
        <TriggerFields trigger={flow.trigger} wrong={(field) => amiss.some((one) => one.step === null && one.field.startsWith(field))} onChange={(trigger) => set({ trigger }, "trigger")} />
      </Part>
      {journey.version === null && <LookBack flow={flow} />}
      <Part title={t("journeys.entry.title")}>
        <EntryFields entry={flow.entry} onChange={(entry) => set({ entry }, "entry")} />
        <KeptOut id={journey.id} count={counts?.keptOut ?? 0} />
      </Part>
      <Part title={t("journeys.stops.title")}>
        <p className="over">{t("journeys.stops.about")}</p>
        <StopFields stops={flow.stops} onChange={(stops) => set({ stops }, "stops")} />
      </Part>
      <Part title={t("journeys.holdout.title")}>
        <label className="row">
          {t("journeys.holdout.percent")}
          <NumberPick label={t("journeys.holdout.percent")} value={flow.holdout ?? 0} most={50} onChange={(percent) => set({ holdout: Math.round(percent) || 0 }, "holdout")} />
          {t("journeys.people", { count: flow.holdout ?? 0 }).replace(/[\d,]+\s*/, "")}
        </label>
        <p className="over">{t("journeys.holdout.about")}</p>
      </Part>
      {control && <Result result={control} title={t("journeys.result.control")} />}
      <Amisses amiss={amiss} flow={flow} onSelect={onSelect} />
      {journey.version !== null && <RunsHere journeyId={journey.id} step={null} onPath={onPath} />}
    </div>
  );
}

function Amisses({ amiss, flow, onSelect }: { amiss: Lack[]; flow: Flow; onSelect: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  if (amiss.length === 0) return <p className="good-ink small">{t("journeys.amiss.ready")}</p>;
  return (
    <Part title={t("journeys.amiss.title", { count: amiss.length })}>
      <ul className="lacks">
        {amiss.map((one) => {
          const step = flow.steps.find((each) => each.id === one.step);
          return (
            <li key={`${one.step} ${one.field}`}>
              {step ? (
                <button type="button" className="link" onClick={() => onSelect([step.id])}>
                  {words.step(step).title}
                </button>
              ) : (
                <b>{t("journeys.outline.start")}</b>
              )}
              <span className="dim"> {one.words}</span>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function TriggerFields({ trigger, onChange, wrong }: { trigger: Trigger; onChange: (trigger: Trigger) => void; wrong: (field: string) => boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Pick<Trigger["kind"]>
        label={t("journeys.trigger.title")}
        value={trigger.kind}
        wrong={trigger.kind === ""}
        choices={[
          ...(trigger.kind === "" ? [{ value: "" as const, label: t("journeys.trigger.choose") }] : []),
          ...TRIGGERS.map((kind) => ({ value: kind, label: t(`journeys.trigger.${kind}`), icon: TRIGGER_ICONS[kind] })),
        ]}
        onChange={(kind) => onChange(blankTrigger(kind))}
      />
      <TriggerMore trigger={trigger} onChange={onChange} wrong={wrong} />
    </>
  );
}

function TriggerMore({ trigger, onChange, wrong }: { trigger: Trigger; onChange: (trigger: Trigger) => void; wrong: (field: string) => boolean }) {
  const { t } = useTranslation();
  const segments = useSegmentNames();
  const tags = useTagNames();
  const attributes = useAttributeNames();
  const coupons = useCoupons().data?.items ?? [];
  switch (trigger.kind) {
    case "":
      return null;
    case "event":
      return <EventFields event={trigger.event} wrong={wrong("trigger.event")} onChange={(event) => onChange({ ...trigger, event })} />;
    case "tag":
      return <Suggest label={t("journeys.step.tag")} value={trigger.tag} suggestions={tags} free wrong={wrong("trigger.tag")} onChange={(tag) => onChange({ ...trigger, tag })} />;
    case "segment":
      return (
        <span className="row wrap">
          <Pick label={t("journeys.trigger.way")} value={trigger.way} choices={(["entered", "left"] as const).map((way) => ({ value: way, label: t(`journeys.trigger.${way}`) }))} onChange={(way) => onChange({ ...trigger, way })} />
          <Suggest label={t("journeys.trigger.segment")} value={trigger.segment} suggestions={segments} wrong={wrong("trigger.segment")} onChange={(segment) => onChange({ ...trigger, segment })} />
        </span>
      );
    case "cart": {
      const { atLeast: _, ...bare } = trigger;
      return (
        <span className="row wrap">
          {t("journeys.trigger.idle")}
          <LengthFields label={t("journeys.trigger.idle")} value={trigger.idle} wrong={wrong("trigger.idle")} onChange={(idle) => onChange({ ...trigger, idle })} />
          {t("journeys.trigger.atLeast")}
          <NumberPick label={t("journeys.trigger.atLeast")} value={trigger.atLeast ?? Number.NaN} onChange={(atLeast) => onChange(Number.isFinite(atLeast) && atLeast > 0 ? { ...trigger, atLeast } : bare)} />
        </span>
      );
    }
    case "date":
      return (
        <span className="row wrap">
          <Suggest label={t("journeys.trigger.attribute")} value={trigger.attribute} suggestions={attributes} free wrong={wrong("trigger.attribute")} onChange={(attribute) => onChange({ ...trigger, attribute })} />
          {t("journeys.trigger.daysBefore")}
          <NumberPick label={t("journeys.trigger.daysBefore")} value={trigger.daysBefore} most={180} onChange={(daysBefore) => onChange({ ...trigger, daysBefore: Math.round(daysBefore) || 0 })} />
          <TextField label={t("journeys.step.time")} type="time" value={trigger.time} wrong={wrong("trigger.time")} onChange={(time) => onChange({ ...trigger, time })} />
        </span>
      );
    case "cycle":
      return (
        <>
          <label className="row">
            {t("journeys.trigger.days")}
            <NumberPick label={t("journeys.trigger.days")} value={trigger.days} most={3_650} wrong={wrong("trigger.days")} onChange={(days) => onChange({ ...trigger, days: Math.round(days) })} />
          </label>
          <TextField label={t("journeys.trigger.products")} placeholder={t("journeys.trigger.products")} value={trigger.products.join(", ")} onChange={(text) => onChange({ ...trigger, products: text.split(/[,，、\s]+/).filter(Boolean) })} />
        </>
      );
    case "stock":
    case "price":
      return (
        <>
          <label className="row">
            {t("journeys.trigger.looked")}
            <NumberPick label={t("journeys.trigger.looked")} value={trigger.days} most={180} wrong={wrong("trigger.days")} onChange={(days) => onChange({ ...trigger, days: Math.round(days) })} />
          </label>
          <TextField label={t("journeys.trigger.products")} placeholder={t("journeys.trigger.products")} value={trigger.products.join(", ")} onChange={(text) => onChange({ ...trigger, products: text.split(/[,，、\s]+/).filter(Boolean) })} />
          <p className="over">{t("journeys.trigger.lookedHelp")}</p>
        </>
      );
    case "coupon":
      return (
        <>
          <label className="row">
            {t("journeys.trigger.beforeEnd")}
            <NumberPick label={t("journeys.trigger.beforeEnd")} value={trigger.days} most={180} wrong={wrong("trigger.days")} onChange={(days) => onChange({ ...trigger, days: Math.round(days) })} />
          </label>
          <Pick<string>
            label={t("journeys.kind.coupon")}
            value={trigger.coupon || ""}
            wrong={wrong("trigger.coupon")}
            choices={[{ value: "", label: t("journeys.trigger.anyCoupon") }, ...coupons.map((one) => ({ value: one.id, label: one.name }))]}
            onChange={(coupon) => onChange({ ...trigger, coupon })}
          />
          <p className="over">{t("journeys.trigger.couponHelp")}</p>
        </>
      );
    case "schedule": {
      const { date: _, weekday: __, ...bare } = trigger;
      return (
        <span className="row wrap">
          <Pick
            label={t("journeys.every.label")}
            value={trigger.every}
            choices={(["once", "day", "week", "month"] as const).map((every) => ({ value: every, label: t(`journeys.every.${every}`) }))}
            onChange={(every) => onChange(every === "week" ? { ...bare, every, weekday: "monday" } : { ...bare, every })}
          />
          {trigger.every === "once" && <TextField label={t("journeys.step.date")} type="date" value={trigger.date ?? ""} wrong={wrong("trigger.date")} onChange={(date) => onChange({ ...trigger, date })} />}
          {trigger.every === "week" && <WeekdayPick value={trigger.weekday} onChange={(weekday) => onChange(weekday ? { ...trigger, weekday } : bare)} />}
          <TextField label={t("journeys.step.time")} type="time" value={trigger.time} wrong={wrong("trigger.time")} onChange={(time) => onChange({ ...trigger, time })} />
          <Suggest label={t("journeys.trigger.segment")} value={trigger.segment} suggestions={segments} wrong={wrong("trigger.segment")} onChange={(segment) => onChange({ ...trigger, segment })} />
        </span>
      );
    }
  }
}

function EntryFields({ entry, onChange }: { entry: Entry; onChange: (entry: Entry) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      <span className="row wrap">
        <Pick<Entry["kind"]>
          label={t("journeys.entry.title")}
          value={entry.kind}
          choices={(["once", "again", "each"] as const).map((kind) => ({ value: kind, label: t(`journeys.entry.${kind}`) }))}
          onChange={(kind) => onChange(kind === "again" ? { kind, days: 7 } : { kind })}
        />
        {entry.kind === "again" && (
          <>
            {t("journeys.entry.days")}
            <NumberPick label={t("journeys.entry.days")} value={entry.days} most={3_650} onChange={(days) => onChange({ kind: "again", days: Math.round(days) })} />
          </>
        )}
      </span>
      <p className="dim">{words.entry(entry)}</p>
    </>
  );
}

function KeptOut({ id, count }: { id: string; count: number }) {
  const { t } = useTranslation();
  const time = useTime();
  const [open, setOpen] = useState(false);
  const lines = useKeptOut(id, open).data?.items ?? [];
  if (count === 0) return <p className="over">{t("journeys.entry.nobody")}</p>;
  return (
    <>
      <button type="button" className="why" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("journeys.entry.kept", { count })}
      </button>
      {open && (
        <ul className="lacks">
          {lines.map((line) => (
            <li key={line.customer.id}>
              <Link className="link" to="/customers/$customerId" params={{ customerId: line.customer.id }}>
                {line.customer.name ?? t("journeys.runs.nameless")}
              </Link>
              <span className="dim">
                {" "}
                {[t(`journeys.entry.why.${line.why}`), time.moment(line.at), line.times > 1 ? t("journeys.entry.times", { count: line.times }) : ""]
                  .filter(Boolean)
                  .join(t("journeys.comma"))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const STOPS: { word: "bought" | "replied" | "optOut"; stop: Stop }[] = [
  { word: "bought", stop: { event: { name: "Order Completed", where: [] }, same: "any", goal: true } },
  { word: "replied", stop: { event: { name: "message", where: [{ property: "direction", op: "is", value: "in" }] }, same: "any", goal: false } },
  { word: "optOut", stop: { event: { name: "consent", where: [{ property: "granted", op: "is", value: "false" }] }, same: "any", goal: false } },
];

function StopFields({ stops, onChange }: { stops: Stop[]; onChange: (stops: Stop[]) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const known = (stop: Stop) => STOPS.find((one) => one.stop.event.name === stop.event.name)?.word;
  const choices = STOPS.filter((one) => !stops.some((stop) => stop.event.name === one.stop.event.name)).map(
    (one): Choice => ({ label: t(`journeys.stops.${one.word}`), act: () => onChange([...stops, one.stop]) }),
  );
  return (
    <>
      {stops.map((stop, n) => {
        const word = known(stop);
        return (
          <div className="row" key={n}>
            <span className="grow cut">{word ? t(`journeys.stops.${word}`) : words.stop(stop)}</span>
            <Pick
              label={word ? t(`journeys.stops.${word}`) : words.stop(stop)}
              value={stop.goal}
              choices={[
                { value: true, label: t("journeys.stops.goal") },
                { value: false, label: t("journeys.stops.exit") },
              ]}
              onChange={(goal) => onChange(stops.map((one, at) => (at === n ? { ...one, goal } : one)))}
            />
            <Button look="quiet" small icon="x" label={t("journeys.stops.remove")} onClick={() => onChange(stops.filter((_, at) => at !== n))} />
          </div>
        );
      })}
      {choices.length > 0 && (
        <Menu
          placement="bottom-start"
          choices={choices}
          opener={
            <Button look="quiet" small icon="plus">
              {t("journeys.stops.add")}
            </Button>
          }
        />
      )}
    </>
  );
}
