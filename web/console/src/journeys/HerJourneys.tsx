import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type Listing, type RunView } from "@parley/api";
import { Section } from "../customers/Person.tsx";
import { useTime } from "../ui/useTime.ts";

/// The journeys somebody is on or was, the latest first; each leads to the canvas with her way drawn on it.
export function HerJourneys({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const time = useTime();
  const runs = useQuery({
    queryKey: ["customer", customerId, "journeys"],
    queryFn: ({ signal }) => call<Listing<RunView>>(`/customers/${customerId}/journeys`, { signal }),
  });
  const items = (runs.data?.items ?? []).slice(0, 8);
  if (items.length === 0) return null;
  return (
    <Section title={t("journeys.title")}>
      {items.map((run) => (
        <div className="row" key={run.id}>
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
      ))}
    </Section>
  );
}
