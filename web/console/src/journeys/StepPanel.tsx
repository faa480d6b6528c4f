import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { JourneyCounts } from "@parley/api";
import type { Lack } from "./data.ts";
import { Editor } from "../audience/Editor.tsx";
import { conditionOf } from "../audience/tree.ts";
import { useTree } from "../audience/useTree.ts";
import { useAttributeNames, useTagNames } from "../audience/vocabulary.ts";
import { useCoupons } from "../coupons/data.ts";
import { useMembers } from "../inbox/members.ts";
import { Button } from "../ui/Button.tsx";
import { NumberPick, Pick } from "../ui/Pick.tsx";
import { Suggest } from "../ui/Suggest.tsx";
import { ErrandLines, WebhookSecret } from "./Errands.tsx";
import { EventFields, LengthFields, Part, SamePick, TextField, WeekdayPick } from "./Fields.tsx";
import { disconnect, type Flow, put, remove, type Step, type StepOf, stepOf, connect, waysOf } from "./flow.ts";
import { MessagePanel } from "./MessagePanel.tsx";
import { Result, useResults } from "./Results.tsx";
import { RunsHere } from "./Runs.tsx";
import { useWords } from "./say.ts";
import type { FlowEditing } from "./useFlow.ts";

interface Props {
  journeyId: string;
  step: Step;
  editing: FlowEditing;
  amiss: Lack[];
  counts: JourneyCounts | undefined;
  onSelect: (ids: string[]) => void;
  onPath: (run: string) => void;
}

/// What a step says and does, and who is there.
export function StepPanel({ journeyId, step, editing, amiss, counts, onSelect, onPath }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const mine = amiss.filter((one) => one.step === step.id);
  const set = (next: Step) => editing.change((flow) => put(flow, next), `${step.id} ${step.kind}`);
  const { title } = words.step(step);
  const counted = counts?.steps.find((one) => one.step === step.id);
  return (
    <div className="panel">
      <div className="row">
        <span className="grow">
          <h2 className="cut">{title}</h2>
          <span className="over">{t(`journeys.kind.${step.kind}`)}</span>
        </span>
        <Button
          look="bad"
          icon="trash"
          label={t("journeys.takeAway")}
          onClick={() => {
            editing.change((flow) => remove(flow, [step.id]));
            onSelect([]);
          }}
        />
      </div>
      {mine.map((one) => (
        <p key={one.field} className="wrong small" role="alert">
          {one.words}
        </p>
      ))}
      <Settings key={step.id} step={step} set={set} flow={editing.flow} wrong={(field) => mine.some((one) => one.field.startsWith(field))} journeyId={journeyId} />
      <ErrandLines journeyId={journeyId} step={step.id} />
      {step.kind === "split" && <SplitResult journeyId={journeyId} step={step.id} />}
      <Ways step={step} editing={editing} onSelect={onSelect} />
      {counted && (
        <Part title={t("journeys.counts.days")}>
          <p className="dim">
            {t("journeys.counts.arrived", { count: counted.arrived })}
            {counted.waiting > 0 && step.kind !== "goal" && step.kind !== "exit" && `${t("journeys.comma")}${t("journeys.counts.waiting", { count: counted.waiting })}`}
          </p>
        </Part>
      )}
      <RunsHere journeyId={journeyId} step={step.id} onPath={onPath} />
    </div>
  );
}

interface Setting<K extends Step["kind"]> {
  step: StepOf<K>;
  set: (next: Step) => void;
  wrong: (field: string) => boolean;
}

