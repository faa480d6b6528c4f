import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BroadcastPerson } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { ChannelName } from "../ui/Chip.tsx";
import { money } from "../ui/format.ts";
import { Face, useName } from "../ui/People.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { usePeople } from "./data.ts";

const shows = ["all", "sent", "clicked", "replied", "bought", "skipped", "failed", "waiting", "held_out"] as const;

/// Person by person: what became of it, and what she did.
export function People({ id, currency }: { id: string; currency: string }) {
  const { t } = useTranslation();
  const [show, choose] = useState<(typeof shows)[number]>("all");
  const people = usePeople(id, show);
  const lines = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      <div className="row wrap">
        <h2>{t("broadcasts.report.list")}</h2>
        <span className="grow" />
        <a className="btn sm" href={`/api/v1/broadcasts/${id}/people.csv?show=${show}`} download>
          {t("broadcasts.report.csv")}
        </a>
      </div>
      <div className="tabs small-tabs" role="tablist" aria-label={t("broadcasts.report.list")}>
        {shows.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={one === show} onClick={() => choose(one)}>
            {t(`broadcasts.report.show.${one}`)}
          </button>
        ))}
      </div>
      {people.isPending ? (
        <Bones rows={4} />
      ) : people.isError ? (
        <Failed error={people.error} retry={() => void people.refetch()} />
      ) : lines.length === 0 ? (
        <Empty>{t("broadcasts.report.none")}</Empty>
      ) : (
        <table className="table compact">
          <thead>
            <tr>
              <th>{t("broadcasts.report.personCol.who")}</th>
              <th>{t("broadcasts.report.personCol.state")}</th>
              <th>{t("broadcasts.report.personCol.did")}</th>
              <th className="num less">{t("broadcasts.report.personCol.at")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={line.customerId} line={line} currency={currency} />
            ))}
          </tbody>
        </table>
      )}
      {people.hasNextPage && (
        <Button small disabled={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          {t("do.more")}
        </Button>
      )}
    </section>
  );
}

function Line({ line, currency }: { line: BroadcastPerson; currency: string }) {
  const { t } = useTranslation();
  const name = useName();
  const time = useTime();
  const did = [
    line.clicked && t("broadcasts.report.clicked"),
    line.replied && t("broadcasts.report.replied"),
    line.orders > 0 && t("broadcasts.report.bought", { amount: money({ amount: line.revenue, currency }) }),
  ].filter(Boolean);
  return (
    <tr>
      <td>
        <Link className="row who" to="/customers/$customerId" params={{ customerId: line.customerId }}>
          <Face name={line.name} id={line.customerId} size="sm" />
          <span className="cut">{name(line.name, line.customerId)}</span>
          {line.variant && <small className="faint">{line.variant}</small>}
        </Link>
      </td>
      <td>
        <span className={line.state === "failed" || line.state === "unknown" ? "bad-ink" : ""}>
          {t(`broadcasts.sendState.${line.state}`)}
        </span>{" "}
        <small className="faint">
          {line.reason ? t(`broadcasts.reason.${line.reason}`) : line.channel && <ChannelName channel={line.channel} />}
          {line.detail && ` ${line.detail}`}
        </small>
      </td>
      <td>{did.join("、") || <span className="faint">–</span>}</td>
      <td className="num faint less">{line.at ? time.moment(line.at) : "–"}</td>
    </tr>
  );
}
