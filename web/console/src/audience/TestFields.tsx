import { useTranslation } from "react-i18next";
import { Chip } from "../ui/Chip.tsx";
import { NumberPick, Pick } from "../ui/Pick.tsx";
import { Suggest, type Suggestion } from "../ui/Suggest.tsx";
import type { Op, Value } from "./condition.ts";

export interface Test {
  op: Op;
  value?: Value | null;
}

const OPS: Op[] = ["is", "is_not", "one_of", "contains", "not_contains", "starts_with", "known", ">", ">=", "<", "<=", "before", "after", "matches"];
const OPS_OF: Record<string, Op[]> = {
  number: ["is", "is_not", ">", ">=", "<", "<=", "known"],
  boolean: ["is", "known"],
  date: ["is", "before", "after", "known"],
  datetime: ["before", "after", "known"],
  choice: ["is", "is_not", "one_of", "known"],
  list: ["is", "is_not", "one_of", "contains", "known"],
};
export const isNumeric = (op: Op) => /^[<>]/.test(op);

/// How a value is compared, and with what: a word, a figure, a date, or several words.
export function TestFields({
  test,
  property,
  values,
  wrong,
  place,
  type = null,
  onChange,
}: {
  test: Test;
  /// What the merchant defined the attribute to be: then only what makes sense of it is offered.
  type?: string | null;
  property: string;
  values: Suggestion[];
  wrong: string | null;
  place: string;
  onChange: (test: Test, about?: string) => void;
}) {
  const { t } = useTranslation();
  const amiss = wrong === (place ? `${place}.value` : "value");
  const ops = OPS_OF[type ?? ""] ?? OPS;
  const set = (value: Value | null) => onChange({ ...test, value }, `${place}.value`);
  return (
    <>
      <Pick
        label={t("audience.field.op")}
        value={test.op}
        wrong={wrong === (place ? `${place}.op` : "op")}
        choices={(ops.includes(test.op) ? ops : [test.op, ...ops]).map((op) => ({ value: op, label: t(`audience.op.${op}`) }))}
        onChange={(op) => onChange({ op, value: fitting(op, test.value) })}
      />
      {test.op === "known" ? null : type === "boolean" ? (
        <Pick
          label={t("audience.field.value")}
          value={String(test.value ?? "") === "false" ? "false" : String(test.value ?? "") === "true" ? "true" : ""}
          wrong={amiss}
          choices={["true", "false"].map((value) => ({ value, label: t(value === "true" ? "attributes.yes" : "attributes.no") }))}
          onChange={(value) => set(value === "true")}
        />
      ) : isNumeric(test.op) || (type === "number" && (test.op === "is" || test.op === "is_not")) ? (
        <NumberPick
          label={t("audience.field.value")}
          value={typeof test.value === "number" ? test.value : Number.NaN}
          wrong={amiss}
          onChange={set}
        />
      ) : test.op === "before" || test.op === "after" || (type === "date" && test.op !== "one_of") ? (
        <label className="pick" data-wrong={amiss || undefined}>
          <input
            type="date"
            aria-label={t("audience.field.value")}
            value={String(test.value ?? "").slice(0, 10)}
            onChange={(event) => set(event.target.value)}
          />
        </label>
      ) : test.op === "one_of" ? (
        <Several property={property} values={values} chosen={listOf(test.value)} wrong={amiss} onChange={set} />
      ) : (
        <Suggest
          label={t("audience.field.value")}
          placeholder={t(`audience.hint.${hintOf(property)}`)}
          value={String(test.value ?? "")}
          suggestions={test.op === "matches" ? [] : values}
          free
          wrong={amiss}
          onChange={set}
        />
      )}
    </>
  );
}

function Several({
  values,
  chosen,
  wrong,
  onChange,
}: {
  property: string;
  values: Suggestion[];
  chosen: string[];
  wrong: boolean;
  onChange: (value: string[]) => void;
}) {
  const { t } = useTranslation();
  const labelOf = (value: string) => values.find((one) => one.value === value)?.label ?? value;
  const rest = values.filter((one) => !chosen.includes(one.value));
  const draft = chosen.at(-1) === "" ? "" : null;
  const kept = chosen.filter((one) => one !== "");
  return (
    <span className="bit several">
      {kept.map((one) => (
        <Chip
          key={one}
          look="tag"
          removeLabel={t("audience.removeValue", { value: labelOf(one) })}
          onRemove={() => onChange(kept.filter((other) => other !== one))}
        >
          {labelOf(one)}
        </Chip>
      ))}
      <OneMore key={kept.length} suggestions={rest} wrong={wrong && draft === null} onAdd={(value) => onChange([...kept, value])} />
    </span>
  );
}

function OneMore({ suggestions, wrong, onAdd }: { suggestions: Suggestion[]; wrong: boolean; onAdd: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <form
      className="bit"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = event.currentTarget.querySelector("input")?.value.trim();
        if (typed) onAdd(suggestions.find((one) => one.label === typed)?.value ?? typed);
      }}
    >
      <Suggest
        label={t("audience.addValue")}
        placeholder={t("audience.addValue")}
        value=""
        suggestions={suggestions}
        wrong={wrong}
        onChange={(value) => value.trim() && onAdd(value.trim())}
      />
    </form>
  );
}

const listOf = (value: Value | null | undefined): string[] =>
  Array.isArray(value) ? value.map(String) : value === null || value === undefined || value === "" ? [] : [String(value)];

/// What was written goes along to another way of comparing, as far as it makes sense there.
export function fitting(op: Op, value: Value | null | undefined): Value | null {
  const first = Array.isArray(value) ? value[0] : value;
  if (op === "known") return null;
  if (op === "one_of") return listOf(value);
  if (isNumeric(op)) {
    const number = typeof first === "number" ? first : Number.parseFloat(String(first ?? ""));
    return Number.isFinite(number) ? number : Number.NaN;
  }
  if (op === "before" || op === "after") return /^\d{4}-\d\d-\d\d/.test(String(first ?? "")) ? String(first) : "";
  return first === undefined || first === null || (typeof first === "number" && !Number.isFinite(first)) ? "" : String(first);
}

function hintOf(property: string): "url" | "text" | "value" {
  return property === "url" ? "url" : property === "query" || property === "text" ? "text" : "value";
}
