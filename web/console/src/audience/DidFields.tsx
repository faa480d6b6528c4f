import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { NumberPick, Pick } from "../ui/Pick.tsx";
import { Suggest } from "../ui/Suggest.tsx";
import { type Did, type EventMatch, type Filter, LIMITS, type Measure, type Sequence } from "./condition.ts";
import { SpanFields } from "./Fields.tsx";
import { CLICKS, kindOf } from "./kinds.ts";
import type { LeafFieldsProps } from "./LeafRow.tsx";
import { TestFields } from "./TestFields.tsx";
import { useEventNames, useEventWord, usePropertyNames, usePropertyValues, usePropertyWord } from "./vocabulary.ts";

/// Did something: which events, how often or how much, and since when.
export function DidFields({ leaf, onChange, wrong }: LeafFieldsProps<Did>) {
  const kind = kindOf(leaf).id;
  const set = (change: Partial<Did>, about?: string) => onChange({ ...leaf, ...change }, about);
  return (
    <>
      <MatchFields
        match={leaf.event}
        place="event"
        wrong={wrong}
        named={kind === "event" ? "any" : kind === "click" ? "click" : null}
        onChange={(event, about) => set({ event }, about)}
      />
      <MeasureFields leaf={leaf} wrong={wrong} onChange={(measure, about) => set({ measure }, about)} />
      <SpanFields span={leaf.within} wrong={wrong === "within.amount"} onChange={(within, about) => set({ within }, about)} />
    </>
  );
}

interface MatchProps {
  match: EventMatch;
  place: string;
  wrong: string | null;
  /// Whether the event itself is chosen here, and among which.
  named: "any" | "click" | null;
  onChange: (match: EventMatch, about?: string) => void;
}

export function MatchFields({ match, place, wrong, named, onChange }: MatchProps) {
  const { t } = useTranslation();
  const events = useEventNames();
  const word = useEventWord();
  const hidden = (filter: Filter) => match.name === "message" && filter.property === "direction";
  const setFilter = (at: number, filter: Filter | null, about?: string) =>
    onChange({ ...match, where: match.where.flatMap((one, n) => (n === at ? (filter ? [filter] : []) : [one])) }, about);
  return (
    <>
      {named === "any" && (
        <Suggest
          label={t("audience.field.event")}
          placeholder={t("audience.hint.event")}
          value={match.name}
          suggestions={events}
          free
          wrong={wrong === `${place}.name`}
          onChange={(name) => onChange({ ...match, name }, `${place}.name`)}
        />
      )}
      {named === "click" && (
        <Pick
          label={t("audience.field.event")}
          value={match.name}
          choices={CLICKS.map((name) => ({ value: name, label: word(name) }))}
          onChange={(name) => onChange({ ...match, name })}
        />
      )}
      {match.where.map((filter, n) =>
        hidden(filter) ? null : (
          <FilterFields
            key={n}
            event={match.name}
            filter={filter}
            place={`${place}.where[${n}]`}
            wrong={wrong}
            onChange={(next, about) => setFilter(n, next, about)}
            onRemove={() => setFilter(n, null)}
          />
        ),
      )}
      {match.where.length < LIMITS.filters && match.name.trim() !== "" && (
        <Button
          look="quiet"
          small
          icon="plus"
          onClick={() => onChange({ ...match, where: [...match.where, { property: nextProperty(match), op: "is", value: "" }] })}
        >
          {t("audience.addFilter")}
        </Button>
      )}
    </>
  );
}

/// The next thing one would ask of such an event.
function nextProperty(match: EventMatch): string {
  const asked = new Set(match.where.map((filter) => filter.property));
  const likely =
    match.name === "page" || match.name === "Page Dwelled"
      ? ["url", "title"]
      : match.name.startsWith("Order")
        ? ["products.product_id", "products.category", "total"]
        : match.name.startsWith("Product")
          ? ["product_id", "category", "price"]
          : [];
  return likely.find((property) => !asked.has(property)) ?? "";
}

