import { useTranslation } from "react-i18next";
import { channelWord } from "../ui/Chip.tsx";
import { NumberPick, Pick } from "../ui/Pick.tsx";
import { Suggest } from "../ui/Suggest.tsx";
import {
  type Attribute,
  IDENTITIES,
  type InCart,
  type LeafCondition,
  type Op,
  type Ordered,
  type Span,
  STAGES,
  type Unit,
  WAYS,
} from "./condition.ts";
import type { LeafFieldsProps } from "./LeafRow.tsx";
import { TestFields } from "./TestFields.tsx";
import { useAttributeNames, useAttributeType, useAttributeValues, useOrderChannels, useSegmentNames, useTagNames } from "./vocabulary.ts";

const UNITS: Unit[] = ["day", "hour", "minute"];
export const COMPARING: Op[] = [">=", "<=", ">", "<", "is", "is_not"];

/// In the last 30 days; or, where that may be, whenever.
export function SpanFields({
  span,
  onChange,
  ever = true,
  wrong,
}: {
  span: Span | null | undefined;
  onChange: (span: Span | null, about?: string) => void;
  ever?: boolean;
  wrong: boolean;
}) {
  const { t } = useTranslation();
  const before = t("audience.inLast");
  return (
    <span className="bit">
      {span && before && <span className="dim">{before}</span>}
      {span && (
        <NumberPick
          label={t("audience.span")}
          value={span.amount}
          wrong={wrong}
          most={span.unit === "day" ? 731 : 17_544}
          onChange={(amount) => onChange({ ...span, amount: Math.round(amount) }, "within.amount")}
        />
      )}
      <Pick
        label={t("audience.unit.label")}
        value={span?.unit ?? null}
        choices={[
          ...UNITS.map((unit) => ({ value: unit as Unit | null, label: t(`audience.unit.${unit}`, { count: span?.amount || 2 }) })),
          ...(ever ? [{ value: null, label: t("audience.ever") }] : []),
        ]}
        onChange={(unit) => onChange(unit && { unit, amount: span?.amount || 30 })}
      />
    </span>
  );
}

export function WhoFields({ leaf, onChange, wrong }: LeafFieldsProps<LeafCondition>) {
  const { t } = useTranslation();
  const tags = useTagNames();
  const segments = useSegmentNames();
  switch (leaf.kind) {
    case "tagged":
      return (
        <Suggest
          label={t("audience.field.tag")}
          placeholder={t("audience.hint.tag")}
          value={leaf.tag}
          suggestions={tags}
          free
          wrong={wrong === "tag"}
          onChange={(tag) => onChange({ ...leaf, tag }, "tag")}
        />
      );
    case "segment":
      return (
        <Suggest
          label={t("audience.field.segment")}
          placeholder={t("audience.hint.segment")}
          value={leaf.segment}
          suggestions={segments}
          wrong={wrong === "segment"}
          onChange={(segment) => onChange({ ...leaf, segment }, "segment")}
        />
      );
    case "identified":
      return (
        <Pick
          label={t("audience.field.by")}
          value={leaf.by}
          choices={IDENTITIES.map((by) => ({ value: by as string, label: t(`audience.identity.${by}`) }))}
          onChange={(by) => onChange({ ...leaf, by })}
        />
      );
    case "reachable":
      return (
        <Pick
          label={t("audience.field.channel")}
          value={leaf.channel}
          choices={WAYS.map((way) => ({ value: way, label: channelWord(way, t) }))}
          onChange={(channel) => onChange({ ...leaf, channel })}
        />
      );
    case "lifecycle":
      return (
        <Pick
          label={t("audience.field.stage")}
          value={leaf.stage}
          choices={STAGES.map((stage) => ({ value: stage, label: t(`audience.stage.${stage}`) }))}
          onChange={(stage) => onChange({ ...leaf, stage })}
        />
      );
    default:
      return null;
  }
}

export function AttributeFields({ leaf, onChange, wrong }: LeafFieldsProps<Attribute>) {
  const { t } = useTranslation();
  const names = useAttributeNames();
  const values = useAttributeValues(leaf.name);
  const type = useAttributeType(leaf.name);
  return (
    <>
      <Suggest
        label={t("audience.field.name")}
        placeholder={t("audience.hint.name")}
        value={leaf.name}
        suggestions={names}
        free
        wrong={wrong === "name"}
        onChange={(name) => onChange({ ...leaf, name }, "name")}
      />
      <TestFields
        test={leaf}
        property={leaf.name}
        values={values}
        wrong={wrong}
        place=""
        type={type}
        onChange={(test, about) => onChange({ ...leaf, ...test }, about)}
      />
    </>
  );
}

function OpPick({ op, onChange }: { op: Op; onChange: (op: Op) => void }) {
  const { t } = useTranslation();
  return (
    <Pick
      label={t("audience.field.op")}
      value={op}
      choices={COMPARING.map((one) => ({ value: one, label: t(`audience.amount.${one}`) }))}
      onChange={onChange}
    />
  );
}

export function OrderFields({ leaf, onChange, wrong }: LeafFieldsProps<Ordered>) {
  const channels = useOrderChannels();
  const { t } = useTranslation();
  const measures = ["count", "total", "average"] as const;
  return (
    <>
      <Pick
        label={t("audience.field.measure")}
        value={leaf.measure}
        choices={measures.map((one) => ({ value: one, label: t(`audience.ordered.${one}`) }))}
        onChange={(measure) => onChange({ ...leaf, measure, value: measure === "count" ? 1 : leaf.measure === "count" ? 1000 : leaf.value })}
      />
      <OpPick op={leaf.op} onChange={(op) => onChange({ ...leaf, op })} />
      <NumberPick
        label={t("audience.field.value")}
        value={leaf.value}
        wrong={wrong === "value"}
        before={leaf.measure === "count" ? undefined : <span className="faint">$</span>}
        after={leaf.measure === "count" ? <span className="faint">{t("audience.unitOf.orders", { count: leaf.value || 2 })}</span> : undefined}
        onChange={(value) => onChange({ ...leaf, value }, "value")}
      />
      <SpanFields
        span={leaf.within}
        wrong={wrong === "within.amount"}
        onChange={(within, about) => onChange({ ...leaf, within }, about)}
      />
      <Pick
        label={t("audience.field.from")}
        value={leaf.channel ?? null}
        choices={[...new Set([null, ...channels, "web", "store", leaf.channel ?? null])].map((channel) => ({
          value: channel,
          label: channel === null ? t("audience.anyChannel") : channelWord(channel, t),
        }))}
        onChange={(channel) => onChange({ ...leaf, channel })}
      />
    </>
  );
}

export function CartFields({ leaf, onChange, wrong }: LeafFieldsProps<InCart>) {
  const { t } = useTranslation();
  const measures = ["items", "total"] as const;
  return (
    <>
      <Pick
        label={t("audience.field.measure")}
        value={leaf.measure}
        choices={measures.map((one) => ({ value: one, label: t(`audience.cart.${one}`) }))}
        onChange={(measure) => onChange({ ...leaf, measure, value: measure === "items" ? 1 : 1000 })}
      />
      <OpPick op={leaf.op} onChange={(op) => onChange({ ...leaf, op })} />
      <NumberPick
        label={t("audience.field.value")}
        value={leaf.value}
        wrong={wrong === "value"}
        before={leaf.measure === "items" ? undefined : <span className="faint">$</span>}
        after={leaf.measure === "items" ? <span className="faint">{t("audience.unitOf.items", { count: leaf.value || 2 })}</span> : undefined}
        onChange={(value) => onChange({ ...leaf, value }, "value")}
      />
    </>
  );
}
