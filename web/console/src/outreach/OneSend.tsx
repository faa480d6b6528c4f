import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Send } from "@parley/api";
import { useSession } from "../app/session.ts";
import { ownWords } from "../lang/ownWords.ts";
import { Chip } from "../ui/Chip.tsx";
import { money } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { useDecisions } from "./data.ts";

export const LOOKS = {
  planned: "state",
  held: "warn",
  sending: "info",
  sent: "good",
  delivered: "good",
  read: "good",
  failed: "bad",
  skipped: "state",
  unknown: "bad",
} as const satisfies Record<Send["state"], string>;

/// What became of a send, in a sentence.
export function useOutcome(): (send: Send) => string {
  const { t, i18n } = useTranslation();
  const time = useTime();
  return (send) => {
    const why = send.reason ? t(`outreach.reason.${send.reason}`) : null;
    const detail = send.detail ? ownWords(send.detail, i18n.language) : null;
    if (send.state === "held")
      return [why, send.until && t("outreach.willAsk", { at: time.moment(send.until) })].filter(Boolean).join(" · ");
    if (send.wentAt && send.channel) {
      const went = t(`outreach.sent.${send.channel}`, {
        defaultValue: t("outreach.sentOn", { channel: t(`channel.${send.channel}`, { defaultValue: send.channel }) }),
      });
      return [went, detail].filter(Boolean).join(" · ");
    }
    return [why ?? t(`outreach.state.${send.state}`), detail].filter(Boolean).join(" · ");
  };
}

export function useCost(): (send: Send) => string | null {
  const { t } = useTranslation();
  const currency = useSession()?.workspace.currency ?? "TWD";
  return (send) => {
    if (send.cost === null || send.channel === "web") return null;
    // A message costs less than the smallest coin: rounded to it, it would be free.
    const cost = send.cost < 1 ? `${currency} ${send.cost}` : money({ amount: send.cost, currency });
    return send.free ? t("outreach.freely") : t("outreach.cost", { cost });
  };
}

/// One send in a list that is read from top to bottom; opened, it tells each answer of the guard.
export function OneSend({ send }: { send: Send }) {
  const { t } = useTranslation();
  const time = useTime();
  const outcome = useOutcome()(send);
  const cost = useCost()(send);
  const [open, setOpen] = useState(false);
  return (
    <li className="send" data-ch={send.channel ?? undefined}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="line">
          <Chip look={LOOKS[send.state]}>{t(`outreach.state.${send.state}`)}</Chip>
          <b className="cut">{send.name}</b>
          <span className="at num over">{time.ago(send.wentAt ?? send.plannedAt)}</span>
          <Icon name={open ? "up" : "down"} size={12} />
        </span>
        <span className="said cut2">{send.text}</span>
        <span className="over">
          {outcome}
          {cost && (
            <>
              <i className="sep" />
              {cost}
            </>
          )}
        </span>
      </button>
      {open && <Answers send={send} />}
    </li>
  );
}

export function Answers({ send }: { send: Send }) {
  const { t, i18n } = useTranslation();
  const time = useTime();
  const answers = useDecisions(send.id, true);
  if (answers.isPending) return <Bones rows={2} height={12} />;
  if (answers.isError) return <Failed error={answers.error} retry={() => void answers.refetch()} />;
  return (
    <ol className="answers" aria-label={t("outreach.answers")}>
      {answers.data.items.map((one, index) => (
        <li key={index}>
          <span className="num over">{time.moment(one.at)}</span>
          <span>
            {one.verdict === "send"
              ? t(`outreach.sent.${one.channel}`, { defaultValue: t("outreach.sentOn", { channel: one.channel }) })
              : t(`outreach.reason.${one.reason}`)}
            {one.until && <span className="faint"> {t("outreach.willAsk", { at: time.moment(one.until) })}</span>}
            {one.detail && <span className="faint"> {ownWords(one.detail, i18n.language)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
