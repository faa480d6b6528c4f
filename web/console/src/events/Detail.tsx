import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type ReceivedEvent } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { CopyBox } from "../ui/Copy.tsx";
import { Drawer } from "../ui/Drawer.tsx";
import { useName } from "../ui/People.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useReading, useTime } from "../ui/useTime.ts";
import { useWidth } from "../ui/useWidth.ts";
import { looks } from "./EventDebugger.tsx";
import { pretty, reasonKey, skewOf } from "./explain.ts";

/// One event: what became of it and why, when it happened and how that is known, and every byte of it.
export function Detail({ event, onClose }: { event: ReceivedEvent; onClose: () => void }) {
  const { t } = useTranslation();
  const nameOf = useName();
  const width = useWidth();
  const why = reasonKey(event);
  const known = why ? t(why, { defaultValue: event.detail ?? "" }) : event.detail;
  return (
    <Drawer label={t("events.detail")} covers={width !== "wide"} onClose={onClose} className="event">
      <header className="row">
        <h2 className="grow">{event.name}</h2>
        <Button look="quiet" small icon="x" label={t("do.close")} onClick={onClose} />
      </header>
      <section>
        <Chip look={looks[event.outcome]}>{t(`events.is.${event.outcome}`)}</Chip>
        {known && <p className="strong">{known}</p>}
        <p className="dim">{t(`events.means.${event.outcome}`)}</p>
        {event.parking && <Parking parking={event.parking} />}
        {event.customer && (
          <p>
            <span className="dim">{t("events.customer")} </span>
            <Link to="/customers/$customerId" params={{ customerId: event.customer.id }} className="link">
              {nameOf(event.customer.name ?? null, event.customer.id)}
            </Link>
          </p>
        )}
      </section>
      <Times event={event} />
      {(event.who.length > 0 || event.library) && (
        <dl>
          {event.who.length > 0 && <dt>{t("events.ids")}</dt>}
          {event.who.map((id) => (
            <dd key={id} className="mono">
              {id}
            </dd>
          ))}
          {event.library && <dt>{t("events.library")}</dt>}
          {event.library && <dd className="mono">{event.library}</dd>}
        </dl>
      )}
      <section>
        <h3>{t("events.body")}</h3>
        {event.body ? (
          <CopyBox text={pretty(event.body)} label={t("events.body")} />
        ) : (
          <p className="dim">{t("events.noBody")}</p>
        )}
      </section>
    </Drawer>
  );
}

/// What a person can do with an event that could not be read, in place.
function Parking({ parking }: { parking: NonNullable<ReceivedEvent["parking"]> }) {
  const { t } = useTranslation();
  const time = useTime();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const act = (verb: "replay" | "restore" | null, words: string) => {
    setBusy(true);
    const path = `/parked-events/${parking.id}${verb ? `/${verb}` : ""}`;
    void call(path, { method: verb ? "POST" : "DELETE" })
      .then(
        () => toast(words, verb === null ? { undo: () => act("restore", t("events.restored")) } : {}),
        (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
      )
      .then(() => queries.refetchQueries({ queryKey: ["received", "latest"] }))
      .finally(() => {
        for (const one of ["received", "home", "parked"]) void queries.invalidateQueries({ queryKey: [one] });
        setBusy(false);
      });
  };
  if (parking.discardedAt) {
    const at = time.moment(parking.discardedAt);
    const name = parking.discardedBy;
    return (
      <div className="row wrap">
        <span>{name ? t("events.discardedBy", { at, name }) : t("events.discardedAt", { at })}</span>
        <Button small icon="undo" disabled={busy} onClick={() => act("restore", t("events.restored"))}>
          {t("do.undo")}
        </Button>
      </div>
    );
  }
  return (
    <div className="row wrap">
      <Button small icon="retry" disabled={busy} onClick={() => act("replay", t("events.replaying"))}>
        {t("events.replay")}
      </Button>
      <Button small look="bad" disabled={busy} onClick={() => act(null, t("events.discarded"))}>
        {t("events.discard")}
      </Button>
    </div>
  );
}

function Times({ event }: { event: ReceivedEvent }) {
  const { t } = useTranslation();
  const reading = useReading();
  const say = (at: string) =>
    new Intl.DateTimeFormat(reading.lang, { dateStyle: "medium", timeStyle: "medium", timeZone: reading.timeZone })
      .format(new Date(at));
  const time = event.time;
  return (
    <dl>
      {time && <dt>{t("events.when")}</dt>}
      {time && (
        <dd>
          <span className="num">{say(time.at)}</span>
          <p className="dim">{useHow(event)}</p>
        </dd>
      )}
      {time?.told && <dt>{t("events.told")}</dt>}
      {time?.told && <dd className="num">{say(time.told)}</dd>}
      {time?.sentAt && <dt>{t("events.sentAt")}</dt>}
      {time?.sentAt && <dd className="num">{say(time.sentAt)}</dd>}
      <dt>{t("events.received")}</dt>
      <dd className="num">{say(event.receivedAt)}</dd>
    </dl>
  );
}

function useHow({ time, receivedAt }: ReceivedEvent): string {
  const { t } = useTranslation();
  if (!time) return "";
  if (time.how !== "clock_corrected" || !time.sentAt) return t(`events.how.${time.how}`);
  const skew = skewOf(receivedAt, time.sentAt);
  return t(`events.how.${skew.key}`, { by: t(`events.by.${skew.unit}`, { count: skew.count }) });
}
