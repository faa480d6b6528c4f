import "../customers/customers.css";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Listing, type Segment, type SegmentMember } from "@parley/api";
import { Button, Link as WordLink } from "../ui/Button.tsx";
import { Face, useName } from "../ui/People.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { WhyDrawer } from "./WhyDrawer.tsx";

const PAGE_MEMBERS = 50;

/// Who is in it now, the latest to come in first.
export function Members({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const time = useTime();
  const nameOf = useName();
  const [query, search] = useState("");
  const [asked, ask] = useState<SegmentMember | null>(null);
  const members = useInfiniteQuery({
    queryKey: ["segment", segment.id, "members", query, segment.members],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      call<Listing<SegmentMember>>(`/segments/${segment.id}/members`, {
        query: { q: query, cursor: pageParam, limit: PAGE_MEMBERS },
        signal,
      }),
    getNextPageParam: (last) => last.next,
  });
  const all = members.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="find">
        <SearchBox label={t("audience.segments.searchMembers")} value={query} onChange={search} keys="/" />
      </div>
      {members.isPending ? (
        <Bones rows={6} height={20} gap={20} />
      ) : members.isError ? (
        <Failed error={members.error} retry={() => void members.refetch()} />
      ) : all.length === 0 ? (
        <Empty>{query ? t("audience.segments.noneFound", { query }) : t("audience.segments.noMembers")}</Empty>
      ) : (
        <table className="table still">
          <thead>
            <tr>
              <th>{t("audience.segments.member")}</th>
              <th className="num" style={{ width: 150 }}>
                {t("audience.segments.since")}
              </th>
              <th style={{ width: 110 }} />
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr key={one.id}>
                <td>
                  <Link className="who-cell" to="/customers/$customerId" params={{ customerId: one.id }}>
                    <Face name={one.name} id={one.id} size="sm" />
                    <span className="cut">{nameOf(one.name, one.id)}</span>
                  </Link>
                </td>
                <td className="num faint">{time.moment(one.since)}</td>
                <td className="num">
                  <WordLink why onClick={() => ask(one)}>
                    {t("audience.why.ask")}
                  </WordLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {members.hasNextPage && (
        <div style={{ paddingTop: 12 }}>
          <Button small disabled={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
            {t("do.more")}
          </Button>
        </div>
      )}
      {asked && (
        <WhyDrawer customer={asked} about={{ kind: "segment", id: segment.id, name: segment.name }} onClose={() => ask(null)} />
      )}
    </>
  );
}
