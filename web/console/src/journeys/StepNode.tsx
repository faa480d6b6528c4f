import { Handle, type NodeProps, Position } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { useDrawing } from "./Canvas.tsx";
import { stepOf, waysOf } from "./flow.ts";
import { ICONS, toneOf, TRIGGER_ICONS } from "./kinds.ts";
import { useWords } from "./say.ts";

/// Where the handle of a way stands below a step: those of two ways side by side.
const left = (n: number, of: number) => `${((n + 1) / (of + 1)) * 100}%`;

export function StartNode({ selected }: NodeProps) {
  const { flow, amiss } = useDrawing();
  const words = useWords();
  const { title, detail } = words.trigger(flow.trigger);
  const wrong = amiss.some((one) => one.step === null);
  return (
    <div className={selected ? "step start on" : "step start"} data-wrong={wrong || undefined}>
      <span className="k">
        <Icon name={TRIGGER_ICONS[flow.trigger.kind]} />
      </span>
      <b className="cut">{title}</b>
      <small className="cut">{detail || words.entry(flow.entry)}</small>
      {wrong && <Wrong />}
      <Handle type="source" position={Position.Bottom} id="next" />
    </div>
  );
}

export function StepNode({ id, selected }: NodeProps) {
  const { t } = useTranslation();
  const { flow, counts, amiss, path } = useDrawing();
  const words = useWords();
  const step = stepOf(flow, id);
  if (!step) return null;
  const { title, detail } = words.step(step);
  const counted = counts.get(id);
  const wrong = amiss.some((one) => one.step === id);
  const ways = waysOf(step);
  const here = path !== null && path.run.step === id;
  const walked = path !== null && (here || path.passages.some((one) => one.step === id));
  const looks = ["step", toneOf(step), selected ? "on" : "", path && !walked ? "pale" : "", here ? "here" : ""];
  return (
    <div className={looks.filter(Boolean).join(" ")} data-wrong={wrong || undefined} data-step={id}>
      <Handle type="target" position={Position.Top} />
      <span className="k">
        <Icon name={ICONS[step.kind]} />
      </span>
      <b className="cut">{title}</b>
      <small className="cut">{detail}</small>
      {counted && counted.waiting > 0 && step.kind !== "goal" && step.kind !== "exit" ? (
        <span className="n now num">{t("journeys.counts.waiting", { count: counted.waiting })}</span>
      ) : (
        counted && counted.arrived > 0 && <span className="n num">{count(counted.arrived)}</span>
      )}
      {wrong && <Wrong />}
      {ways.map((way, n) => (
        <Handle key={way} type="source" position={Position.Bottom} id={way} style={{ left: left(n, ways.length) }} title={words.way(step, way)} />
      ))}
    </div>
  );
}

function Wrong() {
  return (
    <span className="wrong-mark">
      <Icon name="warn" size={14} />
    </span>
  );
}
