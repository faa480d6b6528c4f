import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { type Choice, Menu, Popover } from "../ui/Menu.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { chooseColumns, useColumns } from "./columns.ts";
import { useViews } from "./data.ts";
import { type ListSearch, readSearch, tagsOf } from "./search.ts";

interface Props {
  search: ListSearch;
  onChange: (search: ListSearch) => void;
}

/// Ways to look at the list that somebody gave a name.
export function Views({ search, onChange }: Props) {
  const { t } = useTranslation();
  const views = useViews();
  const columns = useColumns();
  const [saving, setSaving] = useState(false);
  const refused = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  const here = views.all.find((view) => same(searchOf(view), search));
  const look = (view: SavedView) => {
    if (view.definition.columns) chooseColumns(view.definition.columns);
    onChange(searchOf(view));
  };
  const remove = (view: SavedView) => {
    views.hide(view);
    toast(t("list.viewDeleted", { name: view.name }), {
      undo: () => void views.reread(),
      commit: () => void views.remove(view).catch(refused),
    });
  };
  const update = (view: SavedView) =>
    void views
      .change(view, { name: view.name, shared: view.shared, definition: definitionOf(search, columns) })
      .then(() => toast(t("list.viewUpdated", { name: view.name })), refused);
  const choices: (Choice | "line")[] = [
    { label: t("list.everybody"), chosen: !here && same(search, {}), act: () => onChange({}) },
    ...views.all.map((view) => ({
      label: view.shared ? (
        <>
          {view.name} <small className="faint">{t("list.ours")}</small>
        </>
      ) : (
        view.name
      ),
      chosen: view === here,
      act: () => look(view),
    })),
    "line",
    { label: t("list.saveView"), icon: "plus", act: () => setSaving(true) },
    ...views.all.map((view) => ({
      label: t("list.updateView", { name: view.name }),
      icon: "edit" as const,
      act: () => update(view),
    })),
    ...(here ? [{ label: t("list.deleteView", { name: here.name }), icon: "trash" as const, act: () => remove(here) }] : []),
  ];
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name") ?? "").trim();
    if (!name) return;
    setSaving(false);
    void views
      .save({ name, shared: form.get("shared") !== null, definition: definitionOf(search, columns) })
      .then(() => toast(t("list.viewSaved", { name })), refused);
  };
  return (
    <>
      <Menu
        placement="bottom-start"
        opener={<Button icon="eye">{here?.name ?? t("list.views")}</Button>}
        choices={choices}
      />
      <Popover
        label={t("list.saveView")}
        open={saving}
        onOpen={setSaving}
        placement="bottom-start"
        opener={<Button look="quiet" icon="plus" label={t("list.saveView")} />}
      >
        <form className="view-form" onSubmit={save}>
          <input
            className="input"
            name="name"
            autoFocus
            autoComplete="off"
            maxLength={60}
            aria-label={t("list.viewName")}
            placeholder={t("list.viewName")}
          />
          <label>
            <input type="checkbox" name="shared" defaultChecked />
            {t("list.share")}
          </label>
          <Button look="go" type="submit">
            {t("list.save")}
          </Button>
        </form>
      </Popover>
    </>
  );
}

function definitionOf(search: ListSearch, columns: string[]) {
  return {
    query: search.query ?? null,
    tags: tagsOf(search),
    stage: search.stage ?? null,
    channel: search.via ?? null,
    segment: search.segment ?? null,
    condition: search.asks ?? null,
    sort: search.sort ?? null,
    columns,
  };
}

function searchOf({ definition }: SavedView): ListSearch {
  const { channel, condition, tags } = definition;
  return readSearch({ ...definition, via: channel, asks: condition, tag: (tags ?? []).join(",") });
}

function same(one: ListSearch, other: ListSearch): boolean {
  const text = (search: ListSearch) => JSON.stringify(Object.entries(readSearch({ ...search })).sort());
  return text(one) === text(other);
}
