import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Broadcast, BroadcastForm } from "@parley/api";
import { useLack } from "../audience/amiss.ts";
import { Editor } from "../audience/Editor.tsx";
import { conditionSaid } from "../audience/RulePage.tsx";
import { Sentence } from "../audience/Said.tsx";
import { conditionOf } from "../audience/tree.ts";
import { useTree } from "../audience/useTree.ts";
import { Button } from "../ui/Button.tsx";
import { channelWord } from "../ui/Chip.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { NumberPick, Pick } from "../ui/Pick.tsx";
import { reasonOf } from "../ui/States.tsx";
import { Beside } from "./Beside.tsx";
import { usePreview, useReckoning, useSettled, useVerbs } from "./data.ts";
import { address, amissOf, BLANK, formOf, sendable, type Version, type Writing, writingOf } from "./form.ts";
import { Products } from "./Products.tsx";
import { SendSheet } from "./SendSheet.tsx";
import { TestTo } from "./TestTo.tsx";

const CHANNELS = ["line", "web", "email"];
const letter = (index: number) => (index === 0 ? "A" : "B");

/// A broadcast being written: to whom, what, how; beside it what each person will see and what it comes to.
/// `born` hears of the draft that was kept for the first time: it is written on where it stands.
export function Compose({ draft, born }: { draft: Broadcast | null; born: (id: string) => void }) {
  const { t } = useTranslation();
  const [writing, write] = useState<Writing>(() => (draft ? writingOf(draft) : BLANK));
  const tree = useTree(draft?.condition ?? null);
  const lack = useLack(tree.root);
  const { condition } = conditionOf(tree.root);
  const somebody = writing.everybody || writing.missed !== null || lack === null;
  const form = formOf(writing, lack === null ? condition : null, null);
  // Without a condition it would be for everybody: kept only once it is said for whom.
  const saving = useSaving(draft, form, somebody, born);
  const { settled, fresh } = useSettled(somebody ? { ...form, name: "…" } : null);
  const reckoning = useReckoning(settled);
  const preview = usePreview(settled);
  const [sending, openSheet] = useState(false);
  const change = (next: Partial<Writing>) => write((now) => ({ ...now, ...next }));
  const ready = writing.name.trim() !== "" && somebody && writing.versions.every(sendable);
  const go = () => ready && openSheet(true);
  useKeys({ "mod+Enter": go });
  return (
    <div className="rule writing">
      <Head name={writing.name} draft={draft} status={saving.words} failed={saving.failed}>
        <TestTo form={ready ? form : null} />
        <Button look="go" keys="⌘↵" disabled={!ready} onClick={go}>
          {t("broadcasts.go")}
        </Button>
      </Head>
      <section className="edit">
        <input
          className="title-input"
          aria-label={t("broadcasts.name")}
          placeholder={t("broadcasts.nameHint")}
          value={writing.name}
          maxLength={120}
          autoFocus={draft === null}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Part title={t("broadcasts.who")}>
          {writing.missed ? (
            <p>{t("broadcasts.missedOf")}</p>
          ) : (
            <>
              <Pick
                label={t("broadcasts.who")}
                value={writing.everybody}
                choices={[
                  { value: false, label: t("broadcasts.whoSome"), icon: "filter" },
                  { value: true, label: t("broadcasts.whoAll"), icon: "people" },
                ]}
                onChange={(everybody) => change({ everybody })}
              />
              {!writing.everybody && (
                <>
                  <Sentence condition={conditionSaid(tree.root, condition)} />
                  <Editor tree={tree} amiss={null} />
                </>
              )}
            </>
          )}
        </Part>
        <Part title={t("broadcasts.by")}>
          <Carriers chosen={writing.channels} onChange={(channels) => change({ channels })} />
        </Part>
        <Versions writing={writing} change={change} />
        <How writing={writing} change={change} />
      </section>
      <Beside
        reckoning={reckoning.data}
        stale={!fresh || reckoning.isPlaceholderData}
        error={somebody ? reckoning.error : null}
        preview={preview.data}
      />
      {sending && (
        <SendSheet
          reckoning={fresh && !reckoning.isPlaceholderData ? reckoning.data : undefined}
          save={saving.now}
          onClose={() => openSheet(false)}
        />
      )}
    </div>
  );
}

