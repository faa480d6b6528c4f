import "./home.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type Home as HomeData, type Session } from "@parley/api";
import { useSession } from "../app/session.ts";
import { Bars } from "../ui/Chart.tsx";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count, date, fullDay, money } from "../ui/format.ts";
import { Face, useName } from "../ui/People.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useNow, useReading, useTime } from "../ui/useTime.ts";
import { Parked } from "./Parked.tsx";
import { Setup } from "./Setup.tsx";

/// The first page: what this is for, what waits, and what is left to set up.
export function Home() {
  const session = useSession();
  const home = useQuery({ queryKey: ["home"], queryFn: ({ signal }) => call<HomeData>("/home", { signal }) });
  if (home.isPending)
    return (
      <div className="page">
        <Bones rows={8} height={22} />
      </div>
    );
  if (home.isError)
    return (
      <div className="page">
        <Failed error={home.error} retry={() => void home.refetch()} />
      </div>
    );
  const { data } = home;
  return (
    <div className="page home">
      {session && <Hello session={session} waiting={data.today.waiting} />}
      <Today today={data.today} />
      <div className="low">
        <div>
          <LatestTags tags={data.recentTags} />
          <Week week={data.week} />
        </div>
        <div>
          <Ledger ledger={data.ledger} />
          <Parked count={data.ledger.parked} />
        </div>
        <div>
          <Setup steps={data.checklist} />
        </div>
      </div>
    </div>
  );
}

function Hello({ session, waiting }: { session: Session; waiting: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const reading = useReading();
  const now = useNow(60_000);
  const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", timeZone: reading.timeZone }).format(now));
  const hello = t(hour < 12 ? "home.morning" : hour < 18 ? "home.afternoon" : "home.evening", {
    name: session.member.name,
  });
  return (
    <header className="hello">
      <div className="grow">
        <p className="over">
          {session.workspace.name}
          <i className="sep" />
          {fullDay(new Date(now).toISOString(), reading)}
        </p>
        <h1>{waiting > 0 ? t("home.waiting", { hello, count: waiting }) : t("home.calm", { hello })}</h1>
        <p className="purpose">{t("home.purpose")}</p>
      </div>
      <Button look="go" onClick={() => void navigate({ to: "/inbox/{-$conversationId}" })}>
        {waiting > 0 ? t("home.answer", { count: waiting }) : t("home.look")} <kbd aria-hidden="true">G</kbd>
        <kbd aria-hidden="true">I</kbd>
      </Button>
    </header>
  );
}

function Today({ today }: { today: HomeData["today"] }) {
  const { t } = useTranslation();
  return (
    <section className="five" aria-label={t("home.today")}>
      <Link to="/customers">
        <h2>{t("home.visitors")}</h2>
        <p className="fig">{count(today.visitors)}</p>
      </Link>
      <Link to="/inbox/{-$conversationId}">
        <h2>{t("home.conversations")}</h2>
        <p className="fig">{count(today.conversations)}</p>
      </Link>
      <Link to="/inbox/{-$conversationId}">
        <h2>{t("home.waits")}</h2>
        <p className={today.waiting > 0 ? "fig hot" : "fig"}>{count(today.waiting)}</p>
      </Link>
      <div>
        <h2>{t("home.orders")}</h2>
        <p className="fig">{count(today.orders)}</p>
      </div>
      <div>
        <h2>{t("home.revenue")}</h2>
        <p className="fig">{money(today.revenue)}</p>
      </div>
    </section>
  );
}

function Week({ week }: { week: HomeData["week"] }) {
  const { t } = useTranslation();
  const reading = useReading();
  if (week.length === 0) return null;
  const day = (of: string) => date(`${of.slice(0, 10)}T12:00:00Z`, { ...reading, timeZone: "UTC" });
  return (
    <section>
      <div className="h">
        <h2>{t("home.week")}</h2>
        <span className="over">{t("home.weekAbout")}</span>
      </div>
      <Bars
        label={t("home.week")}
        names={week.length}
        bars={week.map((one, index) => ({
          key: one.day,
          label: day(one.day),
          value: one.visitors,
          part: one.orders,
          hot: index === week.length - 1,
        }))}
        say={(bar) =>
          t("home.weekSay", {
            day: bar.label,
            visitors: t("home.weekVisitors", { count: bar.value }),
            orders: t("home.weekOrders", { count: bar.part ?? 0 }),
          })
        }
      />
    </section>
  );
}

function Ledger({ ledger }: { ledger: HomeData["ledger"] }) {
  const { t } = useTranslation();
  const off = ledger.accepted - ledger.folded - ledger.repeated - ledger.parked - ledger.waiting - ledger.discarded;
  const sum = [
    ledger.folded,
    ledger.repeated,
    ledger.parked,
    ledger.waiting,
    ...(ledger.discarded > 0 ? [ledger.discarded] : []),
  ]
    .map(count)
    .join(" + ");
  return (
    <section>
      <div className="row wrap">
        <h2 className="grow" style={{ fontSize: "var(--t-13)" }}>
          {t(ledger.discarded > 0 ? "home.ledgerAll" : "home.ledger")}
        </h2>
        {off === 0 ? (
          <Chip look="good" icon="check">
            {t("home.balanced")}
          </Chip>
        ) : (
          <Chip look="bad" icon="warn">
            {t("home.off", { count: off })}
          </Chip>
        )}
      </div>
      <p className="num" style={{ marginTop: 4 }}>
        {count(ledger.accepted)} = {sum}
      </p>
      <p className="over" style={{ marginTop: 4 }}>
        {t("home.ledgerAbout")}
        {ledger.refused > 0 && t("home.refused", { count: ledger.refused })}{" "}
        <Link to="/events" className="why">
          {t("home.debugger")}
        </Link>
      </p>
    </section>
  );
}

function LatestTags({ tags }: { tags: HomeData["recentTags"] }) {
  const { t } = useTranslation();
  const time = useTime();
  const nameOf = useName();
  const navigate = useNavigate();
  return (
    <section>
      <div className="h">
        <h2>{t("home.tags")}</h2>
      </div>
      {tags.length === 0 && (
        <Empty
          action={
            <Button small onClick={() => void navigate({ to: "/rules" })}>
              {t("home.makeRule")}
            </Button>
          }
        >
          {t("home.tagsNone")}
        </Empty>
      )}
      {tags.slice(0, 6).map((one) => (
        <Link
          key={one.customerId + one.tag + one.at}
          className="latest"
          to="/customers/$customerId"
          params={{ customerId: one.customerId }}
        >
          <Face name={one.customerName} id={one.customerId} size="sm" />
          <b className="cut strong">{nameOf(one.customerName, one.customerId)}</b>
          <span className="faint">{t("home.tagged")}</span>
          <Chip look="accent">{one.tag}</Chip>
          <span className="over num at">{time.ago(one.at)}</span>
        </Link>
      ))}
    </section>
  );
}
