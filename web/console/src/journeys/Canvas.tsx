import "@xyflow/react/dist/base.css";
import "./canvas.css";
import {
  Background,
  type Connection,
  type Edge as Wire,
  type Node,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useNodesState,
  useReactFlow,
} from "@xyflow/react";
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunPath, StepCount } from "@parley/api";
import type { Lack } from "./data.ts";
import { Button } from "../ui/Button.tsx";
import { AddMenu } from "./AddMenu.tsx";
import { add, blank, connect, disconnect, edges, type Flow, freshId, type Kind, paste, place, remove, START, type Spot, stepOf, tidied, type Step, waysOf } from "./flow.ts";
import { StartNode, StepNode } from "./StepNode.tsx";
import type { FlowEditing } from "./useFlow.ts";
import { WayEdge } from "./WayEdge.tsx";

export interface Drawing {
  flow: Flow;
  counts: Map<string, StepCount>;
  amiss: Lack[];
  /// The way of one person that is drawn, if one is.
  path: RunPath | null;
  addOn: (from: string, way: string, kind: Kind) => void;
}

const Context = createContext<Drawing | null>(null);

export function useDrawing(): Drawing {
  const drawing = useContext(Context);
  if (!drawing) throw new Error("A step stands on its canvas");
  return drawing;
}

interface Props {
  editing: FlowEditing;
  counts: Map<string, StepCount>;
  amiss: Lack[];
  path: RunPath | null;
  selected: string[];
  onSelect: (ids: string[]) => void;
}

const nodeTypes = { start: StartNode, step: StepNode };
const edgeTypes = { way: WayEdge };
const FIT = { padding: { top: "32px", bottom: "84px", x: "32px" }, maxZoom: 1 } as const;

const SETTLED_MILLIS = 80;

/// What was copied, also from one journey to another.
let copied: { steps: Step[]; spots: Record<string, Spot> } | null = null;

export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Sheet {...props} />
    </ReactFlowProvider>
  );
}

function nodesOf(flow: Flow, before: Node[], selected: string[]): Node[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const node = (id: string, type: string): Node => ({
    ...known.get(id),
    id,
    type,
    position: flow.layout[id] ?? { x: 0, y: 0 },
    data: {},
    selected: selected.includes(id),
    deletable: id !== START,
  });
  return [node(START, "start"), ...flow.steps.map((step) => node(step.id, "step"))];
}

function wiresOf(flow: Flow, path: RunPath | null): Wire[] {
  const gone = new Set(path?.passages.map((one) => `${one.step} ${one.way}`));
  return edges(flow).map(({ from, way, to }) => ({
    id: `${from} ${way}`,
    type: "way",
    source: from,
    sourceHandle: way,
    target: to,
    data: { way, walked: path !== null && (from === START || gone.has(`${from} ${way}`)) },
  }));
}

