import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type CustomerSummary, type Journey, type Listing } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Failed } from "../ui/States.tsx";
import { Sheet } from "../ui/Sheet.tsx";
import { Suggest } from "../ui/Suggest.tsx";
import { useJourneyVerbs } from "./data.ts";

const FOUND = 20;

/// Who goes through what is drawn, in a moment.
export function TrialSheet({ journey, onClose, onStarted }: { journey: Journey; onClose: () => void; onStarted: (run: string) => void }) {
  const { t } = useTranslation();
  const verbs = useJourneyVerbs();
  const [query, ask] = useState("");
  const [customer, choose] = useState("");
  const [error, fail] = useState<unknown>(null);
  const found = useQuery({
    queryKey: ["customers", "trial", query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Listing<CustomerSummary>>("/customers", { query: { query, limit: FOUND }, signal }),
  });
  const people = (found.data?.items ?? []).map((one) => ({ value: one.id, label: one.name ?? t("journeys.runs.nameless") }));
  return (
    <Sheet label={t("journeys.trial")} onClose={onClose}>
      <div className="trial">
      <h2>{t("journeys.trial")}</h2>
      <p className="dim">{t("journeys.trialAbout")}</p>
      <div className="row wrap">
        <Suggest label={t("journeys.trialSearch")} placeholder={t("journeys.trialSearch")} value={customer} suggestions={people} onType={ask} onChange={choose} loading={found.isFetching} autoFocus />
        <Button look="go" icon="play" disabled={!customer} onClick={() => void verbs.attempt(journey.id, customer).then((path) => onStarted(path.run.id), fail)}>
          {t("journeys.trialGo")}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t("do.cancel")}
        </Button>
      </div>
      {error !== null && <Failed error={error} />}
      </div>
    </Sheet>
  );
}
