import "./customers.css";
import "../list/list.css";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerCount, CustomerStretch, CustomerSummary } from "@parley/api";
import { Asking } from "../list/Asking.tsx";
import { Chosen } from "../list/Chosen.tsx";
import { useColumns } from "../list/columns.ts";
import { filterOf, useCount, useList } from "../list/data.ts";
import { Columns, Filters } from "../list/Filters.tsx";
import { Jobs } from "../list/Jobs.tsx";
import { List, type Toggle } from "../list/List.tsx";
import { changed, isFiltered, type ListSearch } from "../list/search.ts";
import { useExport } from "../list/useExport.ts";
import { Views } from "../list/Views.tsx";
import { SameLink } from "../person/Same.tsx";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { useKeys } from "../ui/keys.ts";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useWidth } from "../ui/useWidth.ts";

const route = getRouteApi("/frame/customers");

export function Customers() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const columns = useColumns();
  const found = useList(search, columns);
  const total = useCount(search);
  const phone = useWidth() === "phone";
  const exporting = useExport(search, columns);
  const pages = found.data?.pages ?? [];
  const people = pages.flatMap((page) => page.items);
  const going = useGoing(search, pages, found);
  const [asking, ask] = useState(false);
  const choice = useChoice(people);
  const change = (next: ListSearch) => {
    choice.drop();
    void navigate({ to: "/customers", replace: true, search: next });
  };
  const open = (person: CustomerSummary | undefined) =>
    person && void navigate({ to: "/customers/$customerId", params: { customerId: person.id } });
  useKeys({
    "/": () => box.current?.querySelector<HTMLElement>("[data-search]")?.focus(),
    j: () => choice.move(1),
    k: () => choice.move(-1),
    x: people[choice.at] && (() => choice.toggle(people[choice.at] as CustomerSummary)),
    Enter: people[choice.at] && (() => open(people[choice.at])),
    Escape: choice.count > 0 ? choice.drop : undefined,
  });
  return (
    <div className="customers">
      <header className="bar">
        <h1>{t("customers.title")}</h1>
        <Matched total={total} />
        <span className="grow" />
        {!phone && <SameLink />}
        <Views search={search} onChange={change} />
        {!phone && <Columns />}
        <Button
          icon="file"
          disabled={exporting.done !== null}
          onClick={() => exporting.begin(null)}
          {...(phone ? { label: t("list.exportAll") } : { children: t("list.exportAll") })}
        />
      </header>
      <div className="filters" ref={box}>
        <Filters search={search} onChange={change} asking={asking} onAsk={() => ask(true)} />
        {phone && <SameLink />}
      </div>
      <div className="strips">
        <Asking search={search} editing={asking} onEdit={ask} onChange={(asks) => change(changed(search, { asks }))} />
        <Jobs />
        {exporting.done !== null && <Exporting done={exporting.done} total={total} cancel={exporting.cancel} />}
      </div>
      {found.isPending ? (
        <Bones rows={9} height={20} gap={24} />
      ) : found.isError ? (
        <Failed error={found.error} retry={() => void found.refetch()} />
      ) : people.length === 0 && going.has ? (
        <Bones rows={9} height={20} gap={24} />
      ) : people.length === 0 && going.paused ? (
        <div className="list">{going.paused}</div>
      ) : people.length === 0 ? (
        <Nobody filtered={isFiltered(search)} onClear={() => change({})} />
      ) : (
        <List
          people={people}
          columns={columns}
          search={search}
          total={total?.exact ? total.customers : undefined}
          at={choice.at}
          chosen={choice}
          more={{ ...going, reading: found.isFetchingNextPage, read: () => void found.fetchNextPage() }}
          onSort={change}
        />
      )}
      {choice.count > 0 && (
        <Chosen
          count={choice.count}
          all={choice.everybody}
          matching={total?.exact ? total.customers : undefined}
          onWiden={choice.widen}
          onDrop={choice.drop}
          onExport={() => exporting.begin(choice.everybody ? null : choice.ids)}
          whom={() =>
            choice.everybody
              ? { customers: null, filter: { ...filterOf(search), condition: search.asks ?? null } }
              : { customers: choice.ids, filter: null }
          }
        />
      )}
    </div>
  );
}

