import "./journeys.css";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Journey } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Drawer } from "../ui/Drawer.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { type Choice, Menu } from "../ui/Menu.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useWidth } from "../ui/useWidth.ts";
import { useCounts, useJourney, useJourneyVerbs, useRunPath } from "./data.ts";
import { flowOf, START, stepOf } from "./flow.ts";
import { JourneyPanel } from "./JourneyPanel.tsx";
import { Outline } from "./Outline.tsx";
import { RunLine } from "./Runs.tsx";
import { StepPanel } from "./StepPanel.tsx";
import { TrialSheet } from "./TrialSheet.tsx";
import { type Saving, useSaving } from "./useSaving.ts";
import { useFlow } from "./useFlow.ts";

const route = getRouteApi("/frame/journeys/$journeyId");

/// The canvas and what draws it are loaded when a journey is opened with room to draw, and not before.
const Canvas = lazy(() => import("./Canvas.tsx").then((module) => ({ default: module.Canvas })));

export const looks = { draft: "warn", live: "good", paused: "state", ended: "state" } as const;

export function JourneyPage() {
  const { journeyId } = route.useParams();
  const journey = useJourney(journeyId);
  if (journey.isPending)
    return (
      <div className="page">
        <Bones rows={6} height={22} />
      </div>
    );
  if (journey.isError)
    return (
      <div className="page">
        <Failed error={journey.error} retry={() => void journey.refetch()} />
      </div>
    );
  return <Page key={journeyId} journey={journey.data} />;
}

function Page({ journey }: { journey: Journey }) {
  const { t } = useTranslation();
  const width = useWidth();
  const start = useMemo(() => flowOf(journey.draft), []);
  const editing = useFlow(start);
  const [name, setName] = useState(journey.name);
  const saving = useSaving(journey, name, editing.flow, start);
  const [selected, select] = useState<string[]>([]);
  const { run } = route.useSearch();
  const navigate = useNavigate();
  const follow = (next: string | undefined) =>
    void navigate({ to: "/journeys/$journeyId", params: { journeyId: journey.id }, search: next ? { run: next } : {}, replace: true });
  const counts = useCounts(journey.id, journey.version).data;
  const path = useRunPath(journey.id, run ?? null).data ?? null;
  const [trying, attempt] = useState(false);
  useKeys({
    "mod+z": editing.undo || editing.redo ? (event) => (event.shiftKey ? editing.redo : editing.undo)?.() : undefined,
    "mod+y": editing.redo,
    Escape: selected.length > 0 ? () => select([]) : undefined,
  });
  const only = selected.length === 1 && selected[0] !== START ? stepOf(editing.flow, selected[0]!) : undefined;
  const byStep = useMemo(() => new Map((counts?.steps ?? []).map((one) => [one.step, one])), [counts]);
  const shared = { editing, counts, amiss: saving.lacks, onSelect: select, onPath: follow };
  const panel = only ? (
    <StepPanel key={only.id} journeyId={journey.id} step={only} {...shared} />
  ) : (
    <JourneyPanel journey={journey} {...shared} />
  );
  return (
    <div className="journey">
      <Head journey={journey} name={name} onName={setName} saving={saving} onTry={() => attempt(true)} />
      {path && run && (
        <div className="following row">
          <RunLine run={path.run} />
          <Button look="quiet" small icon="x" onClick={() => follow(undefined)}>
            {t("journeys.runs.close")}
          </Button>
        </div>
      )}
      {width === "phone" ? (
        <Outline editing={editing} counts={byStep} amiss={saving.lacks} path={path} onSelect={(id) => select([id])} />
      ) : (
        <Suspense fallback={<Bones rows={5} height={60} gap={50} />}>
          <Canvas editing={editing} counts={byStep} amiss={saving.lacks} path={path} selected={selected} onSelect={select} />
        </Suspense>
      )}
      {width === "wide" ? (
        <aside className="set">{panel}</aside>
      ) : (
        selected.length === 1 && (
          <Drawer label={t("journeys.outline.label")} covers onClose={() => select([])} className="set">
            <Button look="quiet" icon="x" label={t("do.close")} className="shut" onClick={() => select([])} />
            {panel}
          </Drawer>
        )
      )}
      {trying && <TrialSheet journey={journey} onClose={() => attempt(false)} onStarted={(id) => { attempt(false); follow(id); }} />}
    </div>
  );
}

interface HeadProps {
  journey: Journey;
  name: string;
  onName: (name: string) => void;
  saving: Saving;
  onTry: () => void;
}

function Head({ journey, name, onName, saving, onTry }: HeadProps) {
  const { t } = useTranslation();
  const verbs = useVerbs(journey, saving);
  const next = (journey.versions[0]?.number ?? 0) + 1;
  const fresh = journey.version === null || saving.changed || saving.unpublished;
  const ready = saving.lacks.length === 0;
  useKeys({ "mod+Enter": fresh && ready ? verbs.publish : undefined });
  return (
    <header className="bar">
      <nav className="crumb">
        <Link to="/journeys">{t("journeys.title")}</Link>
        <Icon name="right" size={12} />
        <h1 className="sr">{name}</h1>
        <input className="title" aria-label={t("journeys.name")} value={name} maxLength={80} onChange={(event) => onName(event.target.value)} />
      </nav>
      <Chip look={looks[journey.state]} dot={journey.state === "live"}>
        {journey.state === "live" ? t("journeys.liveAs", { number: journey.version }) : t(`journeys.state.${journey.state}`)}
      </Chip>
      <span className="grow" />
      <span className={saving.error ? "small cut bad-ink" : "small cut faint"} role="status">
        {saving.words}
      </span>
      <Menu
        choices={verbs.more}
        opener={<Button look="quiet" icon="dots" label={t("journeys.tabs.label")} />}
      />
      <Button icon="play" disabled={!ready} onClick={onTry}>
        {t("journeys.trial")}
      </Button>
      {fresh && (
        <Button look="go" keys="⌘↵" disabled={!ready} onClick={verbs.publish} {...(saving.lacks[0] && { title: saving.lacks[0].words })}>
          {t("journeys.publish", { number: next })}
        </Button>
      )}
    </header>
  );
}

function useVerbs(journey: Journey, saving: Saving): { publish: () => void; more: (Choice | "line")[] } {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const verbs = useJourneyVerbs();
  const refused = (refusal: unknown) => toast(saving.reason(refusal));
  const say = (words: string) => () => toast(words);
  const { id, state } = journey;
  const pause = () => void verbs.pause(id).then(() => toast(t("journeys.paused"), { undo: () => void verbs.resume(id) }), refused);
  const resume = () => void verbs.resume(id).then(say(t("journeys.resumed")), refused);
  const remove = () => {
    void navigate({ to: "/journeys" });
    toast(t("journeys.removed", { name: journey.name }), { undo: () => undefined, commit: () => void verbs.remove(id).catch(refused) });
  };
  const more: (Choice | "line")[] = [];
  if (state === "live") more.push({ label: t("journeys.pause"), icon: "pause", act: pause });
  if (state === "paused" || (state === "ended" && journey.version !== null)) more.push({ label: t("journeys.resume"), icon: "play", act: resume });
  if (state === "live" || state === "paused")
    more.push({ label: t("journeys.end"), icon: "x", bad: true, act: () => void verbs.end(id).then(say(t("journeys.ended")), refused) });
  more.push("line", { label: t("journeys.remove"), icon: "trash", bad: true, act: remove });
  return {
    publish: () =>
      void saving
        .save()
        .then(() => verbs.publish(id))
        .then((told) => toast(t("journeys.published", { number: told.version })), refused),
    more,
  };
}
