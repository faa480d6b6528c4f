import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type FlipLine, type Listing, type Segment, type SegmentDay } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { ChartFrame, Line } from "../ui/Chart.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count, date } from "../ui/format.ts";
import { Face, useName } from "../ui/People.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useReading, useTime } from "../ui/useTime.ts";
import { useEventWord } from "./vocabulary.ts";

const DAYS = 30;
const PAGE_LINES = 50;

/// How the segment came to be as large as it is: its size day by day, and each coming and leaving with its reason.
export function Comings({ segment }: { segment: Segment }) {
  return (
    <>
      <Size segment={segment} />
      <Lines segment={segment} />
    </>
  );
}

function Size({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const reading = useReading();
  const days = useQuery({
    queryKey: ["segment", segment.id, "days", segment.members],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Listing<SegmentDay>>(`/segments/${segment.id}/days`, { query: { days: DAYS }, signal }),
  });
  const all = days.data?.items ?? [];
  const label = (day: string) => date(`${day.slice(0, 10)}T12:00:00Z`, { ...reading, timeZone: "UTC" });
  const said = new Map(
    all.map((one) => [
      one.day,
      t("audience.comings.say", {
        day: label(one.day),
        members: count(one.members),
        entered: count(one.entered),
        left: count(one.left),
      }),
    ]),
  );
  return (
    <ChartFrame title={t("audience.comings.size", { count: DAYS })}>
      {days.isPending ? (
        <Bones rows={3} height={24} />
      ) : days.isError ? (
        <Failed error={days.error} retry={() => void days.refetch()} />
      ) : (
        <Line
          label={t("audience.comings.size", { count: DAYS })}
          say={(bar) => said.get(bar.key) ?? ""}
          bars={all.map((one) => ({ key: one.day, label: label(one.day), value: one.members }))}
        />
      )}
    </ChartFrame>
  );
}

function Lines({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const time = useTime();
  const nameOf = useName();
  const reason = useReason();
  const lines = useInfiniteQuery({
    queryKey: ["segment", segment.id, "history", segment.members],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      call<Listing<FlipLine>>(`/segments/${segment.id}/history`, { query: { cursor: pageParam, limit: PAGE_LINES }, signal }),
    getNextPageParam: (last) => last.next,
  });
  const all = lines.data?.pages.flatMap((page) => page.items) ?? [];
  if (lines.isPending) return <Bones rows={6} height={20} gap={20} />;
  if (lines.isError) return <Failed error={lines.error} retry={() => void lines.refetch()} />;
  if (all.length === 0) return <Empty>{t("audience.comings.none")}</Empty>;
  return (
    <>
      <table className="table still comings">
        <thead>
          <tr>
            <th>{t("audience.segments.member")}</th>
            <th>{t("audience.comings.way")}</th>
            <th>{t("audience.comings.reason")}</th>
            <th className="num">{t("audience.comings.at")}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((one) => (
            <tr key={`${one.customer} ${one.at} ${one.entered}`}>
              <td>
                <Link className="who-cell" to="/customers/$customerId" params={{ customerId: one.customer }}>
                  <Face name={one.name} id={one.customer} size="sm" />
                  <span className="cut">{nameOf(one.name, one.customer)}</span>
                </Link>
              </td>
              <td>
                <Chip {...(one.entered && { look: "good" as const })}>
                  {t(one.entered ? "audience.comings.in" : "audience.comings.out")}
                </Chip>
              </td>
              <td className="dim">{reason(one)}</td>
              <td className="num faint">{time.moment(one.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.hasNextPage && (
        <div style={{ paddingTop: 12 }}>
          <Button small disabled={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
            {t("do.more")}
          </Button>
        </div>
      )}
    </>
  );
}

function useReason(): (line: FlipLine) => string {
  const { t } = useTranslation();
  const eventWord = useEventWord();
  return ({ reason, event }) =>
    reason === "event" && event
      ? t("audience.comings.because.event", { event: eventWord(event) })
      : t(`audience.comings.because.${reason === "event" ? "known" : reason}`);
}
