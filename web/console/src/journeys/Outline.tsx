import { useTranslation } from "react-i18next";
import type { RunPath, StepCount } from "@parley/api";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { AddMenu } from "./AddMenu.tsx";
import { Button } from "../ui/Button.tsx";
import type { Lack } from "./data.ts";
import { add, blank, edges, freshId, START, type Step, stepOf, waysOf } from "./flow.ts";
import { ICONS, toneOf, TRIGGER_ICONS } from "./kinds.ts";
import { useWords } from "./say.ts";
import type { FlowEditing } from "./useFlow.ts";

interface Props {
  editing: FlowEditing;
  counts: Map<string, StepCount>;
  amiss: Lack[];
  path: RunPath | null;
  onSelect: (id: string) => void;
}

/// The journey to be read on a phone: its steps in the order one comes to them, each with where it leads.
export function Outline({ editing, counts, amiss, path, onSelect }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const { flow } = editing;
  const order = [...new Set(edges(flow).map((edge) => edge.to))];
  const rest = flow.steps.map((step) => step.id).filter((id) => !order.includes(id));
  const steps = [...order, ...rest].map((id) => stepOf(flow, id)!);
  const start = words.trigger(flow.trigger);
  const last = steps.find((step) => waysOf(step).some((way) => !step.to[way]));
  const walked = (step: Step) => path?.run.step === step.id || path?.passages.some((one) => one.step === step.id);
  return (
    <ol className="outline" aria-label={t("journeys.outline.label")}>
      <li>
        <button type="button" className="step start" onClick={() => onSelect(START)}>
          <span className="k">
            <Icon name={TRIGGER_ICONS[flow.trigger.kind]} />
          </span>
          <b className="cut">{start.title}</b>
          <small>{start.detail || words.entry(flow.entry)}</small>
        </button>
      </li>
      {steps.map((step) => {
        const { title, detail } = words.step(step);
        const counted = counts.get(step.id);
        return (
          <li key={step.id}>
            <button
              type="button"
              className={["step", toneOf(step), path && !walked(step) ? "pale" : ""].filter(Boolean).join(" ")}
              data-wrong={amiss.some((one) => one.step === step.id) || undefined}
              onClick={() => onSelect(step.id)}
            >
              <span className="k">
                <Icon name={ICONS[step.kind]} />
              </span>
              <b className="cut">{title}</b>
              <small>{detail}</small>
              {counted && counted.arrived > 0 && <span className="n num">{count(counted.arrived)}</span>}
            </button>
            {waysOf(step).map((way) => {
              const to = stepOf(flow, step.to[way] ?? "");
              return (
                <p className="over leads" key={way}>
                  {words.way(step, way)} → {to ? words.step(to).title : t("journeys.step.nowhere")}
                  {counted?.ways[way] ? <b className="num"> {count(counted.ways[way]!)}</b> : null}
                </p>
              );
            })}
          </li>
        );
      })}
      <li>
        <AddMenu
          onPick={(kind) => {
            const id = freshId(flow);
            const from = last ? { from: last.id, way: waysOf(last).find((way) => !last.to[way])! } : { from: START, way: "next" };
            editing.change((now) => add(now, blank(kind, id), from));
            onSelect(id);
          }}
          opener={<Button icon="plus">{t("journeys.addStep")}</Button>}
        />
      </li>
    </ol>
  );
}
