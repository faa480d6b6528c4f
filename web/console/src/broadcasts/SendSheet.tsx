import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Broadcast, Reckoning } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { useKeys } from "../ui/keys.ts";
import { Sheet } from "../ui/Sheet.tsx";
import { useReason } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useNow } from "../ui/useTime.ts";
import { Figures, gets } from "./Beside.tsx";
import { useVerbs } from "./data.ts";
import { HostWarning } from "./HostWarning.tsx";

const HOUR = 3_600_000;

/// The last look before many people are written to: how many, at what cost, now or when.
export function SendSheet({ reckoning, save, onClose }: {
  reckoning: Reckoning | undefined;
  save: () => Promise<Broadcast>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const verbs = useVerbs();
  const now = useNow(60_000);
  const [later, schedule] = useState(false);
  const [at, choose] = useState(() => local(now + HOUR));
  const [error, fail] = useState<unknown>(null);
  const [busy, work] = useState(false);
  const reason = useReason(error);
  // Now or later: scheduled for another day, somebody may be there.
  const past = later && !(Date.parse(at) > now);
  const nobody = !later && !!reckoning && reckoning.reached.length === 0 && !reckoning.missed.some((one) => one.later);
  const send = () => {
    if (busy || nobody || past) return;
    work(true);
    save()
      .then((one) => verbs.start(one.id, later ? new Date(at).toISOString() : null))
      .then(
        () => {
          toast(t(later ? "broadcasts.scheduledToast" : "broadcasts.started"));
          onClose();
        },
        (why: unknown) => {
          fail(why);
          work(false);
        },
      );
  };
  useKeys({ "mod+Enter": send });
  return (
    <Sheet label={t("broadcasts.go")} onClose={onClose}>
      <div className="send-sheet">
        <h2>{t("broadcasts.goTitle", { n: reckoning ? count(gets(reckoning)) : "…" })}</h2>
        <HostWarning />
        <Figures reckoning={reckoning} />
        <div className="row wrap">
          <label className="row">
            <input type="radio" name="when" checked={!later} onChange={() => schedule(false)} />
            {t("broadcasts.goNow")}
          </label>
          <label className="row">
            <input type="radio" name="when" checked={later} onChange={() => schedule(true)} />
            {t("broadcasts.goLater")}
          </label>
          {later && (
            <input
              className="input when"
              type="datetime-local"
              aria-label={t("broadcasts.goAt")}
              value={at}
              min={local(now)}
              aria-invalid={past}
              onChange={(event) => choose(event.target.value)}
            />
          )}
        </div>
        {past && (
          <p className="small bad-ink" role="alert">
            {t("broadcasts.goPast")}
          </p>
        )}
        {error !== null && (
          <p className="failed" role="alert">
            {reason}
          </p>
        )}
        <div className="row">
          <Button look="go" keys="⌘↵" disabled={busy || !reckoning || nobody || past} onClick={send}>
            {t(later ? "broadcasts.goSchedule" : "broadcasts.goNow")}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t("do.cancel")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

/// As a field for date and time wants it: the browser's own time zone, to the minute.
function local(at: number): string {
  const date = new Date(at);
  const pad = (figure: number) => String(figure).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}
