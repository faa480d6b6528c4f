import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerSummary } from "@parley/api";
import { useAttributeLabel } from "../attributes/data.ts";
import { useValueWord } from "../attributes/Values.tsx";
import { TagChips } from "../customers/Tags.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count, money } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { Face, useName } from "../ui/People.tsx";
import { useTime } from "../ui/useTime.ts";
import { useWidth } from "../ui/useWidth.ts";
import { attributeOf, tracks } from "./columns.ts";
import { type ListSearch, sortedBy, sortOf, sorts } from "./search.ts";

/// `through`: with all between the one chosen before and this one.
export type Toggle = (person: CustomerSummary, through?: boolean) => void;

interface Props {
  people: CustomerSummary[];
  columns: string[];
  search: ListSearch;
  total: number | undefined;
  at: number;
  chosen: { has: (id: string) => boolean; toggle: Toggle; all: boolean; toggleAll: () => void };
  more: { has: boolean; reading: boolean; read: () => void; paused?: ReactNode };
  onSort: (search: ListSearch) => void;
}

const ROW = 40;
const TOUCH_ROW = 56;
const AHEAD = 20;

/// Only the rows on screen are in the page, however long the list is; more is read before its end is reached.
export function List({ people, columns, search, total, at, chosen, more, onSort }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const phone = useWidth() === "phone";
  const shown = phone ? [] : search.segment ? [...columns, "entered"] : columns;
  const rows = useVirtualizer({
    count: people.length,
    getScrollElement: () => box.current,
    estimateSize: () => (phone ? TOUCH_ROW : ROW),
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more.has && !more.reading && last > people.length - AHEAD) more.read();
  }, [last, more, people.length]);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [at, rows]);
  const grid = { "--tracks": phone ? "32px minmax(0, 1fr) auto" : tracks(shown) } as CSSProperties;
  return (
    <div className="list" ref={box} style={grid} role="grid" aria-rowcount={total ?? -1} aria-multiselectable="true">
      <div className="list-head" role="row">
        <span role="columnheader" className="tick">
          <input type="checkbox" aria-label={t("list.chooseAll")} checked={chosen.all} onChange={chosen.toggleAll} />
        </span>
        <span role="columnheader">{t("customers.col.name")}</span>
        {shown.map((column) => (
          <Head key={column} column={column} search={search} onSort={onSort} />
        ))}
      </div>
      <div style={{ height: rows.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const person = people[item.index];
          return (
            person && (
              <Row
                key={person.id}
                person={person}
                columns={shown}
                index={item.index}
                start={item.start}
                height={item.size}
                here={item.index === at}
                chosen={chosen.has(person.id)}
                onChoose={(through) => chosen.toggle(person, through)}
                phone={phone}
              />
            )
          );
        })}
      </div>
      <p className="faint small list-end" role="status">
        {more.reading ? t("list.loading") : more.has ? "" : t("list.end")}
      </p>
      {more.paused}
    </div>
  );
}

function Head({ column, search, onSort }: { column: string; search: ListSearch; onSort: Props["onSort"] }) {
  const word = useColumnWord()(column);
  const { t } = useTranslation();
  const by = sorts.find((one) => one === column);
  const now = sortOf(search);
  const way = now === by ? "descending" : now === `-${by}` ? "ascending" : "none";
  const number = by !== undefined;
  return (
    <span role="columnheader" className={number ? "num" : undefined} aria-sort={by && way}>
      {by ? (
        <button type="button" title={t("list.sort", { what: word })} onClick={() => onSort(sortedBy(search, by))}>
          {word}
          {way !== "none" && <Icon name={way === "ascending" ? "up" : "down"} size={12} />}
        </button>
      ) : (
        <span className="cut">{word}</span>
      )}
    </span>
  );
}

export function useColumnWord(): (column: string) => string {
  const { t } = useTranslation();
  const words: Record<string, string> = {
    stage: t("customers.col.life"),
    channels: t("customers.col.channels"),
    tags: t("customers.col.tags"),
    orders: t("customers.col.orders"),
    spent: t("customers.col.total"),
    first: t("list.first"),
    seen: t("customers.col.seen"),
    entered: t("list.entered"),
  };
  const labelOf = useAttributeLabel();
  return (column) => {
    const attribute = attributeOf(column);
    const own = attribute && (labelOf(attribute) ?? t(`customers.trait.${attribute}`, { defaultValue: attribute }));
    return words[column] ?? own ?? column;
  };
}

interface RowProps {
  person: CustomerSummary;
  columns: string[];
  index: number;
  start: number;
  height: number;
  here: boolean;
  chosen: boolean;
  onChoose: (through: boolean) => void;
  phone: boolean;
}

function Row({ person, columns, index, start, height, here, chosen, onChoose, phone }: RowProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const name = useName()(person.name, person.id);
  const time = useTime();
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={here ? "list-row here" : "list-row"}
      style={{ transform: `translateY(${start}px)`, height }}
      onClick={() => void navigate({ to: "/customers/$customerId", params: { customerId: person.id } })}
    >
      <span role="gridcell" className="tick" onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          aria-label={t("list.choose", { name })}
          checked={chosen}
          onChange={(event) => onChoose((event.nativeEvent as MouseEvent).shiftKey)}
        />
      </span>
      <span role="gridcell">
        <button type="button" className="who-cell">
          <Face name={person.name} id={person.id} size="sm" />
          <span className="cut">{name}</span>
        </button>
      </span>
      {columns.map((column) => (
        <Cell key={column} column={column} person={person} />
      ))}
      {phone && (
        <span role="gridcell" className="num phone-cell">
          <span>{person.orders.count ? money(person.orders.total) : "–"}</span>
          <small className="faint">{time.ago(person.lastSeenAt)}</small>
        </span>
      )}
    </div>
  );
}

function Cell({ column, person }: { column: string; person: CustomerSummary }) {
  const number = sorts.some((one) => one === column);
  return (
    <span role="gridcell" className={number ? "num" : "cut"}>
      <Value column={column} person={person} />
    </span>
  );
}

function Value({ column, person }: { column: string; person: CustomerSummary }) {
  const { t } = useTranslation();
  const time = useTime();
  const valueWord = useValueWord();
  switch (column) {
    case "stage":
      return <Chip>{t(`life.${person.lifecycle}`)}</Chip>;
    case "channels":
      return (
        <span className="row small dim" style={{ gap: 10 }}>
          {person.channels.map((channel) => (
            <span key={channel} className="row" style={{ gap: 5 }}>
              <span className="dot" data-ch={channel} />
              {t(`channel.${channel}`, { defaultValue: channel })}
            </span>
          ))}
        </span>
      );
    case "tags":
      return <TagChips tags={person.tags} />;
    case "orders":
      return person.orders.count ? count(person.orders.count) : <span className="faint">–</span>;
    case "spent":
      return person.orders.count ? money(person.orders.total) : <span className="faint">–</span>;
    case "first":
      return <span className="faint">{time.date(person.firstSeenAt)}</span>;
    case "seen":
      return <span className="faint">{time.ago(person.lastSeenAt)}</span>;
    case "entered":
      return <span className="faint">{person.enteredAt ? time.ago(person.enteredAt) : "–"}</span>;
    default: {
      const value = (person.attributes as Record<string, unknown>)[attributeOf(column) ?? ""];
      return valueWord(value) || <span className="faint">–</span>;
    }
  }
}