function Settings({ step, set, flow, wrong, journeyId }: { step: Step; set: (next: Step) => void; flow: Flow; wrong: (field: string) => boolean; journeyId: string }) {
  const { t } = useTranslation();
  switch (step.kind) {
    case "wait":
      return (
        <Part title={t("journeys.step.length")}>
          <LengthFields label={t("journeys.step.length")} value={step.length} wrong={wrong("length")} onChange={(length) => set({ ...step, length })} />
        </Part>
      );
    case "until":
      return <UntilFields step={step} set={set} wrong={wrong} />;
    case "event":
      return (
        <>
          <Part title={t("journeys.step.event")}>
            <EventFields event={step.event} wrong={wrong("event")} onChange={(event) => set({ ...step, event })} />
            <SamePick label={t("journeys.same.label")} value={step.same ?? "any"} onChange={(same) => set({ ...step, same })} />
          </Part>
          <Part title={t("journeys.step.within")}>
            <LengthFields label={t("journeys.step.within")} value={step.within} wrong={wrong("within")} onChange={(within) => set({ ...step, within })} />
          </Part>
        </>
      );
    case "condition":
      return <ConditionFields step={step} set={set} />;
    case "split":
      return <SplitFields step={step} set={set} wrong={wrong} />;
    case "message":
      return <MessagePanel journeyId={journeyId} step={step} set={set} flow={flow} wrong={wrong} />;
    case "tag":
      return <TagFields step={step} set={set} wrong={wrong} />;
    case "attribute":
      return <AttributeFields step={step} set={set} wrong={wrong} />;
    case "note":
      return (
        <Part title={t("journeys.step.note")}>
          <TextField label={t("journeys.step.note")} rows={4} value={step.text} wrong={wrong("text")} onChange={(text) => set({ ...step, text })} />
        </Part>
      );
    case "assign":
      return <AssignFields step={step} set={set} wrong={wrong} />;
    case "webhook":
      return (
        <Part title={t("journeys.step.address")}>
          <TextField label={t("journeys.step.address")} type="url" placeholder="https://" value={step.address} wrong={wrong("address")} onChange={(address) => set({ ...step, address })} />
          <p className="over">{t("journeys.step.addressHelp")}</p>
          <WebhookSecret />
        </Part>
      );
    case "coupon":
      return <CouponFields step={step} set={set} wrong={wrong} />;
    case "goal":
    case "exit":
      return null;
  }
}

function UntilFields({ step, set, wrong }: Setting<"until">) {
  const { t } = useTranslation();
  const { date: _, weekday: __, ...bare } = step;
  return (
    <Part title={t("journeys.step.time")}>
      <span className="row wrap">
        <TextField label={t("journeys.step.time")} type="time" value={step.time} wrong={wrong("time")} onChange={(time) => set({ ...step, time })} />
        <WeekdayPick any value={step.weekday} onChange={(weekday) => set(weekday ? { ...bare, weekday } : bare)} />
        <TextField label={t("journeys.step.date")} type="date" value={step.date ?? ""} wrong={wrong("date")} onChange={(date) => set(date ? { ...bare, date } : bare)} />
      </span>
    </Part>
  );
}

/// The same editor as rules and segments have. What is not written to the end is no condition yet.
function ConditionFields({ step, set }: Omit<Setting<"condition">, "wrong">) {
  const { t } = useTranslation();
  const tree = useTree(step.condition);
  const { condition } = conditionOf(tree.root);
  const said = JSON.stringify(condition);
  useEffect(() => {
    if (said !== JSON.stringify(step.condition)) set({ ...step, condition });
  }, [said]);
  return (
    <Part title={t("journeys.step.condition")}>
      <Editor tree={tree} amiss={null} />
    </Part>
  );
}

function SplitFields({ step, set, wrong }: Setting<"split">) {
  const { t } = useTranslation();
  const change = (n: number, arm: { way?: string; percent?: number }) => {
    const was = step.arms[n]!;
    const now = { ...was, ...arm };
    const { [was.way]: led, ...to } = step.to;
    set({ ...step, arms: step.arms.map((one, at) => (at === n ? now : one)), to: led ? { ...to, [now.way]: led } : to });
  };
  const letter = String.fromCharCode(65 + step.arms.length);
  return (
    <Part title={t("journeys.step.arms")}>
      {step.arms.map((arm, n) => (
        <span className="row" key={n}>
          <TextField label={t("journeys.step.arm")} value={arm.way} wrong={wrong("arms")} onChange={(way) => change(n, { way })} />
          <NumberPick label={t("journeys.step.percent")} value={arm.percent} most={100} wrong={wrong("arms")} after="%" onChange={(percent) => change(n, { percent: Math.round(percent) })} />
          {step.arms.length > 2 && (
            <Button look="quiet" small icon="x" label={t("journeys.step.removeArm")} onClick={() => set({ ...step, arms: step.arms.filter((_, at) => at !== n) })} />
          )}
        </span>
      ))}
      {step.arms.length < 6 && (
        <Button look="quiet" small icon="plus" onClick={() => set({ ...step, arms: [...step.arms, { way: letter, percent: 10 }] })}>
          {t("journeys.step.addArm")}
        </Button>
      )}
    </Part>
  );
}