function Sheet({ editing, counts, amiss, path, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const { flow, change } = editing;
  const view = useReactFlow();
  const box = useRef<HTMLDivElement>(null);
  const [nodes, setNodes, onNodesChange] = useNodesState<Node>(nodesOf(flow, [], selected));
  const chosen = selected.join(" ");
  useEffect(() => setNodes((now) => nodesOf(flow, now, chosen ? chosen.split(" ") : [])), [flow, chosen, setNodes]);
  const wires = useMemo(() => wiresOf(flow, path), [flow, path]);
  const addOn = (from: string, way: string, kind: Kind) => {
    const id = freshId(flow);
    change((now) => add(now, blank(kind, id), { from, way }));
    onSelect([id]);
    // A step that comes to stand out of sight is brought into it, once it has its size.
    setTimeout(() => void view.fitView(FIT), SETTLED_MILLIS);
  };
  const drawing = { flow, counts, amiss, path, addOn };
  const changed = (changes: NodeChange[]) => {
    onNodesChange(changes.filter((one) => one.type !== "remove"));
    const moved = changes.flatMap((one) => (one.type === "position" && one.position && !one.dragging ? [one] : []));
    if (moved.length > 0)
      change((now) => moved.reduce((flow, one) => place(flow, one.id, one.position!), now), `move ${moved.map((one) => one.id).join()}`);
    const picks = changes.filter((one) => one.type === "select");
    if (picks.length > 0) {
      const next = new Set(selected);
      picks.forEach((one) => (one.selected ? next.add(one.id) : next.delete(one.id)));
      onSelect([...next]);
    }
  };
  const deleted = ({ nodes: gone, edges: cut }: { nodes: Node[]; edges: Wire[] }) => {
    const ids = gone.map((one) => one.id).filter((id) => id !== START);
    if (ids.length > 0) change((now) => remove(now, ids));
    else change((now) => cut.reduce((flow, wire) => disconnect(flow, wire.source, wire.sourceHandle ?? "next"), now));
    onSelect([]);
  };
  const joined = ({ source, sourceHandle, target }: Connection) =>
    change((now) => connect(now, source, sourceHandle ?? "next", target));
  return (
    <Context value={drawing}>
      <div
        ref={box}
        className="canvas"
        role="group"
        aria-label={t("journeys.canvas")}
        aria-describedby="canvas-help"
        onKeyDown={(event) => keyed(event, { flow, change, selected, onSelect, fit: () => void view.fitView(FIT) })}
      >
        <p id="canvas-help" className="sr">
          {t("journeys.canvasHelp")}
        </p>
        <ReactFlow
          nodes={nodes}
          edges={wires}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={changed}
          onDelete={deleted}
          onConnect={joined}
          onReconnect={(wire, next) => {
            change((now) => connect(disconnect(now, wire.source, wire.sourceHandle ?? "next"), next.source, next.sourceHandle ?? "next", next.target));
          }}
          onPaneClick={() => onSelect([])}
          deleteKeyCode={["Delete", "Backspace"]}
          multiSelectionKeyCode={["Shift", "Meta", "Control"]}
          selectionKeyCode={null}
          snapToGrid
          snapGrid={[20, 20]}
          minZoom={0.25}
          maxZoom={1.5}
          fitView
          fitViewOptions={FIT}
          proOptions={{ hideAttribution: true }}
        >
          <Background gap={20} size={1.6} />
        </ReactFlow>
        <Tools editing={editing} selected={selected} onAdd={(kind) => addBehind(flow, selected, addOn, kind)} />
      </div>
    </Context>
  );
}

/// Behind the step that is chosen, on its first way that leads nowhere; else where the journey breaks off.
function addBehind(flow: Flow, selected: string[], addOn: Drawing["addOn"], kind: Kind) {
  const only = selected.length === 1 ? selected[0]! : null;
  if (only === START || flow.steps.length === 0) return addOn(START, "next", kind);
  const step = only ? stepOf(flow, only) : undefined;
  const loose = (one: Step) => waysOf(one).find((way) => !one.to[way]);
  const from = step && waysOf(step).length > 0 ? step : (flow.steps.find((one) => loose(one)) ?? null);
  if (!from) return addOn(START, "next", kind);
  return addOn(from.id, loose(from) ?? waysOf(from)[0]!, kind);
}

interface Hand {
  flow: Flow;
  change: FlowEditing["change"];
  selected: string[];
  onSelect: (ids: string[]) => void;
  fit: () => void;
}

function keyed(event: React.KeyboardEvent, { flow, change, selected, onSelect, fit }: Hand) {
  if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const key = event.key.toLowerCase();
  if (!event.metaKey && !event.ctrlKey) {
    if (key === "0") fit();
    return;
  }
  if (key === "c" || key === "x") {
    const steps = flow.steps.filter((step) => selected.includes(step.id));
    if (steps.length === 0) return;
    copied = { steps: structuredClone(steps), spots: { ...flow.layout } };
    if (key === "x") change((now) => remove(now, selected));
    event.preventDefault();
  }
  if (key === "v" && copied) {
    const { flow: grown, ids } = paste(flow, copied.steps, copied.spots);
    change(() => grown);
    onSelect(ids);
    event.preventDefault();
  }
}

function Tools({ editing, selected, onAdd }: { editing: FlowEditing; selected: string[]; onAdd: (kind: Kind) => void }) {
  const { t } = useTranslation();
  const view = useReactFlow();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <div className="tools row">
        <AddMenu
          open={adding}
          onOpen={setAdding}
          onPick={onAdd}
          opener={
            <Button icon="plus" keys="A">
              {t(selected.length === 1 ? "journeys.addAfter" : "journeys.addStep")}
            </Button>
          }
        />
        <Button look="quiet" icon="undo" label={t("do.undo")} keys="⌘Z" disabled={!editing.undo} onClick={editing.undo} />
        <Button look="quiet" icon="retry" label={t("journeys.redo")} disabled={!editing.redo} onClick={editing.redo} />
        <Button look="quiet" onClick={() => editing.change(tidied)}>
          {t("journeys.tidy")}
        </Button>
      </div>
      <div className="zoom row">
        <Button look="quiet" label={t("journeys.zoomOut")} onClick={() => void view.zoomOut()}>
          −
        </Button>
        <Button look="quiet" label={t("journeys.zoomIn")} onClick={() => void view.zoomIn()}>
          ＋
        </Button>
        <Button look="quiet" keys="0" onClick={() => void view.fitView(FIT)}>
          {t("journeys.fit")}
        </Button>
      </div>
    </>
  );
}
