import "./audience.css";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Segment } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { Bones, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { amissOf, useLack } from "./amiss.ts";
import { BackTest } from "./BackTest.tsx";
import { same } from "./condition.ts";
import { CountPane, useCounting } from "./Counting.tsx";
import { useSegment } from "./data.ts";
import { Comings } from "./Comings.tsx";
import { Editor } from "./Editor.tsx";
import { FillingLine } from "./FillingLine.tsx";
import { keep, kept, type Writing } from "./kept.ts";
import { Members } from "./Members.tsx";
import { conditionSaid } from "./RulePage.tsx";
import { Sentence } from "./Said.tsx";
import { Starters } from "./Starters.tsx";
import { conditionOf, treeOf } from "./tree.ts";
import { useTree } from "./useTree.ts";
import { useColumns } from "../list/columns.ts";
import { useExport } from "../list/useExport.ts";

const route = getRouteApi("/frame/segments/$segmentId");

export function SegmentPage() {
  const { segmentId } = route.useParams();
  const fresh = segmentId === "new";
  const segment = useSegment(segmentId, !fresh);
  const [editing, edit] = useState(() => kept(`segment.${segmentId}`) !== null);
  if (fresh)
    return <Edit key="new" segment={null} start={kept("segment.new") ?? { name: "", days: null, condition: null }} onDone={() => undefined} />;
  if (segment.isPending)
    return (
      <div className="page">
        <Bones rows={6} height={22} />
      </div>
    );
  if (segment.isError)
    return (
      <div className="page">
        <Failed error={segment.error} retry={() => void segment.refetch()} />
      </div>
    );
  const { name, condition } = segment.data;
  return editing ? (
    <Edit
      key={segmentId}
      segment={segment.data}
      start={kept(`segment.${segmentId}`) ?? { name, days: null, condition }}
      onDone={() => edit(false)}
    />
  ) : (
    <Shown segment={segment.data} onEdit={() => edit(true)} />
  );
}

/// The sentence, and who is in it.
function Shown({ segment, onEdit }: { segment: Segment; onEdit: () => void }) {
  const { t } = useTranslation();
  const remove = useRemove();
  const navigate = useNavigate();
  const [tab, look] = useState<"members" | "history">("members");
  const exporting = useExport({ segment: segment.id }, useColumns());
  const toList = () => void navigate({ to: "/customers", search: { segment: segment.id } });
  useKeys({ e: onEdit });
  return (
    <div className="page segment">
      <Crumbs name={segment.name}>
        <Button look="bad" icon="trash" label={t("audience.segments.remove")} onClick={() => remove(segment)} />
        <Button icon="edit" keys="E" onClick={onEdit}>
          {t("audience.segments.edit")}
        </Button>
      </Crumbs>
      <div className="head">
        <Sentence condition={segment.condition} />
        <div className="row wrap facts">
          <div>
            <p className="fig num">{count(segment.members)}</p>
            <p className="over">{t("audience.segments.col.members")}</p>
          </div>
          {segment.filling && <FillingLine filling={segment.filling} />}
        </div>
      </div>
      <div className="tabs segment-tabs" role="tablist" aria-label={segment.name}>
        {(["members", "history"] as const).map((one) => (
          <button key={one} type="button" role="tab" aria-selected={tab === one} onClick={() => look(one)}>
            {t(`audience.segments.tab.${one}`)}
          </button>
        ))}
        <span className="grow" />
        <Button small look="quiet" icon="people" onClick={toList}>
          {t("audience.segments.inList")}
        </Button>
        <Button small look="quiet" icon="file" disabled={exporting.done !== null} onClick={() => exporting.begin(null)}>
          {exporting.done === null ? t("audience.segments.export") : t("list.exporting", { done: count(exporting.done) })}
        </Button>
      </div>
      <div className="body" role="tabpanel">
        {tab === "members" ? <Members segment={segment} /> : <Comings segment={segment} />}
      </div>
    </div>
  );
}

function Crumbs({ name, children }: { name: string; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <header className="bar">
      <nav className="crumb">
        <Link to="/segments">{t("audience.tabs.segments")}</Link>
        <Icon name="right" size={12} />
        <h1 className="cut">{name.trim() || t("audience.untitled.segment")}</h1>
      </nav>
      <span className="grow" />
      {children}
    </header>
  );
}

function Edit({ segment, start, onDone }: { segment: Segment | null; start: Writing; onDone: () => void }) {
  const { t } = useTranslation();
  const tree = useTree(start.condition);
  const [name, setName] = useState(start.name);
  const [tried, setTried] = useState<{ error: unknown; busy: boolean; once: boolean }>({ error: null, busy: false, once: false });
  const lack = useLack(tree.root);
  const { condition } = conditionOf(tree.root);
  const whole = lack === null ? condition : null;
  const counting = useCounting(whole);
  const changed = segment === null || segment.name !== name.trim() || !same(segment.condition, condition);
  const id = `segment.${segment?.id ?? "new"}`;
  useEffect(
    () => keep(id, changed && (condition !== null || name !== "") ? { name, days: null, condition } : null),
    [id, changed, name, JSON.stringify(condition)],
  );
  const save = useSave(segment, onDone);
  const need = lack?.words ?? (name.trim() ? null : t("audience.segments.needName"));
  const go = () => {
    if (need || !whole) return setTried((now) => ({ ...now, once: true }));
    setTried({ error: null, busy: true, once: true });
    save(name.trim(), whole).then(
      () => setTried({ error: null, busy: false, once: false }),
      (error: unknown) => setTried({ error, busy: false, once: true }),
    );
  };
  const cancel = () => {
    keep(id, null);
    onDone();
  };
  useKeys({ "mod+Enter": go });
  const amiss = amissOf(tried.error, tree.root) ?? amissOf(counting.error, tree.root) ?? (tried.once ? lack : null);
  return (
    <div className="rule">
      <Crumbs name={name}>
        <span className={tried.error ? "small cut bad-ink" : "small cut faint"} role="status">
          {tried.error !== null
            ? t("audience.notSaved", { reason: reasonOf(tried.error, t("fail.offline"), t("fail.unknown")) })
            : tried.busy
              ? t("audience.saving")
              : changed && (condition !== null || name !== "")
                ? t("audience.kept")
                : ""}
        </span>
        {segment && <Button onClick={cancel}>{t("do.cancel")}</Button>}
        <Button look="go" keys="⌘↵" onClick={go} disabled={tried.busy || !changed} {...(need !== null && { title: need })}>
          {t(segment ? "audience.segments.update" : "audience.segments.save")}
        </Button>
      </Crumbs>
      <section className="edit">
        <input
          className="title-input"
          aria-label={t("audience.segments.name")}
          placeholder={t("audience.segments.nameHint")}
          value={name}
          maxLength={80}
          autoFocus={segment === null}
          aria-invalid={tried.once && !name.trim()}
          onChange={(event) => setName(event.target.value)}
        />
        <Sentence condition={conditionSaid(tree.root, condition)} />
        <Editor tree={tree} amiss={amiss} {...(counting.counted && !counting.stale && { remaining: counting.counted.remaining })} />
        {tree.root.parts.length === 0 && <Starters of="segment" onPick={(chosen) => tree.change(treeOf(chosen))} />}
        <BackTest condition={whole} of="segment" />
      </section>
      <CountPane condition={whole} counting={counting} />
    </div>
  );
}

function useSave(segment: Segment | null, onDone: () => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (name: string, condition: Segment["condition"]) => {
    const told = segment
      ? await call<Segment>(`/segments/${segment.id}`, { method: "PUT", body: { name, condition } })
      : await call<Segment>("/segments", { method: "POST", body: { name, condition } });
    keep(`segment.${segment?.id ?? "new"}`, null);
    queries.setQueryData(["segment", told.id], told);
    void queries.invalidateQueries({ queryKey: ["segments"] });
    void queries.invalidateQueries({ queryKey: ["segment", told.id] });
    toast(t(segment ? "audience.segments.updated" : "audience.segments.saved"));
    if (segment) onDone();
    else await navigate({ to: "/segments/$segmentId", params: { segmentId: told.id }, replace: true });
  };
}

/// Gone at once; the server is told when the undo has passed.
function useRemove() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (segment: Segment) => {
    const reread = () => void queries.invalidateQueries({ queryKey: ["segments"] });
    queries.setQueryData<Listing<Segment>>(
      ["segments"],
      (now) => now && { ...now, items: now.items.filter((one) => one.id !== segment.id) },
    );
    void navigate({ to: "/segments" });
    const refused = (refusal: unknown) => {
      reread();
      toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
    };
    toast(t("audience.removed", { name: segment.name }), {
      undo: reread,
      commit: () => void call(`/segments/${segment.id}`, { method: "DELETE", keepalive: true }).then(reread, refused),
    });
  };
}
