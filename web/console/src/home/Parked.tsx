import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Listing, type ParkedEvent } from "@parley/api";
import { reasonKey } from "../events/explain.ts";
import { Button, Link } from "../ui/Button.tsx";
import { Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";

/// Events that could not be read, each with its reason; the rest went on without them.
export function Parked({ count }: { count: number }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = ["parked", count];
  const parked = useQuery({
    queryKey: key,
    enabled: count > 0,
    queryFn: ({ signal }) => call<Listing<ParkedEvent>>("/parked-events", { signal }),
  });
  const reread = () =>
    void Promise.all([
      queries.invalidateQueries({ queryKey: ["home"] }),
      queries.invalidateQueries({ queryKey: ["parked"] }),
    ]);
  const refused = (refusal: unknown) => {
    reread();
    toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  };
  const hide = (event: ParkedEvent) =>
    queries.setQueryData<Listing<ParkedEvent>>(
      key,
      (now) => now && { ...now, items: now.items.filter((one) => one.id !== event.id) },
    );
  const replay = (event: ParkedEvent) => {
    hide(event);
    toast(t("home.replayed"));
    void call(`/parked-events/${event.id}/replay`, { method: "POST" }).then(reread, refused);
  };
  const discard = (event: ParkedEvent) => {
    hide(event);
    toast(t("home.discarded"), {
      undo: reread,
      commit: () =>
        void call(`/parked-events/${event.id}`, { method: "DELETE", keepalive: true }).then(reread, refused),
    });
  };
  const items = count > 0 ? (parked.data?.items ?? []) : [];
  return (
    <section>
      <div className="h">
        <h2>{t("home.parked")}</h2>
        {count > 0 && <span className="over num">{count}</span>}
      </div>
      <p className="over">{t(count > 0 ? "home.parkedAbout" : "home.parkedNone")}</p>
      {count > 0 && parked.isError && <Failed error={parked.error} retry={() => void parked.refetch()} />}
      {items.map((event) => (
        <One key={event.id} event={event} onReplay={() => replay(event)} onDiscard={() => discard(event)} />
      ))}
    </section>
  );
}

function One({ event, onReplay, onDiscard }: { event: ParkedEvent; onReplay: () => void; onDiscard: () => void }) {
  const { t } = useTranslation();
  const time = useTime();
  const [open, show] = useState(false);
  const known = reasonKey({ outcome: "parked", reason: null, detail: event.reason });
  const body = typeof event.body === "string" ? event.body : JSON.stringify(event.body, null, 2);
  return (
    <div className="parked">
      <div className="row">
        <span className="grow">
          {known ? t(known) : event.reason}
          <br />
          <span className="over num">
            {time.moment(event.receivedAt)}{" "}
            <Link why onClick={() => show(!open)}>
              {t("home.body")}
            </Link>
          </span>
        </span>
        <Button small icon="retry" onClick={onReplay}>
          {t("home.replay")}
        </Button>
        <Button small look="bad" onClick={onDiscard}>
          {t("home.discard")}
        </Button>
      </div>
      {open && <pre className="mono">{body}</pre>}
    </div>
  );
}
