import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type JourneyErrand, type JourneySecret, type Listing } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { CopyBox } from "../ui/Copy.tsx";
import { count } from "../ui/format.ts";
import { Part } from "./Fields.tsx";

const REST_MILLIS = 10_000;

/// What became of what a step told the team or another system, and why some of it failed.
export function ErrandLines({ journeyId, step }: { journeyId: string; step: string }) {
  const { t } = useTranslation();
  const errands = useQuery({
    queryKey: ["journey", journeyId, "errands"],
    queryFn: ({ signal }) => call<Listing<JourneyErrand>>(`/journeys/${journeyId}/errands`, { signal }),
    refetchInterval: REST_MILLIS,
  });
  const mine = (errands.data?.items ?? []).filter((one) => one.step === step);
  if (mine.length === 0) return null;
  return (
    <Part title={t("journeys.errand.went")}>
      {mine.map((one) => (
        <div className="guard" key={`${one.state} ${one.reason ?? ""}`}>
          <span className="grow cut">
            {t(`journeys.errand.${one.state}`)}
            {one.reason && <span className="over"> {one.reason === "no_conversation" ? t("journeys.errand.noConversation") : one.reason}</span>}
          </span>
          <span className="num">{count(one.n)}</span>
        </div>
      ))}
    </Part>
  );
}

/// What the receiver checks our signature with; told to whoever asks for it, and may.
export function WebhookSecret() {
  const { t } = useTranslation();
  const [asked, ask] = useState(false);
  const secret = useQuery({
    queryKey: ["journey-webhook-secret"],
    enabled: asked,
    queryFn: ({ signal }) => call<JourneySecret>("/journey-webhook-secret", { signal }),
  });
  return (
    <>
      <p className="over">{t("journeys.step.signed")}</p>
      {secret.data ? (
        <CopyBox text={secret.data.secret} label={t("journeys.step.showSecret")} />
      ) : (
        <Button look="quiet" small onClick={() => ask(true)}>
          {t("journeys.step.showSecret")}
        </Button>
      )}
    </>
  );
}
