import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type FailedEvent, type Listing } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";

const KEY = ["connections", "failed"];

/// Webhook events that were stored and could not be handled, each with its reason and a way on.
export function Failures() {
  const { t } = useTranslation();
  const time = useTime();
  const queries = useQueryClient();
  const failed = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<Listing<FailedEvent>>("/connections/failed-events", { signal }),
  });
  if (!failed.data || failed.data.items.length === 0) return null;
  const replay = (event: FailedEvent) =>
    void call(`/connections/failed-events/${event.id}/replay`, { method: "POST" })
      .then(
        () => toast(t("settings.replayed")),
        (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
      )
      .finally(() => void queries.invalidateQueries({ queryKey: KEY }));
  return (
    <div className="link-box">
      <div>
        <b>{t("settings.failures")}</b>
        <p className="over">{t("settings.failuresAbout")}</p>
      </div>
      <ul>
        {failed.data.items.map((event) => (
          <li key={event.id} className="site">
            <span className="grow">
              {event.reason}
              <br />
              <span className="over num">
                {t(`settings.hookKind.${event.kind}`, { defaultValue: event.kind })}
                <i className="sep" />
                {time.moment(event.receivedAt)}
              </span>
            </span>
            <Button small icon="retry" onClick={() => replay(event)}>
              {t("settings.replay")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
