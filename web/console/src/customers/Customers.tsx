import "./customers.css";
import "../list/list.css";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerCount, CustomerSummary } from "@parley/api";
import { Chosen } from "../list/Chosen.tsx";
import { useColumns } from "../list/columns.ts";
import { filterOf, useCount, useList } from "../list/data.ts";
import { Columns, Filters } from "../list/Filters.tsx";
import { Jobs } from "../list/Jobs.tsx";
import { List, type Toggle } from "../list/List.tsx";
import { isFiltered, type ListSearch } from "../list/search.ts";
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
  const people = found.data?.pages.flatMap((page) => page.items) ?? [];
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
        <Filters search={search} onChange={change} />
        {phone && <SameLink />}
      </div>
      <div className="strips">
        <Jobs />
        {exporting.done !== null && <Exporting done={exporting.done} total={total} cancel={exporting.cancel} />}
      </div>
      {found.isPending ? (
        <Bones rows={9} height={20} gap={24} />
      ) : found.isError ? (
        <Failed error={found.error} retry={() => void found.refetch()} />
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
          more={{ has: found.hasNextPage, reading: found.isFetchingNextPage, read: () => void found.fetchNextPage() }}
          onSort={change}
        />
      )}
      {choice.count > 0 && (
        <Chosen
          count={choice.count}
          all={choice.everybody}
          onWiden={choice.widen}
          onDrop={choice.drop}
          onExport={() => exporting.begin(choice.everybody ? null : choice.ids)}
          whom={() =>
            choice.everybody
              ? { customers: null, filter: filterOf(search) }
              : { customers: choice.ids, filter: null }
          }
        />
      )}
    </div>
  );
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
