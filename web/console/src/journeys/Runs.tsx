import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RunView } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Face, useName } from "../ui/People.tsx";
import { useTime } from "../ui/useTime.ts";
import { useRuns } from "./data.ts";
import { Part } from "./Fields.tsx";

/// Who is at a step now, or who came in lately; one of them can be followed on the canvas.
export function RunsHere({ journeyId, step, onPath }: { journeyId: string; step: string | null; onPath: (run: string) => void }) {
  const { t } = useTranslation();
  const runs = useRuns(journeyId, step);
  const items = runs.data?.items ?? [];
  return (
    <Part title={t(step ? "journeys.runs.here" : "journeys.runs.title")}>
      {items.length === 0 ? <p className="over">{t("journeys.runs.none")}</p> : items.slice(0, 20).map((run) => <RunLine key={run.id} run={run} onPath={onPath} />)}
    </Part>
  );
}

export function RunLine({ run, onPath }: { run: RunView; onPath?: (run: string) => void }) {
  const { t } = useTranslation();
  const time = useTime();
  const name = useName()(run.customer.name, run.customer.id);
  const state = run.endedAt ? t(`journeys.runs.outcome.${run.outcome}`) : run.dueAt ? t("journeys.runs.until", { at: time.moment(run.dueAt) }) : "";
  return (
    <div className="run row">
      <Face name={name} id={run.customer.id} size="sm" />
      <span className="grow cut">
        <Link className="link" to="/customers/$customerId" params={{ customerId: run.customer.id }}>
          {name}
        </Link>
        <span className="over cut">
          {[run.trial ? t("journeys.runs.trial") : "", run.heldOut ? t("journeys.runs.held") : "", state].filter(Boolean).join(t("journeys.comma"))}
        </span>
      </span>
      {onPath && <Button look="quiet" small icon="path" label={t("journeys.runs.path")} onClick={() => onPath(run.id)} />}
    </div>
  );
}