function SplitResult({ journeyId, step }: { journeyId: string; step: string }) {
  const { t } = useTranslation();
  const result = useResults(journeyId, true).find((one) => one.step === step);
  return result ? <Result result={result} title={t("journeys.result.title")} /> : null;
}

function TagFields({ step, set, wrong }: Setting<"tag">) {
  const { t } = useTranslation();
  const { days: _, ...bare } = step;
  return (
    <Part title={t("journeys.step.tag")}>
      <span className="row wrap">
        <Pick
          label={t("journeys.step.tag")}
          value={step.on}
          choices={[
            { value: true, label: t("journeys.step.on") },
            { value: false, label: t("journeys.step.off") },
          ]}
          onChange={(on) => set({ ...bare, on })}
        />
        <Suggest label={t("journeys.step.tag")} value={step.tag} suggestions={useTagNames()} free wrong={wrong("tag")} onChange={(tag) => set({ ...step, tag })} />
      </span>
      {step.on && (
        <label className="row small dim">
          {t("journeys.step.days")}
          <NumberPick label={t("journeys.step.days")} value={step.days ?? Number.NaN} most={3_650} onChange={(days) => set(Number.isFinite(days) ? { ...step, days: Math.round(days) } : bare)} />
        </label>
      )}
    </Part>
  );
}

function CouponFields({ step, set, wrong }: Setting<"coupon">) {
  const { t } = useTranslation();
  const coupons = (useCoupons().data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  return (
    <Part title={t("journeys.kind.coupon")}>
      <Suggest label={t("journeys.kind.coupon")} value={step.coupon} suggestions={coupons} wrong={wrong("coupon")} onChange={(coupon) => set({ ...step, coupon })} />
    </Part>
  );
}

function AssignFields({ step, set, wrong }: Setting<"assign">) {
  const { t } = useTranslation();
  const members = useMembers();
  return (
    <>
      <Part title={t("journeys.step.member")}>
        <Pick<string>
          label={t("journeys.step.member")}
          value={step.member}
          wrong={wrong("member")}
          choices={[{ value: "", label: t("journeys.say.anybody") }, ...members.map((one) => ({ value: one.id, label: one.name }))]}
          onChange={(member) => set({ ...step, member })}
        />
      </Part>
      <Part title={t("journeys.step.todo")}>
        <TextField label={t("journeys.step.todo")} rows={4} value={step.text} wrong={wrong("text")} onChange={(text) => set({ ...step, text })} />
        <p className="over">{t("journeys.step.assignHelp")}</p>
      </Part>
    </>
  );
}

function AttributeFields({ step, set, wrong }: Setting<"attribute">) {
  const { t } = useTranslation();
  return (
    <Part title={t("journeys.step.attribute")}>
      <span className="row wrap">
        <Suggest label={t("journeys.step.attribute")} value={step.name} suggestions={useAttributeNames()} free wrong={wrong("name")} onChange={(name) => set({ ...step, name })} />
        <TextField label={t("journeys.step.value")} value={String(step.value)} wrong={wrong("value")} onChange={(value) => set({ ...step, value })} />
      </span>
    </Part>
  );
}

/// Where each way leads: what the lines on the canvas say, for whoever does not draw.
function Ways({ step, editing, onSelect }: { step: Step; editing: FlowEditing; onSelect: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const ways = waysOf(step);
  if (ways.length === 0) return null;
  const others = editing.flow.steps.filter((one) => one.id !== step.id);
  return (
    <Part title={t("journeys.step.leads")}>
      {ways.map((way) => (
        <span className="row wayline" key={way}>
          {way !== "next" && <span className="dim">{words.way(step, way)}</span>}
          <Pick<string>
            label={`${t("journeys.step.leads")} ${words.way(step, way)}`}
            value={stepOf(editing.flow, step.to[way] ?? "") ? step.to[way]! : ""}
            wrong={!step.to[way]}
            choices={[{ value: "", label: t("journeys.step.nowhere") }, ...others.map((one) => ({ value: one.id, label: words.step(one).title }))]}
            onChange={(to) => {
              editing.change((flow) => (to ? connect(flow, step.id, way, to) : disconnect(flow, step.id, way)));
              onSelect([step.id]);
            }}
          />
        </span>
      ))}
    </Part>
  );
}
