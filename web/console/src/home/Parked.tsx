import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Home, type Listing, type ParkedEvent } from "@parley/api";
import { pretty, reasonKey } from "../events/explain.ts";
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
    toast(t("home.replaying"));
    void call(`/parked-events/${event.id}/replay`, { method: "POST" })
      .then(() => outcomeOf(event))
      .then((again) => {
        reread();
        toast(again ? t("home.parkedAgain", { reason: reasonWords(t, again) }) : t("home.replayed"));
      }, refused);
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

const READ_MILLIS = 300;
const MOST_LOOKS = 40;

/// Looks until all that waits is read: the event as it was parked once more, or null if it could be read.
async function outcomeOf(event: ParkedEvent): Promise<ParkedEvent | null> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const { ledger } = await call<Home>("/home");
    if (ledger.waiting === 0) break;
    await new Promise((done) => setTimeout(done, READ_MILLIS));
  }
  const parked = await call<Listing<ParkedEvent>>("/parked-events");
  return parked.items.find((one) => bodyOf(one) === bodyOf(event)) ?? null;
}

function reasonWords(t: TFunction, event: ParkedEvent): string {
  const known = reasonKey({ outcome: "parked", reason: null, detail: event.reason });
  return known ? t(known) : event.reason;
}

function bodyOf(event: ParkedEvent): string {
  return typeof event.body === "string" ? pretty(event.body) : JSON.stringify(event.body, null, 2);
}

function One({ event, onReplay, onDiscard }: { event: ParkedEvent; onReplay: () => void; onDiscard: () => void }) {
  const { t } = useTranslation();
  const time = useTime();
  const [open, show] = useState(false);
  return (
    <div className="parked">
      <div className="row">
        <span className="grow">
          {reasonWords(t, event)}
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
      {open && <pre className="mono">{bodyOf(event)}</pre>}
    </div>
  );
}