function Head({ name, draft, status, failed, children }: {
  name: string;
  draft: Broadcast | null;
  status: string;
  failed: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const verbs = useVerbs();
  return (
    <header className="bar">
      <nav className="crumb">
        <Link to="/broadcasts">{t("broadcasts.title")}</Link>
        <Icon name="right" size={12} />
        <h1 className="cut">{name.trim() || t("broadcasts.untitled")}</h1>
      </nav>
      <span className="grow" />
      <span className={failed ? "small cut bad-ink" : "small cut faint"} role="status">
        {status}
      </span>
      {draft && <Button look="bad" icon="trash" label={t("broadcasts.remove")} onClick={() => verbs.remove(draft)} />}
      {children}
    </header>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/// None chosen: each person's best.
function Carriers({ chosen, onChange }: { chosen: string[]; onChange: (channels: string[]) => void }) {
  const { t } = useTranslation();
  const toggle = (one: string) => onChange(chosen.includes(one) ? chosen.filter((it) => it !== one) : [...chosen, one]);
  return (
    <div className="row wrap carriers">
      <button type="button" className="pick" aria-pressed={chosen.length === 0} onClick={() => onChange([])}>
        {t("broadcasts.byBest")}
      </button>
      {CHANNELS.map((one) => (
        <button key={one} type="button" className="pick" aria-pressed={chosen.includes(one)} onClick={() => toggle(one)}>
          <span className="dot" data-ch={one} />
          {channelWord(one, t)}
        </button>
      ))}
    </div>
  );
}

function Versions({ writing, change }: { writing: Writing; change: (next: Partial<Writing>) => void }) {
  const { t } = useTranslation();
  const [at, look] = useState(0);
  const { versions } = writing;
  const shown = Math.min(at, versions.length - 1);
  const one = versions[shown]!;
  const put = (next: Partial<Version>) =>
    change({ versions: versions.map((it, index) => (index === shown ? { ...it, ...next } : it)) });
  const add = () => {
    change({ versions: [...versions, { ...one }] });
    look(1);
  };
  return (
    <section className="part">
      <div className="row wrap">
        <h2>{t("broadcasts.what")}</h2>
        {versions.length > 1 && (
          <div className="tabs small-tabs" role="tablist" aria-label={t("broadcasts.what")}>
            {versions.map((_, index) => (
              <button key={index} type="button" role="tab" aria-selected={index === shown} onClick={() => look(index)}>
                {t("broadcasts.version", { name: letter(index) })}
              </button>
            ))}
          </div>
        )}
        <span className="grow" />
        {versions.length === 1 ? (
          <Button small icon="plus" onClick={add}>
            {t("broadcasts.addVersion")}
          </Button>
        ) : (
          <Button small look="quiet" icon="x" onClick={() => change({ versions: versions.slice(0, 1) })}>
            {t("broadcasts.dropVersion")}
          </Button>
        )}
      </div>
      <Text key={shown} value={one.text} onChange={(text) => put({ text })} />
      <Products chosen={one.products} onChange={(products) => put({ products })} />
      <div className="two">
        <label className="field">
          <span className="label">{t("broadcasts.button")}</span>
          <input
            className="input"
            placeholder={t("broadcasts.buttonLabel")}
            value={one.label}
            maxLength={20}
            aria-invalid={amissOf(one) === "label"}
            aria-describedby="button-amiss"
            onChange={(event) => put({ label: event.target.value })}
          />
        </label>
        <label className="field">
          <span className="label">{t("broadcasts.buttonUrl")}</span>
          <input
            className="input"
            type="url"
            placeholder="https://"
            value={one.url}
            maxLength={1000}
            aria-invalid={amissOf(one) === "url"}
            aria-describedby="button-amiss"
            onChange={(event) => put({ url: event.target.value })}
            onBlur={() => put({ url: address(one.url) })}
          />
        </label>
      </div>
      <p id="button-amiss" className="small bad-ink" role="status">
        {amissOf(one) && t(`broadcasts.amiss.${amissOf(one)}`)}
      </p>
      {(writing.channels.length === 0 || writing.channels.includes("email")) && (
        <label className="field">
          <span className="label">{t("broadcasts.subject")}</span>
          <input
            className="input"
            placeholder={t("broadcasts.subjectHint")}
            value={one.subject}
            maxLength={150}
            onChange={(event) => put({ subject: event.target.value })}
          />
        </label>
      )}
    </section>
  );
}

/// The text, with variables put in where the caret is.
function Text({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t, i18n } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (words: string) => {
    const { selectionStart: from, selectionEnd: to } = area.current ?? { selectionStart: value.length, selectionEnd: value.length };
    onChange(value.slice(0, from) + words + value.slice(to));
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + words.length, from + words.length);
    });
  };
  const fallback = i18n.language === "en" ? "there" : "您";
  return (
    <div className="field">
      <textarea
        ref={area}
        className="input"
        rows={5}
        aria-label={t("broadcasts.text")}
        placeholder={t("broadcasts.textHint")}
        value={value}
        maxLength={5000}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="row wrap small">
        <span className="faint">{t("broadcasts.field")}</span>
        <Button small look="quiet" icon="user" onClick={() => insert(`{{name|${fallback}}}`)}>
          {t("broadcasts.fieldName")}
        </Button>
        <Button small look="quiet" icon="link" onClick={() => insert("{{unsubscribe}}")}>
          {t("broadcasts.fieldUnsubscribe")}
        </Button>
        <span className="grow" />
        <span className="num faint">{value.length}</span>
      </div>
    </div>
  );
}

