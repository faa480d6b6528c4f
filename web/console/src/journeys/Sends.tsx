import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type JourneySend, type Listing } from "@parley/api";
import { channelWord } from "../ui/Chip.tsx";
import { count } from "../ui/format.ts";
import { ownWords } from "../lang/ownWords.ts";
import { Part } from "./Fields.tsx";

const REST_MILLIS = 10_000;

/// What became of the messages of a step: how many went, wait, or did not go, and why.
export function Sends({ journeyId, step }: { journeyId: string; step: string }) {
  const { t, i18n } = useTranslation();
  const sends = useQuery({
    queryKey: ["journey", journeyId, "sends"],
    queryFn: ({ signal }) => call<Listing<JourneySend>>(`/journeys/${journeyId}/sends`, { signal }),
    refetchInterval: REST_MILLIS,
  });
  const mine = (sends.data?.items ?? []).filter((one) => one.step === step);
  if (mine.length === 0) return null;
  return (
    <Part title={t("journeys.message.went")}>
      {mine.map((one) => (
        <div className="guard" key={`${one.state} ${one.reason ?? ""} ${one.channel ?? ""}`}>
          <span className="grow cut">
            {t(`journeys.message.states.${one.state}`, { defaultValue: one.state })}
            {one.channel && <span className="over"> {channelWord(one.channel, t)}</span>}
            {one.reason && <span className="over"> {t(`outreach.reason.${one.reason}`, { defaultValue: ownWords(one.reason, i18n.language) })}</span>}
          </span>
          <span className="num">{count(one.sends)}</span>
        </div>
      ))}
    </Part>
  );
}
