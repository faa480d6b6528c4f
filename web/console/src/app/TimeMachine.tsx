import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type Clock } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Sheet } from "../ui/Sheet.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { useNow, useTime } from "../ui/useTime.ts";
import { useSession } from "./session.ts";

const SECOND_MILLIS = 1_000;
const MINUTE_MILLIS = 60_000;
const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;
const ways = [
  { by: "PT30M", word: "clock.half" },
  { by: "PT1H", word: "clock.hour" },
  { by: "P1D", word: "clock.day" },
  { by: "P7D", word: "clock.week" },
] as const;

/// Moves the clock of the demo forward: waits, expiries and reminders happen on the way, as if the time had passed.
export function TimeMachine({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const clock = useQuery({ queryKey: ["clock"], queryFn: ({ signal }) => call<Clock>("/clock", { signal }) });
  return (
    <Sheet label={t("clock.label")} onClose={onClose}>
      <div className="time-machine">
        <header>
          <h2 className="grow">{t("clock.label")}</h2>
          <Button look="quiet" icon="x" label={t("do.close")} keys="Esc" onClick={onClose} />
        </header>
        {clock.isPending && <Bones rows={3} />}
        {clock.isError && <Failed error={clock.error} retry={() => void clock.refetch()} />}
        {clock.data && <Dial clock={clock.data} />}
      </div>
    </Sheet>
  );
}

function Dial({ clock }: { clock: Clock }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const time = useTime();
  const now = new Date(useNow(SECOND_MILLIS)).toISOString();
  const forward = useMutation({
    mutationFn: (by: string) => call<Clock>("/clock", { method: "POST", body: { by } }),
    onSuccess: (set) => queries.setQueryData(["clock"], set),
  });
  const ahead = useAhead();
  const { travel, next } = clock;
  const wait = next ? Math.ceil((Date.parse(next) - Date.parse(now)) / SECOND_MILLIS) : 0;
  return (
    <>
      <p className="now num">
        {time.day(now)} <b>{time.clock(now)}</b>
      </p>
      <p className="dim" role="status">
        {travel ? t("clock.going", { count: travel.stops, to: time.moment(travel.target) }) : ahead}
      </p>
      {travel && <Way {...travel} now={travel.stops ? clock.now : travel.begunAt} />}
      <div className="ways">
        {ways.map(({ by, word }) => (
          <Button key={by} disabled={travel !== null || forward.isPending} onClick={() => forward.mutate(by)}>
            {t(word)}
          </Button>
        ))}
        {next && wait > 0 && (
          <Button disabled={travel !== null || forward.isPending} onClick={() => forward.mutate(`PT${wait + 1}S`)}>
            {t("clock.next", { at: time.moment(next) })}
          </Button>
        )}
      </div>
      {forward.isError && <Failed error={forward.error} retry={() => forward.reset()} />}
      <p className="over">{t("clock.about")}</p>
    </>
  );
}

function Way({ begunAt, target, now }: { begunAt: string; target: string; now: string }) {
  const { t } = useTranslation();
  const whole = Date.parse(target) - Date.parse(begunAt);
  return <progress value={Date.parse(now) - Date.parse(begunAt)} max={whole} aria-label={t("clock.label")} />;
}

/// How far the workspace's time is ahead, in words; null while it is the time of the world.
export function useAhead(short = false): string | null {
  const { t } = useTranslation();
  const millis = useSession()?.workspace.aheadMillis ?? 0;
  const days = Math.floor(millis / DAY_MILLIS);
  const hours = Math.floor((millis % DAY_MILLIS) / HOUR_MILLIS);
  if (millis < SECOND_MILLIS) return short ? null : t("clock.same");
  const minutes = Math.floor((millis % HOUR_MILLIS) / MINUTE_MILLIS);
  const parts = [
    days > 0 && t("clock.days", { count: days }),
    hours > 0 && !(short && days > 0) && t("clock.hours", { count: hours }),
    minutes > 0 && days === 0 && !(short && hours > 0) && t("clock.minutes", { count: minutes }),
  ].filter(Boolean);
  const words = parts.length > 0 ? parts.join(" ") : t("clock.bit");
  return short ? `+${words}` : t("clock.ahead", { by: words });
}
