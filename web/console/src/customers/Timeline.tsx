import { useState } from "react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { EventKind, TimelineEntry } from "@parley/api";
import { tagWords } from "../person/tagWords.ts";
import { useSession } from "../app/session.ts";
import { amongEvents, useAsides } from "../outreach/asides.ts";
import { Button } from "../ui/Button.tsx";
import { dayOf, money } from "../ui/format.ts";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { useEvents } from "./data.ts";
import { pathOf } from "./Tags.tsx";

const KINDS = [
  "page",
  "product",
  "cart",
  "order",
  "message",
  "tag",
  "consent",
  "link",
  "identify",
  "track",
] as const satisfies EventKind[];

const icons: Record<EventKind, IconName> = {
  page: "site",
  product: "eye",
  cart: "bag",
  order: "check",
  message: "chat",
  tag: "tag",
  consent: "check",
  link: "link",
  identify: "user",
  track: "bolt",
};

/// Everything that happened, newest first; it grows at the top while one looks.
export function Timeline({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const [kind, choose] = useState<EventKind | null>(null);
  return (
    <>
      <div className="kinds" role="group" aria-label={t("customers.timeline")}>
        {[null, ...KINDS].map((one) => (
          <button key={one ?? "all"} type="button" aria-pressed={kind === one} onClick={() => choose(one)}>
            {t(`customers.events.${one ?? "all"}`)}
          </button>
        ))}
      </div>
      <Events customerId={customerId} kind={kind} />
    </>
  );
}

function Events({ customerId, kind }: { customerId: string; kind: EventKind | null }) {
  const { t } = useTranslation();
  const time = useTime();
  const events = useEvents(customerId, kind);
  const known = events.data?.pages.flatMap((page) => page.items) ?? [];
  const asides = useAsides("customers", customerId, events.hasNextPage ? (known.at(-1)?.at ?? null) : null);
  if (events.isPending) return <Bones rows={5} height={14} />;
  if (events.isError) return <Failed error={events.error} retry={() => void events.refetch()} />;
  const all = kind === null || kind === "message" ? amongEvents(known, asides.data ?? []) : known;
  if (all.length === 0) return <Empty>{t(kind ? "customers.events.emptyKind" : "customers.events.empty")}</Empty>;
  return (
    <>
      <ol className="events">
        {all.map((entry, index) => {
          const before = all[index - 1];
          const newDay = !before || dayOf(before.at, time.reading) !== dayOf(entry.at, time.reading);
          return [
            newDay && (
              <li key={`day-${entry.id}`} className="day">
                {time.day(entry.at)}
              </li>
            ),
            <Entry key={entry.id} entry={entry} />,
          ];
        })}
      </ol>
      {events.hasNextPage ? (
        <Button small onClick={() => void events.fetchNextPage()} disabled={events.isFetchingNextPage}>
          {t("customers.events.more")}
        </Button>
      ) : (
        <p className="over">{t("customers.events.end")}</p>
      )}
    </>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const time = useTime();
  const said = useEventWords()(entry);
  const currency = useSession()?.workspace.currency ?? "TWD";
  const flipped = entry.name?.startsWith("segment_") ?? false;
  const detail = [
    entry.url && entry.kind !== "message" ? pathOf(entry.url) : null,
    entry.amount && money({ ...entry.amount, currency: entry.amount.currency || currency }),
    entry.name === "Page Dwelled"
      ? t("customers.dwelled", {
          seconds: Number(entry.properties?.seconds),
          percent: Number(entry.properties?.scroll_percent),
        })
      : entry.kind === "track" && !flipped
        ? told(entry.properties)
        : null,
    entry.kind === "link" && properties(entry, "reason"),
  ].filter(Boolean);
  return (
    <li className={entry.kind === "tag" || entry.kind === "order" ? "hot" : ""} data-ch={entry.channel ?? "web"}>
      <Icon name={flipped ? "people" : (icons[entry.kind] ?? "bolt")} />
      <span className="cut">
        {said}
        {detail.length > 0 && <small className="cut num">{detail.join("，")}</small>}
      </span>
      <span className="at num row" style={{ gap: 5 }}>
        {entry.channel && (
          <span className="dot" title={t(`channel.${entry.channel}`, { defaultValue: entry.channel })} />
        )}
        {time.clock(entry.at)}
      </span>
    </li>
  );
}

/// One event in the merchant's words; the shop's own event names are said where they have a word.
function useEventWords(): (entry: TimelineEntry) => string {
  const { t } = useTranslation();
  return (entry) => {
    const { kind, name, title, text, properties } = entry;
    const what = text ?? title ?? t("customers.unnamed");
    switch (kind) {
      case "message":
        return messageWords(t, entry, what);
      case "page":
      case "product":
        return t(`customers.did.${kind}`, { what });
      case "tag":
        return tagWords(t, entry);
      case "consent": {
        const on = t(`person.channelOf.${String(properties?.asked)}`, { defaultValue: "" });
        const purpose = t(`person.purpose.${String(properties?.purpose)}`, { defaultValue: "" });
        return t(properties?.granted === "true" ? "person.agreed" : "person.refused", { purpose, on });
      }
      case "link": {
        const by = t(`customers.evidence.${String(properties?.evidence)}`, { defaultValue: "" });
        if (name === "unmerge") return t("person.unmergedLine");
        if (name === "link" && properties?.evidence === "staff") return t("person.mergedLine");
        return name === "unlink"
          ? t("customers.unlinkedFrom")
          : by
            ? t("customers.linkedBy", { by })
            : t("customers.linkedTo");
      }
      case "cart":
      case "order":
      case "identify":
      case "track": {
        const word = t(`customers.event.${name}`, { defaultValue: name ?? what });
        return title || text ? t("customers.named", { what: word, name: title ?? text }) : word;
      }
    }
  };
}

function properties({ properties: all }: TimelineEntry, name: string): string | null {
  const value = all?.[name];
  return typeof value === "string" && value ? value : null;
}

/// What has no words of its own is named in the reader's language; what happened to a conversation is no answer.
function messageWords(t: TFunction, { name, properties }: TimelineEntry, what: string): string {
  if (properties?.direction === "fact") return t(HAPPENED[name ?? ""] ?? `inbox.fact.${name}`, { defaultValue: what });
  const said = WORDLESS.includes(name ?? "") ? t(`inbox.kind.${name}`) : what;
  if (properties?.source) return t("customers.sentBy", { what: said, source: properties.source });
  return t(properties?.direction === "out" ? "customers.replied" : "customers.did.message", { what: said });
}

const WORDLESS = ["image", "sticker", "audio", "video", "removed", "location"];

const HAPPENED: Record<string, string> = { closed: "inbox.fact.closedBy", reopened: "inbox.fact.reopenedBy" };

function told(properties: Record<string, unknown> | null): string {
  return Object.entries(properties ?? {})
    .slice(0, 3)
    .map(([name, value]) => `${name} ${typeof value === "object" ? "…" : String(value)}`)
    .join("、");
}