function FilterFields({
  event,
  filter,
  place,
  wrong,
  onChange,
  onRemove,
}: {
  event: string;
  filter: Filter;
  place: string;
  wrong: string | null;
  onChange: (filter: Filter, about?: string) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const properties = usePropertyNames(event);
  const values = usePropertyValues(event, filter.property);
  const word = usePropertyWord();
  const fixed = filter.property === "query" || (filter.property === "text" && event === "message");
  return (
    <span className="bit filter" role="group" aria-label={word(filter.property) || t("audience.filter")}>
      {!fixed && (
        <Suggest
          label={t("audience.field.property")}
          placeholder={t("audience.hint.property")}
          value={filter.property}
          suggestions={properties}
          free
          wrong={wrong === `${place}.property`}
          onChange={(property) => onChange({ ...filter, property }, `${place}.property`)}
        />
      )}
      <TestFields
        test={filter}
        property={filter.property}
        values={values}
        wrong={wrong}
        place={place}
        onChange={(test, about) => onChange({ ...filter, ...test }, about)}
      />
      <Button look="quiet" small icon="x" label={t("audience.removeFilter")} onClick={onRemove} />
    </span>
  );
}

type Shape = { id: string; of: (amount: number) => Measure; fits: (measure: Measure) => boolean };

const isOf = (kind: Measure["kind"], property?: string) => (measure: Measure) =>
  measure.kind === kind && (property === undefined || (measure.kind !== "count" && measure.property === property));

const DWELLS: Shape[] = [
  { id: "dwellMost", of: (n) => ({ kind: "most", property: "seconds", atLeast: n }), fits: isOf("most", "seconds") },
  { id: "dwellSum", of: (n) => ({ kind: "sum", property: "added_seconds", atLeast: n }), fits: isOf("sum", "added_seconds") },
  { id: "scroll", of: (n) => ({ kind: "most", property: "scroll_percent", atLeast: Math.min(100, n) }), fits: isOf("most", "scroll_percent") },
];

const MEASURES: Measure["kind"][] = ["count", "sum", "distinct", "most"];

function MeasureFields({
  leaf,
  onChange,
  wrong,
}: {
  leaf: Did;
  onChange: (measure: Measure, about?: string) => void;
  wrong: string | null;
}) {
  const { t } = useTranslation();
  const { measure } = leaf;
  const properties = usePropertyNames(leaf.event.name);
  const dwell = leaf.event.name === "Page Dwelled" ? DWELLS.find((one) => one.fits(measure)) : undefined;
  const amount = (
    <NumberPick
      label={t("audience.field.atLeast")}
      value={measure.atLeast}
      most={measure.kind === "count" || measure.kind === "distinct" ? LIMITS.times.max : 1_000_000_000}
      wrong={wrong === "measure.atLeast" || wrong === "measure"}
      onChange={(atLeast) =>
        onChange({ ...measure, atLeast: measure.kind === "count" ? Math.round(atLeast) : atLeast }, "measure.atLeast")
      }
    />
  );
  if (dwell)
    return (
      <span className="bit">
        <Pick
          label={t("audience.field.measure")}
          value={dwell.id}
          choices={DWELLS.map((one) => ({ value: one.id, label: t(`audience.measure.${one.id}`) }))}
          onChange={(id) => onChange(DWELLS.find((one) => one.id === id)!.of(measure.atLeast || 60))}
        />
        {amount}
        <span className="dim">{t(`audience.after.${dwell.id}`)}</span>
      </span>
    );
  return (
    <span className="bit">
      <Pick
        label={t("audience.field.measure")}
        value={measure.kind}
        choices={MEASURES.map((kind) => ({ value: kind, label: t(`audience.measure.${kind}`) }))}
        onChange={(kind) => onChange(turned(measure, kind, leaf.event.name))}
      />
      {measure.kind !== "count" && (
        <Suggest
          label={t("audience.field.property")}
          placeholder={t("audience.hint.property")}
          value={measure.property}
          suggestions={properties}
          free
          wrong={wrong === "measure.property"}
          onChange={(property) => onChange({ ...measure, property }, "measure.property")}
        />
      )}
      {measure.kind !== "count" && <span className="dim">{t("audience.least")}</span>}
      {amount}
      <span className="dim">{t(`audience.after.${measure.kind}`, { count: measure.atLeast || 2 })}</span>
    </span>
  );
}

function turned(measure: Measure, kind: Measure["kind"], event: string): Measure {
  if (kind === "count") return { kind, atLeast: Math.min(LIMITS.times.max, Math.max(1, Math.round(measure.atLeast || 1))) };
  const property = measure.kind !== "count" ? measure.property : event.startsWith("Order") ? "total" : kind === "distinct" ? "product_id" : "price";
  return { kind, property, atLeast: measure.atLeast || 1 };
}

/// One after the other: each step an event, at most six.
export function SequenceFields({ leaf, onChange, wrong }: LeafFieldsProps<Sequence>) {
  const { t } = useTranslation();
  const word = useEventWord();
  const setStep = (at: number, step: EventMatch | null, about?: string) =>
    onChange({ ...leaf, steps: leaf.steps.flatMap((one, n) => (n === at ? (step ? [step] : []) : [one])) }, about);
  return (
    <>
      <SpanFields
        span={leaf.within}
        ever={false}
        wrong={wrong === "within.amount"}
        onChange={(within, about) => within && onChange({ ...leaf, within }, about)}
      />
      <ol className="steps">
        {leaf.steps.map((step, n) => (
          <li key={n} aria-label={word(step.name)}>
            <span className="n num">{n + 1}</span>
            <MatchFields
              match={step}
              place={`steps[${n}]`}
              named="any"
              wrong={wrong}
              onChange={(next, about) => setStep(n, next, about)}
            />
            {leaf.steps.length > 2 && (
              <Button look="quiet" small icon="x" label={t("audience.removeStep", { n: n + 1 })} onClick={() => setStep(n, null)} />
            )}
          </li>
        ))}
        {leaf.steps.length < LIMITS.steps && (
          <li>
            <Button look="quiet" small icon="plus" onClick={() => onChange({ ...leaf, steps: [...leaf.steps, { name: "", where: [] }] })}>
              {t("audience.addStep")}
            </Button>
          </li>
        )}
      </ol>
    </>
  );
}
