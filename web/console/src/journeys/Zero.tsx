import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type Recovery } from "@parley/api";
import { count } from "../ui/format.ts";

const REST_MILLIS = 10_000;
const DAYS = 30;

export function useRecovery(enabled = true) {
  return useQuery({
    queryKey: ["recovery"],
    enabled,
    queryFn: ({ signal }) => call<Recovery>("/recovery", { query: { days: DAYS }, signal }),
    refetchInterval: REST_MILLIS,
  });
}

/// The figure that must be nought: reminders of what somebody had paid already.
export function Zero({ figures, lead }: { figures: Recovery; lead: "journey" | "recovery" }) {
  const { t } = useTranslation();
  const journey = figures.journeys[0];
  return (
    <div className="zero row" data-bad={figures.breaches > 0 || undefined}>
      <span className="fig num">{count(figures.breaches)}</span>
      <span className="grow">
        {t("journeys.recovery.zero")}
        <br />
        <span className="over">{t("journeys.recovery.zeroOf", { days: figures.days, count: figures.sent })}</span>
      </span>
      {lead === "recovery" ? (
        <Link className="link" to="/recovery">
          {t("journeys.recovery.title")}
        </Link>
      ) : (
        journey && (
          <Link className="link" to="/journeys/$journeyId" params={{ journeyId: journey }}>
            {t("journeys.recovery.open")}
          </Link>
        )
      )}
    </div>
  );
}
