import "./entries.css";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Entry } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { CopyBox } from "../ui/Copy.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Bones, Empty, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { useEntries } from "./data.ts";
import { EntryEditor } from "./EntryEditor.tsx";

/// Where new friends come from, and what each of them is greeted with.
export function EntriesRoom() {
  const { t } = useTranslation();
  const { found, plain, all, ...verbs } = useEntries();
  const [editing, edit] = useState<string | null>(null);
  const done = () => edit(null);
  const remove = (one: Entry) => {
    verbs.hide(one.id);
    toast(t("entries.removed", { name: one.name }), {
      undo: verbs.reread,
      commit: () =>
        void verbs.end(one.id).catch((refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")))),
    });
  };
  return (
    <Part id="entries" title={t("entries.title")} about={t("entries.about")}>
      {found.isPending ? (
        <Bones rows={4} />
      ) : found.isError ? (
        <Failed error={found.error} retry={() => void found.refetch()} />
      ) : (
        <>
          <ul className="entries">
            {editing !== "plain" && (
              <li>
                <Plain entry={plain} onEdit={() => edit("plain")} />
              </li>
            )}
            {editing === "plain" && (
              <li>
                <EntryEditor entry={plain} plain save={(form) => verbs.save("plain", form)} onDone={done} />
              </li>
            )}
            {all.map((one) => (
              <li key={one.id}>
                {editing === one.id ? (
                  <EntryEditor entry={one} save={(form) => verbs.save(one.id, form)} onDone={done} />
                ) : (
                  <One entry={one} onEdit={() => edit(one.id)} onRemove={() => remove(one)} />
                )}
              </li>
            ))}
          </ul>
          {editing === "new" ? (
            <EntryEditor entry={null} save={(form) => verbs.save(null, form)} onDone={done} />
          ) : all.length === 0 ? (
            <Empty action={<Button onClick={() => edit("new")}>{t("entries.add")}</Button>}>{t("entries.none")}</Empty>
          ) : (
            <div className="row wrap">
              <Button icon="plus" onClick={() => edit("new")}>
                {t("entries.add")}
              </Button>
              <p className="small dim grow">
                {t("entries.next")}{" "}
                <Link className="link" to="/journeys">
                  {t("entries.toJourney")}
                </Link>
              </p>
            </div>
          )}
        </>
      )}
    </Part>
  );
}

function Plain({ entry, onEdit }: { entry: Entry | null; onEdit: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="row wrap">
        <b>{t("entries.plain")}</b>
        <Figures entry={entry} />
        <span className="grow" />
        <Button small icon="edit" onClick={onEdit}>
          {t("entries.editGreeting")}
        </Button>
      </div>
      <Greeting entry={entry} none={t("entries.plainNone")} />
      <p className="small dim">{t("entries.plainAbout")}</p>
    </>
  );
}

function One({ entry, onEdit, onRemove }: { entry: Entry; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className="row wrap">
        <b className="cut">{entry.name}</b>
        <Chip look="state">{t(`entries.place.${entry.place}`)}</Chip>
        <Figures entry={entry} />
        <span className="grow" />
        <span className="row">
          <Button small onClick={() => setOpen(!open)} aria-expanded={open}>
            {t(open ? "entries.hide" : "entries.show")}
          </Button>
          <Button small look="quiet" icon="edit" label={t("entries.edit", { name: entry.name })} onClick={onEdit} />
          <Button small look="quiet" icon="trash" label={t("entries.remove", { name: entry.name })} onClick={onRemove} />
        </span>
      </div>
      <Greeting entry={entry} none={t("entries.greetingNone")} />
      {open && <Print entry={entry} />}
    </>
  );
}

function Figures({ entry }: { entry: Entry | null }) {
  const { t } = useTranslation();
  const time = useTime();
  if (!entry?.lastAt) return <span className="over">{t("entries.never")}</span>;
  return (
    <span className="over num">
      {t("entries.people", { count: entry.people })} · {t("entries.friends", { count: entry.friends })} ·{" "}
      {t("entries.last", { at: time.ago(entry.lastAt) })}
    </span>
  );
}

function Greeting({ entry, none }: { entry: Entry | null; none: string }) {
  if (!entry?.greeting) return <p className="small faint">{none}</p>;
  return (
    <p className="small said">
      <Icon name="chat" size={14} />
      <span className="grow">{entry.greeting}</span>
      {entry.buttonLabel && <span className="over">{entry.buttonLabel}</span>}
    </p>
  );
}

/// What goes to the printer, and what goes into an advertisement.
function Print({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  if (!entry.url)
    return (
      <p className="small dim">
        {t("entries.noLine")}{" "}
        <Link className="link" to="/settings/{-$room}" params={{ room: "line" }}>
          {t("entries.toLine")}
        </Link>
      </p>
    );
  const drawn = `/api/v1/entries/${entry.id}/qr.svg`;
  return (
    <div className="print">
      <figure>
        <img src={drawn} alt={t("entries.qr", { name: entry.name })} width={148} height={148} />
        <figcaption>
          <a className="btn sm" href={drawn} download={`${entry.name}.svg`}>
            <Icon name="file" size={14} />
            {t("entries.download")}
          </a>
        </figcaption>
      </figure>
      <div className="grow">
        <div className="field">
          <span className="label">{t("entries.link")}</span>
          <CopyBox text={entry.url} label={t("entries.link")} />
        </div>
        <div className="field">
          <span className="label">{t("entries.words")}</span>
          <p className="small dim">{entry.words}</p>
        </div>
      </div>
    </div>
  );
}
