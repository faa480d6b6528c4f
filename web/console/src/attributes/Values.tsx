import "./attributes.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AttributeVersion, call, type Customer, type DefinedAttribute, type Listing } from "@parley/api";
import { Section } from "../customers/Person.tsx";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Popover } from "../ui/Menu.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { useAttributeDefinitions, useAttributeLabel } from "./data.ts";

const FOLDED_MILLIS = 700;

/// What is known of her: what the merchant defined, set or not, with its label; then whatever else was told.
export function Attributes({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { all } = useAttributeDefinitions();
  const set = useSetting(customer);
  const others = Object.entries(customer.attributes).filter(
    ([name, value]) => name !== "name" && value !== null && value !== "" && !all.some((one) => one.name === name),
  );
  if (others.length === 0 && all.length === 0) return null;
  return (
    <Section title={t("customers.attributes")} end={all.length > 0 && <Past customer={customer} />}>
      <dl className="attribute-values">
        {all.map((one) => (
          <Defined key={one.name} one={one} value={customer.attributes[one.name]} onSet={(value) => set(one, value)} />
        ))}
        {others.map(([name, value]) => (
          <div key={name} className="row">
            <dt className="faint cut">{t(`customers.trait.${name}`, { defaultValue: name })}</dt>
            <dd className="grow cut">{typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/// Shown at once; the server folds it like anything that is told of her, so it is read again a moment later.
function useSetting(customer: Customer) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = ["customer", customer.id];
  const tell = async (name: string, value: unknown) => {
    queries.setQueryData<Customer>(key, (now) => now && { ...now, attributes: { ...now.attributes, [name]: value } });
    try {
      await call(`/customers/${customer.id}/attributes`, { method: "PUT", body: { attributes: { [name]: value } } });
      setTimeout(() => void queries.invalidateQueries({ queryKey: key }), FOLDED_MILLIS);
    } catch (refusal) {
      void queries.invalidateQueries({ queryKey: key });
      toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
    }
  };
  return (one: DefinedAttribute, value: unknown) => void tell(one.name, value);
}

export function useValueWord(): (value: unknown, type?: DefinedAttribute["type"]) => string {
  const { t } = useTranslation();
  const time = useTime();
  return (value, type) => {
    if (value === undefined || value === null || value === "") return "";
    if (typeof value === "boolean") return t(value ? "attributes.yes" : "attributes.no");
    if (Array.isArray(value)) return value.map(String).join("、");
    if (type === "datetime") return time.moment(String(value));
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
}

function Defined({ one, value, onSet }: { one: DefinedAttribute; value: unknown; onSet: (value: unknown) => void }) {
  const { t } = useTranslation();
  const [editing, edit] = useState(false);
  const label = useAttributeLabel()(one.name) ?? one.name;
  const said = useValueWord()(value, one.type);
  const done = (next: unknown) => {
    edit(false);
    if (next !== undefined) onSet(next);
  };
  return (
    <div className="row">
      <dt className="faint cut" title={one.name}>
        {label}
      </dt>
      <dd className="grow cut">
        {editing ? (
          <ValueForm one={one} label={label} value={value} onDone={done} />
        ) : (
          <button type="button" className="change cut" aria-label={t("attributes.set", { name: label })} onClick={() => edit(true)}>
            {said || <span className="faint">{t("attributes.unset")}</span>}
          </button>
        )}
      </dd>
    </div>
  );
}

/// A control that fits the kind of value; `undefined` leaves it as it is.
function ValueForm({ one, label, value, onDone }: { one: DefinedAttribute; label: string; value: unknown; onDone: (value: unknown) => void }) {
  const { t } = useTranslation();
  const choosing = one.type === "boolean" || one.type === "choice";
  if (choosing) {
    const choices = one.type === "boolean" ? ["true", "false"] : one.choices;
    return (
      <span className="select">
        <select
          autoFocus
          aria-label={label}
          value={value === undefined || value === null ? "" : String(value)}
          onBlur={() => onDone(undefined)}
          onChange={(event) => {
            const chosen = event.target.value;
            onDone(chosen === "" ? null : one.type === "boolean" ? chosen === "true" : chosen);
          }}
        >
          <option value="">{t("attributes.unset")}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {one.type === "boolean" ? t(choice === "true" ? "attributes.yes" : "attributes.no") : choice}
            </option>
          ))}
        </select>
        <Icon name="down" size={14} />
      </span>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("value") ?? "").trim();
    if (text === "") return onDone(null);
    onDone(one.type === "datetime" ? new Date(text).toISOString() : text);
  };
  const shown = Array.isArray(value) ? value.join("、") : value === undefined || value === null ? "" : String(value);
  return (
    <form onSubmit={submit} onKeyDown={(event) => event.key === "Escape" && onDone(undefined)}>
      <input
        className="input"
        name="value"
        autoFocus
        autoComplete="off"
        aria-label={label}
        type={one.type === "date" ? "date" : one.type === "datetime" ? "datetime-local" : "text"}
        {...(one.type === "number" && { inputMode: "decimal" as const })}
        defaultValue={one.type === "datetime" ? local(shown) : shown}
      />
      <Button small look="go" type="submit">
        {t("settings.save")}
      </Button>
    </form>
  );
}

/// As the browser's own control for a time wants it.
function local(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Past({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const time = useTime();
  const labelOf = useAttributeLabel();
  const word = useValueWord();
  const [open, setOpen] = useState(false);
  const past = useQuery({
    queryKey: ["customer", customer.id, "attribute-history"],
    enabled: open,
    queryFn: ({ signal }) => call<Listing<AttributeVersion>>(`/customers/${customer.id}/attribute-history`, { signal }),
  });
  const all = past.data?.items ?? [];
  return (
    <Popover
      label={t("attributes.versions")}
      open={open}
      onOpen={setOpen}
      placement="bottom-end"
      opener={<Button small look="quiet" icon="clock" label={t("attributes.history")} />}
    >
      <div className="attribute-past">
        {all.length === 0 && <p className="faint small">{past.isPending ? "…" : t("attributes.noHistory")}</p>}
        {all.map((one) => (
          <div key={`${one.name} ${one.at}`} className="row small">
            <span className="faint">{labelOf(one.name) ?? one.name}</span>
            <span className="grow cut">{word(one.value) || t("attributes.unset")}</span>
            <span className="faint num">{time.ago(one.at)}</span>
          </div>
        ))}
      </div>
    </Popover>
  );
}
