import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type Listing, type RunView } from "@parley/api";
import { useSession } from "../app/session.ts";
import { Section } from "../customers/Person.tsx";
import { money } from "../ui/format.ts";
import { useTime } from "../ui/useTime.ts";

/// Ends after which nothing more of the journey is sent to her.
const STOPPED = new Set(["goal", "stopped", "taken_out"]);

/// The journeys somebody is on or was, the latest first; each leads to the canvas with her way drawn on it.
export function HerJourneys({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const time = useTime();
  const currency = useSession()?.workspace.currency ?? "TWD";
  const runs = useQuery({
    queryKey: ["customer", customerId, "journeys"],
    queryFn: ({ signal }) => call<Listing<RunView>>(`/customers/${customerId}/journeys`, { signal }),
  });
  const why = (run: RunView) =>
    run.worth !== null && run.worth > 0
      ? t("journeys.runs.why.bought", { worth: money({ amount: run.worth, currency }) })
      : t(`journeys.runs.why.${run.outcome}`);
  const items = (runs.data?.items ?? []).slice(0, 8);
  if (items.length === 0) return null;
  return (
    <Section title={t("journeys.title")}>
      {items.map((run) => (
        <div key={run.id}>
          <div className="row">
            <Link className="link grow cut" to="/journeys/$journeyId" params={{ journeyId: run.journeyId }} search={{ run: run.id }}>
              {run.journey}
            </Link>
            <span className="over">
              {run.endedAt
                ? `${t(`journeys.runs.outcome.${run.outcome}`)} ${time.ago(run.endedAt)}`
                : run.dueAt
                  ? t("journeys.runs.until", { at: time.moment(run.dueAt) })
                  : time.ago(run.enteredAt)}
            </span>
          </div>
          {run.endedAt && run.outcome && STOPPED.has(run.outcome) && <p className="over">{why(run)}</p>}
        </div>
      ))}
    </Section>
  );
}
