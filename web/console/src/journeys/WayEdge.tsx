import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { AddMenu } from "./AddMenu.tsx";
import { useDrawing } from "./Canvas.tsx";
import { START, stepOf, waysOf } from "./flow.ts";
import { useWords } from "./say.ts";

/// A way from step to step, with its name, how many went it, and a place to put a step in.
export function WayEdge(props: EdgeProps) {
  const { t } = useTranslation();
  const { flow, counts, addOn } = useDrawing();
  const words = useWords();
  const { source, selected, data } = props;
  const way = String(data?.way ?? "next");
  const [path, x, y] = getSmoothStepPath({ ...props, borderRadius: 16 });
  const from = source === START ? null : (stepOf(flow, source) ?? null);
  const n = source === START ? counts.get(flow.start)?.arrived : counts.get(source)?.ways[way];
  const name = words.way(from, way);
  const came = counts.get(source)?.arrived ?? 0;
  const part = n && from && waysOf(from).length > 1 && came >= n ? `${Math.round((100 * n) / came)}%` : "";
  const walked = data?.walked === true;
  return (
    <>
      <BaseEdge path={path} className={walked ? "walked" : selected ? "picked" : ""} />
      <EdgeLabelRenderer>
        <span className={name || n ? "w nodrag nopan" : "w bare nodrag nopan"} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
          {name} {n !== undefined && n > 0 && <b className="num">{count(n)}</b>} {part && <span className="num">{part}</span>}
          <AddMenu
            onPick={(kind) => addOn(source, way, kind)}
            opener={<Button look="quiet" small icon="plus" label={t("journeys.addHere")} />}
          />
        </span>
      </EdgeLabelRenderer>
    </>
  );
}
