import "./attributes.css";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DefinedAttribute } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Bones, Empty, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { TYPES, useAttributeDefinitions, useAttributeLabel } from "./data.ts";

type Type = DefinedAttribute["type"];

/// What the merchant wants to know of customers, and what did not fit.
export function AttributesRoom() {
  const { t } = useTranslation();
  const { found, all, ...verbs } = useAttributeDefinitions();
  const labelOf = useAttributeLabel();
  const [editing, edit] = useState<DefinedAttribute | "new" | null>(null);
  const refused = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  const remove = (one: DefinedAttribute) => {
    verbs.hide(one.name);
    toast(t("attributes.removed", { name: labelOf(one.name) ?? one.name }), {
      undo: verbs.reread,
      commit: () => void verbs.forget(one.name).catch(refused),
    });
  };
  return (
    <Part id="attributes" title={t("attributes.title")} about={t("attributes.about")}>
      {found.isPending ? (
        <Bones rows={3} />
      ) : found.isError ? (
        <Failed error={found.error} retry={() => void found.refetch()} />
      ) : all.length === 0 && editing === null ? (
        <Empty action={<Button onClick={() => edit("new")}>{t("attributes.add")}</Button>}>{t("attributes.none")}</Empty>
      ) : (
        <ul className="attributes">
          {all.map((one) =>
            editing !== null && editing !== "new" && editing.name === one.name ? (
              <li key={one.name}>
                <Form one={one} define={verbs.define} onDone={() => edit(null)} />
              </li>
            ) : (
              <li key={one.name}>
                <Line one={one} label={labelOf(one.name) ?? one.name} onEdit={() => edit(one)} onRemove={() => remove(one)} />
              </li>
            ),
          )}
        </ul>
      )}
      {editing === "new" ? (
        <Form one={null} define={verbs.define} onDone={() => edit(null)} />
      ) : (
        all.length > 0 && (
          <div>
            <Button icon="plus" onClick={() => edit("new")}>
              {t("attributes.add")}
            </Button>
          </div>
        )
      )}
    </Part>
  );
}

function Line({ one, label, onEdit, onRemove }: { one: DefinedAttribute; label: string; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const time = useTime();
  return (
    <>
      <div className="row">
        <b>{label}</b>
        <code className="faint">{one.name}</code>
        <span className="dim grow cut">
          {t(`attributes.type.${one.type}`)}
          {one.choices.length > 0 && t("attributes.oneOf", { choices: one.choices.join(t("attributes.comma")) })}
        </span>
        <Button small look="quiet" icon="edit" label={t("attributes.edit", { name: label })} onClick={onEdit} />
        <Button small look="quiet" icon="trash" label={t("attributes.remove", { name: label })} onClick={onRemove} />
      </div>
      {one.misfit && (
        <p className="small warn-ink">
          {t("attributes.misfit", { count: one.misfit.count, value: one.misfit.value, at: time.moment(one.misfit.at) })}
        </p>
      )}
    </>
  );
}

function Form({
  one,
  define,
  onDone,
}: {
  one: DefinedAttribute | null;
  define: ReturnType<typeof useAttributeDefinitions>["define"];
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const [type, setType] = useState<Type>(one?.type ?? "text");
  const [wrong, setWrong] = useState<string | null>(null);
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const name = one?.name ?? text("name");
    const choices = text("choices").split(/\s*[,，、]\s*/).filter(Boolean);
    define({ name, type, labelZh: text("labelZh"), labelEn: text("labelEn"), choices }).then(
      () => {
        toast(t("attributes.saved", { name: text("labelZh") }));
        onDone();
      },
      (refusal: unknown) => setWrong(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
    );
  };
  return (
    <form className="attribute-form" onSubmit={save}>
      {one === null && (
        <label>
          <span>{t("attributes.name")}</span>
          <input className="input" name="name" autoFocus autoComplete="off" maxLength={80} placeholder={t("attributes.nameHint")} />
        </label>
      )}
      <label>
        <span>{t("attributes.label.zh")}</span>
        <input className="input" name="labelZh" autoComplete="off" maxLength={60} defaultValue={one?.labelZh} />
      </label>
      <label>
        <span>{t("attributes.label.en")}</span>
        <input className="input" name="labelEn" autoComplete="off" maxLength={60} defaultValue={one?.labelEn} />
      </label>
      <label>
        <span>{t("attributes.kind")}</span>
        <span className="select">
          <select value={type} onChange={(event) => setType(event.target.value as Type)}>
            {TYPES.map((kind) => (
              <option key={kind} value={kind}>
                {t(`attributes.type.${kind}`)}
              </option>
            ))}
          </select>
          <Icon name="down" size={14} />
        </span>
      </label>
      {(type === "choice" || type === "list") && (
        <label className="wide">
          <span>{t("attributes.choices")}</span>
          <input
            className="input"
            name="choices"
            autoComplete="off"
            placeholder={t("attributes.choicesHint")}
            defaultValue={one?.choices.join("、")}
          />
        </label>
      )}
      {wrong && (
        <p className="wide small bad-ink" role="alert">
          {wrong}
        </p>
      )}
      <div className="row wide">
        <Button look="go" type="submit">
          {t("settings.save")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("do.cancel")}
        </Button>
      </div>
    </form>
  );
}
