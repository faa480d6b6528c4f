import "./customers.css";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { call, type CustomerSummary, type Listing } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { money } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { Face, useName } from "../ui/People.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { TagChips, useTags } from "./Tags.tsx";

const route = getRouteApi("/frame/customers");
const PAGE_CUSTOMERS = 50;

export function Customers() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const tags = useTags();
  const found = useInfiniteQuery({
    queryKey: ["customers", "list", search],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      call<Listing<CustomerSummary>>("/customers", {
        query: { query: search.query, tag: search.tag, cursor: pageParam, limit: PAGE_CUSTOMERS },
        signal,
      }),
    getNextPageParam: (last) => last.next,
  });
  const filter = (change: { query?: string; tag?: string }) => {
    const next = { ...search, ...change };
    void navigate({
      to: "/customers",
      replace: true,
      search: { ...(next.query && { query: next.query }), ...(next.tag && { tag: next.tag }) },
    });
  };
  useKeys({ "/": () => box.current?.querySelector<HTMLElement>("[data-search]")?.focus() });
  return (
    <div className="customers">
      <header className="bar" style={{ paddingInline: 32 }}>
        <h1>{t("customers.title")}</h1>
      </header>
      <div className="filters" ref={box}>
        <SearchBox
          label={t("customers.search")}
          value={search.query ?? ""}
          onChange={(query) => filter({ query })}
          keys="/"
        />
        <label className="select">
          <select
            aria-label={t("customers.tag")}
            value={search.tag ?? ""}
            onChange={(event) => filter({ tag: event.target.value })}
          >
            <option value="">{t("customers.allTags")}</option>
            {tags.data?.items.map((tag) => (
              <option key={tag.id} value={tag.id}>
                {tag.name}（{tag.customers}）
              </option>
            ))}
          </select>
          <Icon name="down" size={14} />
        </label>
      </div>
      <div className="body">
        {found.isPending ? (
          <Bones rows={9} height={20} gap={24} />
        ) : found.isError ? (
          <Failed error={found.error} retry={() => void found.refetch()} />
        ) : (
          <Table
            people={found.data.pages.flatMap((page) => page.items)}
            filtered={Boolean(search.query || search.tag)}
            onClear={() => filter({ query: "", tag: "" })}
          />
        )}
        {found.hasNextPage && (
          <div style={{ paddingTop: 12 }}>
            <Button small disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {t("do.more")}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function Table({ people, filtered, onClear }: { people: CustomerSummary[]; filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  if (people.length === 0 && filtered)
    return (
      <Empty
        action={
          <Button small onClick={onClear}>
            {t("customers.clear")}
          </Button>
        }
      >
        {t("customers.none")}
      </Empty>
    );
  if (people.length === 0) {
    return (
      <Empty
        action={
          <Button onClick={() => void navigate({ to: "/settings/{-$room}", params: { room: "shop" }, hash: "snippet" })}>{t("customers.setup")}</Button>
        }
      >
        {t("customers.empty")}
      </Empty>
    );
  }
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("customers.col.name")}</th>
          <th className="less">{t("customers.col.life")}</th>
          <th className="less">{t("customers.col.channels")}</th>
          <th className="less">{t("customers.col.tags")}</th>
          <th className="num less">{t("customers.col.orders")}</th>
          <th className="num">{t("customers.col.total")}</th>
          <th className="num">{t("customers.col.seen")}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((one) => (
          <Row key={one.id} person={one} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ person }: { person: CustomerSummary }) {
  const { t } = useTranslation();
  const time = useTime();
  const navigate = useNavigate();
  const nameOf = useName();
  const open = () => void navigate({ to: "/customers/$customerId", params: { customerId: person.id } });
  return (
    <tr onClick={open}>
      <td>
        <button type="button" className="who-cell">
          <Face name={person.name} id={person.id} size="sm" />
          <span className="cut">{nameOf(person.name, person.id)}</span>
        </button>
      </td>
      <td className="less">
        <Chip>{t(`life.${person.lifecycle}`)}</Chip>
      </td>
      <td className="less">
        <span className="row small dim" style={{ gap: 10 }}>
          {person.channels.map((channel) => (
            <span key={channel} className="row" style={{ gap: 5 }}>
              <span className="dot" data-ch={channel} />
              {t(`channel.${channel}`, { defaultValue: channel })}
            </span>
          ))}
        </span>
      </td>
      <td className="less">
        <TagChips tags={person.tags} />
      </td>
      <td className="num less">{person.orders.count || <span className="faint">–</span>}</td>
      <td className="num">{person.orders.count ? money(person.orders.total) : <span className="faint">–</span>}</td>
      <td className="num faint">{person.lastSeenAt ? time.ago(person.lastSeenAt) : "–"}</td>
    </tr>
  );
}
