import "./events.css";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReceivedEvent } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { useName } from "../ui/People.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useReading } from "../ui/useTime.ts";
import { type Asked, useReceived } from "./data.ts";
import { Detail } from "./Detail.tsx";

const route = getRouteApi("/frame/events");

export const OUTCOMES = ["folded", "repeated", "parked", "discarded", "refused", "waiting"] as const;

export const looks = { waiting: "state", folded: "good", repeated: "info", parked: "warn", discarded: "state", refused: "bad" } as const;

/// What arrives, live, and what becomes of it.
export function EventDebugger() {
  const { t } = useTranslation();
  const asked = route.useSearch();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const [paused, pause] = useState(false);
  const [chosen, choose] = useState<string | null>(null);
  const [scrolled, scroll] = useState(false);
  const received = useReceived(asked, !paused, paused || scrolled || chosen !== null);
  const filter = (change: Asked) => {
    const next = { ...asked, ...change };
    choose(null);
    void navigate({
      to: "/events",
      replace: true,
      search: { ...(next.query && { query: next.query }), ...(next.outcome && { outcome: next.outcome }) },
    });
  };
  const step = (by: number) => {
    const at = received.shown.findIndex((one) => one.id === chosen);
    const next = received.shown[at < 0 ? 0 : at + by];
    if (next) choose(next.id);
  };
  useKeys({
    "/": () => box.current?.querySelector<HTMLElement>("[data-search]")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    p: () => pause(!paused),
    Escape: chosen ? () => choose(null) : undefined,
  });
  const open = received.shown.find((one) => one.id === chosen);
  return (
    <div className={open ? "debugger split" : "debugger"}>
      <header className="bar">
        <h1>{t("events.title")}</h1>
        <span className="dim small less">{t("events.about")}</span>
        <span className="row small dim" role="status">
          <span className={paused ? "off" : "live-dot"} />
          {t(paused ? "events.paused" : "events.live")}
        </span>
        <Button small icon={paused ? "play" : "pause"} keys="P" onClick={() => pause(!paused)}>
          {t(paused ? "events.resume" : "events.pause")}
        </Button>
      </header>
      <div className="filters" ref={box}>
        <SearchBox
          label={t("events.search")}
          value={asked.query ?? ""}
          onChange={(query) => filter({ query })}
          keys="/"
        />
        <Outcomes asked={asked} filter={filter} />
        {received.fresh > 0 && (
          <Button small look="go" onClick={received.show}>
            {t("events.fresh", { count: received.fresh })}
          </Button>
        )}
      </div>
      <div className="body" onScroll={(event) => scroll(event.currentTarget.scrollTop > 40)}>
        <List received={received} asked={asked} filter={filter} chosen={chosen} choose={choose} />
      </div>
      {open && <Detail event={open} onClose={() => choose(null)} />}
    </div>
  );
}

function Outcomes({ asked, filter }: { asked: Asked; filter: (change: Asked) => void }) {
  const { t } = useTranslation();
  return (
    <label className="select">
      <select
        aria-label={t("events.outcome")}
        value={asked.outcome ?? ""}
        onChange={(event) => filter({ outcome: (event.target.value || undefined) as Asked["outcome"] })}
      >
        <option value="">{t("events.all")}</option>
        {OUTCOMES.map((one) => (
          <option key={one} value={one}>
            {t(`events.is.${one}`)}
          </option>
        ))}
      </select>
      <Icon name="down" size={14} />
    </label>
  );
}

interface ListProps {
  received: ReturnType<typeof useReceived>;
  asked: Asked;
  filter: (change: Asked) => void;
  chosen: string | null;
  choose: (id: string) => void;
}

function List({ received, asked, filter, chosen, choose }: ListProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { older, shown, failed } = received;
  if (older.isPending) return <Bones rows={9} height={20} gap={20} />;
  if (failed) return <Failed error={failed} retry={() => void older.refetch()} />;
  if (shown.length === 0 && (asked.query || asked.outcome)) {
    return (
      <Empty
        action={
          <Button small onClick={() => filter({ query: "", outcome: undefined })}>
            {t("events.clear")}
          </Button>
        }
      >
        {t("events.none")}
      </Empty>
    );
  }
  if (shown.length === 0) {
    return (
      <Empty
        action={
          <Button onClick={() => void navigate({ to: "/settings/{-$room}", params: { room: "shop" }, hash: "snippet" })}>{t("events.setup")}</Button>
        }
      >
        {t("events.empty")}
      </Empty>
    );
  }
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th>{t("events.col.at")}</th>
            <th>{t("events.col.name")}</th>
            <th className="less">{t("events.col.who")}</th>
            <th>{t("events.col.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <Row key={one.id} event={one} isChosen={one.id === chosen} onOpen={() => choose(one.id)} />
          ))}
        </tbody>
      </table>
      {older.hasNextPage ? (
        <Button small disabled={older.isFetchingNextPage} onClick={() => void older.fetchNextPage()}>
          {t("do.more")}
        </Button>
      ) : (
        <p className="over">{t("events.end")}</p>
      )}
    </>
  );
}

function Row({ event, isChosen, onOpen }: { event: ReceivedEvent; isChosen: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const nameOf = useName();
  const { timeZone } = useReading();
  const at = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone,
  }).format(new Date(event.receivedAt));
  const who = event.customer ? nameOf(event.customer.name ?? null, event.customer.id) : event.who.join(", ");
  return (
    <tr onClick={onOpen} aria-selected={isChosen}>
      <td className="num at">{at}</td>
      <td>
        <button type="button" className="cut" aria-label={t("events.open", { name: event.name })}>
          {event.type === "page" && event.name === "page" ? (pathOf(event) ?? event.name) : event.name}
        </button>
        {event.type && event.type !== event.name && <span className="over"> {event.type}</span>}
      </td>
      <td className="less cut dim">{who}</td>
      <td>
        <Chip look={looks[event.outcome]}>{t(`events.is.${event.outcome}`)}</Chip>
      </td>
    </tr>
  );
}

function pathOf({ body }: ReceivedEvent): string | null {
  try {
    const url: unknown = JSON.parse(body ?? "").properties?.url;
    return typeof url === "string" ? decodeURI(new URL(url).pathname) : null;
  } catch {
    return null;
  }
}
