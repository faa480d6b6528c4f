import "./outreach.css";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Send } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { useName } from "../ui/People.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { REASONS, type SendsSearch, SOURCES, useSends } from "./data.ts";
import { Answers, LOOKS, useCost, useOutcome } from "./OneSend.tsx";

const route = getRouteApi("/frame/sends");

/// Everything that went out by itself or did not, searched by person, source and reason.
export function Sends() {
  const { t } = useTranslation();
  const asked = route.useSearch();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const sends = useSends(asked);
  const filter = (change: Partial<Record<keyof SendsSearch, string | undefined>>) => {
    const next = { ...asked, ...change };
    const search = Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as SendsSearch;
    void navigate({ to: "/sends", replace: true, search });
  };
  useKeys({ "/": () => box.current?.querySelector<HTMLElement>("[data-search]")?.focus() });
  const all = sends.data?.pages.flatMap((page) => page.items) ?? [];
  const asking = Boolean(asked.q || asked.source || asked.reason);
  return (
    <div className="sends-page">
      <header className="bar">
        <h1>{t("outreach.title")}</h1>
        <span className="dim small less">{t("outreach.about")}</span>
      </header>
      <div className="filters" ref={box}>
        <SearchBox label={t("outreach.search")} value={asked.q ?? ""} onChange={(q) => filter({ q })} keys="/" />
        <Choice
          label={t("outreach.bySource")}
          value={asked.source}
          none={t("outreach.anySource")}
          choices={SOURCES.map((one) => [one, t(`outreach.source.${one}`)])}
          onChange={(source) => filter({ source })}
        />
        <Choice
          label={t("outreach.byReason")}
          value={asked.reason}
          none={t("outreach.anyReason")}
          choices={REASONS.map((one) => [one, t(`outreach.short.${one}`)])}
          onChange={(reason) => filter({ reason })}
        />
      </div>
      <div className="body">
        {sends.isPending ? (
          <Bones rows={8} height={20} gap={20} />
        ) : sends.isError ? (
          <Failed error={sends.error} retry={() => void sends.refetch()} />
        ) : all.length === 0 ? (
          <Empty
            middle
            action={
              asking && (
                <Button small onClick={() => filter({ q: undefined, source: undefined, reason: undefined })}>
                  {t("outreach.clear")}
                </Button>
              )
            }
          >
            {t(asking ? "outreach.none" : "outreach.empty")}
          </Empty>
        ) : (
          <Table sends={all} />
        )}
        {sends.hasNextPage && (
          <Button small onClick={() => void sends.fetchNextPage()} disabled={sends.isFetchingNextPage}>
            {t("outreach.more")}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  none: string;
  choices: (readonly [string, string])[];
  onChange: (value: string | undefined) => void;
}

function Choice({ label, value, none, choices, onChange }: ChoiceProps) {
  return (
    <label className="select">
      <select aria-label={label} value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{none}</option>
        {choices.map(([word, said]) => (
          <option key={word} value={word}>
            {said}
          </option>
        ))}
      </select>
      <Icon name="down" size={14} />
    </label>
  );
}

function Table({ sends }: { sends: Send[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("outreach.col.state")}</th>
          <th>{t("outreach.col.who")}</th>
          <th>{t("outreach.col.what")}</th>
          <th className="less">{t("outreach.col.source")}</th>
          <th className="less">{t("outreach.col.at")}</th>
        </tr>
      </thead>
      <tbody>
        {sends.map((send) => (
          <Row key={send.id} send={send} open={open === send.id} onOpen={() => setOpen(open === send.id ? null : send.id)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ send, open, onOpen }: { send: Send; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const time = useTime();
  const nameOf = useName();
  const outcome = useOutcome()(send);
  const cost = useCost()(send);
  return (
    <>
      <tr data-ch={send.channel ?? undefined}>
        <td>
          <button type="button" className="opener" aria-expanded={open} onClick={onOpen}>
            <Icon name={open ? "down" : "right"} size={12} />
            <Chip look={LOOKS[send.state]}>{t(`outreach.state.${send.state}`)}</Chip>
          </button>
        </td>
        <td>
          <Link to="/customers/$customerId" params={{ customerId: send.customerId }} className="link cut">
            {nameOf(send.customerName, send.customerId)}
          </Link>
        </td>
        <td>
          <span className="cut" title={send.text}>
            {send.text}
          </span>
          <small className="cut" title={outcome}>
            {outcome}
            {cost && ` · ${cost}`}
          </small>
        </td>
        <td className="less">
          <span className="cut" title={send.name}>
            {send.name}
          </span>
        </td>
        <td className="less num">{time.moment(send.wentAt ?? send.plannedAt)}</td>
      </tr>
      {open && (
        <tr className="open">
          <td colSpan={5}>
            <Answers send={send} />
          </td>
        </tr>
      )}
    </>
  );
}
