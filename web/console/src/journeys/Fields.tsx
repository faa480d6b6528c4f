import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MatchFields } from "../audience/DidFields.tsx";
import type { EventMatch } from "../audience/condition.ts";
import { NumberPick, Pick } from "../ui/Pick.tsx";
import type { Length, Same } from "./flow.ts";
import { WEEKDAYS } from "./kinds.ts";

/// A heading of the panel with what belongs under it.
export function Part({ title, children, side }: { title: string; children: ReactNode; side?: ReactNode }) {
  return (
    <section className="part">
      <h3>
        <span className="grow">{title}</span>
        {side}
      </h3>
      {children}
    </section>
  );
}

export function LengthFields({ label, value, onChange, wrong }: { label: string; value: Length; onChange: (value: Length) => void; wrong?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="row wrap">
      <NumberPick label={label} value={value.amount} most={20_000} {...(wrong && { wrong })} onChange={(amount) => onChange({ ...value, amount: Math.round(amount) })} />
      <Pick
        label={t("journeys.unit.label")}
        value={value.unit}
        choices={(["minute", "hour", "day"] as const).map((unit) => ({ value: unit, label: t(`journeys.unit.${unit}`) }))}
        onChange={(unit) => onChange({ ...value, unit })}
      />
    </span>
  );
}

export function TextField({ label, value, onChange, type = "text", wrong, rows, ...rest }: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "time" | "date" | "url";
  wrong?: boolean;
  rows?: number;
  placeholder?: string;
  id?: string;
}) {
  const shared = { value, "aria-label": label, "aria-invalid": wrong || undefined, className: "input", ...rest };
  return rows ? (
    <textarea {...shared} rows={rows} onChange={(event) => onChange(event.target.value)} />
  ) : (
    <input {...shared} type={type} onChange={(event) => onChange(event.target.value)} />
  );
}

export function EventFields({ event, onChange, wrong }: { event: EventMatch; onChange: (event: EventMatch) => void; wrong: boolean }) {
  return (
    <div className="row wrap match">
      <MatchFields match={event} place="event" wrong={wrong ? "event.name" : null} named="any" onChange={(next) => onChange(next)} />
    </div>
  );
}

export function SamePick({ value, onChange, label }: { value: Same; onChange: (value: Same) => void; label: string }) {
  const { t } = useTranslation();
  return (
    <Pick
      label={label}
      value={value}
      choices={(["any", "cart", "order", "product", "coupon"] as const).map((same) => ({ value: same, label: t(`journeys.same.${same}`) }))}
      onChange={onChange}
    />
  );
}

export function WeekdayPick({ value, onChange, any }: { value: string | undefined; onChange: (value: string | undefined) => void; any?: boolean }) {
  const { t } = useTranslation();
  return (
    <Pick<string | undefined>
      label={t("journeys.weekday.label")}
      value={value}
      choices={[
        ...(any ? [{ value: undefined, label: t("journeys.weekday.any") }] : []),
        ...WEEKDAYS.map((day) => ({ value: day as string | undefined, label: t(`journeys.weekday.${day}`) })),
      ]}
      onChange={onChange}
    />
  );
}
