import "./broadcasts.css";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Broadcast } from "@parley/api";
import { useSaid } from "../audience/Said.tsx";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count } from "../ui/format.ts";
import { useKeys } from "../ui/keys.ts";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { useBroadcasts } from "./data.ts";

export const looks = {
  draft: "warn",
  scheduled: "info",
  planning: "info",
  sending: "info",
  paused: "warn",
  done: "good",
  cancelled: "state",
} as const;

/// Every broadcast, the latest first.
export function Broadcasts() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const all = useBroadcasts();
  const create = () => void navigate({ to: "/broadcasts/$broadcastId", params: { broadcastId: "new" } });
  useKeys({ n: create });
  return (
    <div className="page broadcasts">
      <header className="bar">
        <h1>{t("broadcasts.title")}</h1>
        <span className="grow" />
        <Button look="go" icon="plus" keys="N" onClick={create}>
          {t("broadcasts.create")}
        </Button>
      </header>
      <p className="about dim">{t("broadcasts.about")}</p>
      <div className="body">
        {all.isPending ? (
          <Bones rows={4} height={24} gap={28} />
        ) : all.isError ? (
          <Failed error={all.error} retry={() => void all.refetch()} />
        ) : all.data.items.length === 0 ? (
          <Empty action={<Button onClick={create}>{t("broadcasts.first")}</Button>}>{t("broadcasts.empty")}</Empty>
        ) : (
          <Table all={all.data.items} />
        )}
      </div>
    </div>
  );
}

function Table({ all }: { all: Broadcast[] }) {
  const { t } = useTranslation();
  const time = useTime();
  const navigate = useNavigate();
  const audience = useAudience();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("broadcasts.col.name")}</th>
          <th>{t("broadcasts.col.state")}</th>
          <th className="num">{t("broadcasts.col.people")}</th>
          <th className="num less">{t("broadcasts.col.when")}</th>
        </tr>
      </thead>
      <tbody>
        {all.map((one) => (
          <tr
            key={one.id}
            onClick={() => void navigate({ to: "/broadcasts/$broadcastId", params: { broadcastId: one.id } })}
          >
            <td>
              <button type="button" className="name">
                {one.name}
              </button>
              <span className="said">{audience(one)}</span>
            </td>
            <td>
              <Chip look={looks[one.state]} dot={one.state === "sending" || one.state === "planning"}>
                {t(`broadcasts.state.${one.state}`)}
              </Chip>
              {one.progress && one.state !== "done" && one.state !== "cancelled" && <ProgressBar one={one} />}
            </td>
            <td className="num">{one.progress ? count(one.progress.sent) : one.expected === null ? "–" : count(one.expected)}</td>
            <td className="num faint less">{time.ago(one.startedAt ?? one.dueAt ?? one.createdAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/// Whom it is for, in words.
export function useAudience(): (one: Broadcast) => string {
  const { t } = useTranslation();
  const said = useSaid();
  return (one) =>
    one.missed
      ? t("broadcasts.missedOf")
      : one.condition === null
        ? t("broadcasts.everybody")
        : t("audience.say.lineSegment", { said: said(one.condition) });
}

export function ProgressBar({ one }: { one: Broadcast }) {
  const { t } = useTranslation();
  const { progress } = one;
  if (!progress) return null;
  const settled = progress.sent + progress.failed + progress.skipped + progress.unknown + progress.heldOut;
  const all = Math.max(settled + progress.waiting + progress.held + progress.sending, one.expected ?? 0, 1);
  const words = t("broadcasts.sentOf", { sent: count(progress.sent), all: count(all) });
  return (
    <span className="filling" role="progressbar" aria-valuenow={Math.round((100 * settled) / all)} aria-label={words}>
      <i style={{ "--p": `${(100 * settled) / all}%` } as React.CSSProperties} />
      <small className="num faint">{words}</small>
    </span>
  );
}