const DRY_PAGES = 12;
const ENOUGH = 20;

/// A condition is asked of one customer after the other. Where it is rarely met the list goes on by itself for a while,
/// and then says how far it has come and waits.
function useGoing(search: ListSearch, pages: CustomerStretch[], found: ReturnType<typeof useList>) {
  const { t } = useTranslation();
  const [patience, setPatience] = useState(DRY_PAGES);
  const people = pages.reduce((sum, page) => sum + page.items.length, 0);
  const looked = pages.reduce((sum, page) => sum + page.looked, 0);
  const dry = search.asks !== undefined && people < Math.max(ENOUGH, pages.length) && pages.length >= patience;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const alone = search.asks !== undefined && hasNextPage && !isFetchingNextPage && people < ENOUGH && !dry;
  useEffect(() => setPatience(DRY_PAGES), [JSON.stringify(search)]);
  useEffect(() => {
    if (alone) void fetchNextPage();
  }, [alone, pages.length, fetchNextPage]);
  const paused = hasNextPage && dry && (
    <div className="row list-paused">
      <span className="faint small num">{t("list.lookedAt", { count: looked, formatted: count(looked) })}</span>
      <Button small onClick={() => setPatience(pages.length + DRY_PAGES)}>
        {t("list.lookOn")}
      </Button>
    </div>
  );
  return { has: hasNextPage && !dry, paused };
}

/// Which customers are ticked, and which one the keys are at. `everybody` is all who match, read yet or not.
function useChoice(people: CustomerSummary[]) {
  const [ids, setIds] = useState<string[]>([]);
  const [everybody, setEverybody] = useState(false);
  const [at, setAt] = useState(-1);
  const before = useRef<string>(undefined);
  const toggle: Toggle = (person, through) => {
    const place = (id: string | undefined) => people.findIndex((one) => one.id === id);
    const [from, to] = [place(before.current), place(person.id)].sort((a, b) => a - b) as [number, number];
    before.current = person.id;
    setEverybody(false);
    if (through && from >= 0)
      setIds((now) => [...new Set([...now, ...people.slice(from, to + 1).map((one) => one.id)])]);
    else
      setIds((now) => (now.includes(person.id) ? now.filter((id) => id !== person.id) : [...now, person.id]));
  };
  const drop = () => {
    setIds([]);
    setEverybody(false);
  };
  return {
    ids,
    everybody,
    at,
    count: ids.length,
    all: everybody || (people.length > 0 && people.every((one) => ids.includes(one.id))),
    has: (id: string) => everybody || ids.includes(id),
    toggle,
    toggleAll: () => (ids.length > 0 ? drop() : setIds(people.map((one) => one.id))),
    widen: () => setEverybody(true),
    move: (by: number) => setAt((now) => Math.max(0, Math.min(people.length - 1, now + by))),
    drop,
  };
}

/// An estimate says that it is one.
function Matched({ total }: { total: CustomerCount | undefined }) {
  const { t } = useTranslation();
  if (!total) return null;
  const shown = total.exact ? total.customers : Number(total.customers.toPrecision(2));
  return (
    <span className="over num matched" role="status">
      {t(total.exact ? "list.count" : "list.about", { count: shown, formatted: count(shown) })}
    </span>
  );
}

function Exporting({ done, total, cancel }: { done: number; total: CustomerCount | undefined; cancel: () => void }) {
  const { t } = useTranslation();
  const words = total
    ? t("list.exportingOf", { done: count(done), total: count(total.customers) })
    : t("list.exporting", { done: count(done) });
  return (
    <div className="strip" role="status">
      <span className="num">{words}</span>
      <progress {...(total && { value: done, max: Math.max(done, total.customers, 1) })} aria-label={words} />
      <Button small look="quiet" icon="x" onClick={cancel}>
        {t("list.stop")}
      </Button>
    </div>
  );
}

function Nobody({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const setUp = () => void navigate({ to: "/settings/{-$room}", params: { room: "shop" }, hash: "snippet" });
  return filtered ? (
    <Empty action={<Button small onClick={onClear}>{t("customers.clear")}</Button>}>{t("customers.none")}</Empty>
  ) : (
    <Empty action={<Button onClick={setUp}>{t("customers.setup")}</Button>}>{t("customers.empty")}</Empty>
  );
}