function How({ writing, change }: { writing: Writing; change: (next: Partial<Writing>) => void }) {
  const { t } = useTranslation();
  return (
    <section className="part">
      <h2>{t("broadcasts.how")}</h2>
      <p className="row wrap how">
        {t("broadcasts.holdout")}
        <NumberPick label={t("broadcasts.holdout")} value={writing.holdout} most={50} onChange={(holdout) => change({ holdout })} after="%" />
        {t("broadcasts.holdoutAfter")}
      </p>
      <p className="row wrap how">
        {t("broadcasts.days")}
        <NumberPick label={t("broadcasts.days")} value={writing.days} most={30} onChange={(days) => change({ days })} />
        {t("broadcasts.daysAfter")}
      </p>
      <p className="row wrap how">
        {t("broadcasts.links")}
        <Pick
          label={t("broadcasts.links")}
          value={writing.links}
          choices={(["personal", "shared", "plain"] as const).map((one) => ({ value: one, label: t(`broadcasts.link.${one}`) }))}
          onChange={(links) => change({ links })}
        />
      </p>
      <p className="row wrap how">
        {t("broadcasts.pace")}
        <Pick
          label={t("broadcasts.pace")}
          value={writing.perMinute === null}
          choices={[
            { value: true, label: t("broadcasts.paceFast") },
            { value: false, label: t("broadcasts.paceSlow") },
          ]}
          onChange={(fast) => change({ perMinute: fast ? null : 1000 })}
        />
        {writing.perMinute !== null && (
          <NumberPick
            label={t("broadcasts.paceSlow")}
            value={writing.perMinute}
            most={1_000_000}
            onChange={(perMinute) => change({ perMinute })}
            after={t("broadcasts.paceUnit")}
          />
        )}
      </p>
      <label className="row how">
        <input type="checkbox" checked={writing.bestHour} onChange={(event) => change({ bestHour: event.target.checked })} />
        {t("broadcasts.bestHour")}
      </label>
    </section>
  );
}

const SAVE_MILLIS = 900;

/// A draft saves itself as soon as it has a name. `now` saves what is written and answers with it.
function useSaving(draft: Broadcast | null, form: BroadcastForm, somebody: boolean, born: (id: string) => void) {
  const { t } = useTranslation();
  const verbs = useVerbs();
  const navigate = useNavigate();
  const known = useRef(draft);
  const first = useRef(JSON.stringify(form));
  const busy = useRef<Promise<Broadcast> | null>(null);
  const [state, tell] = useState<{ words: string; failed: boolean }>({ words: "", failed: false });
  const words = JSON.stringify(form);
  const latest = useRef(words);
  latest.current = words;
  const now = async (): Promise<Broadcast> => {
    if (busy.current) await busy.current.catch(() => undefined);
    if (known.current && first.current === latest.current) return known.current;
    const asked = latest.current;
    tell({ words: t("broadcasts.saving"), failed: false });
    const version = known.current?.version ?? null;
    busy.current = verbs.save(known.current?.id ?? null, { ...(JSON.parse(asked) as BroadcastForm), version });
    try {
      const saved = await busy.current;
      known.current = saved;
      first.current = asked;
      tell({ words: t("broadcasts.saved"), failed: false });
      return saved;
    } catch (why) {
      tell({ words: t("broadcasts.notSaved", { reason: reasonOf(why, t("fail.offline"), t("fail.unknown")) }), failed: true });
      throw why;
    } finally {
      busy.current = null;
    }
  };
  const again = useRef(now);
  again.current = now;
  useEffect(() => {
    if (words === first.current) return;
    if (form.name === "") return tell({ words: t("broadcasts.kept"), failed: false });
    if (!somebody) return tell({ words: t("broadcasts.keptForWhom"), failed: false });
    const timer = setTimeout(() => {
      const before = known.current;
      again.current().then(
        (saved) => {
          if (before !== null) return;
          born(saved.id);
          void navigate({ to: "/broadcasts/$broadcastId", params: { broadcastId: saved.id }, replace: true });
        },
        () => undefined,
      );
    }, SAVE_MILLIS);
    return () => clearTimeout(timer);
  }, [words, somebody]);
  return { ...state, now };
}

