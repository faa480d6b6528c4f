import { useTranslation } from "react-i18next";
import type { Channel, Sending } from "@parley/api";
import { ownWords } from "../lang/ownWords.ts";
import { Icon } from "../ui/Icon.tsx";
import { useNow } from "../ui/useTime.ts";

/// LINE's reply token lives for a minute; the ring shows how much of it is left.
const TOKEN_MILLIS = 60_000;

/// How the next message will travel and what it costs, before it is sent.
export function WayLine({ sending, channel }: { sending: Sending; channel: Channel }) {
  const { t, i18n } = useTranslation();
  const now = useNow(1_000);
  if (sending.blocked)
    return (
      <span className="way none">
        <Icon name="warn" size={14} />
        {sending.why
          ? t("inbox.way.nobody", { why: ownWords(sending.why, i18n.language) })
          : t("inbox.way.blocked")}
      </span>
    );
  if (sending.way === "web" || channel === "email")
    return (
      <span className="way">
        <span className="cut">{t(channel === "email" ? "inbox.way.email" : "inbox.way.web")}</span>
      </span>
    );
  const left = sending.until === null ? null : Date.parse(sending.until) - now;
  if (sending.way === "reply" && (left === null || left > 0)) return <Token left={left} />;
  return <Push quota={sending.quota} />;
}

function Token({ left }: { left: number | null }) {
  const { t } = useTranslation();
  const part = left === null ? 1 : Math.min(1, left / TOKEN_MILLIS);
  const seconds = Math.max(1, Math.ceil((left ?? 0) / 1_000));
  const time =
    seconds < 120
      ? t("inbox.way.seconds", { count: seconds })
      : t("inbox.minutes", { count: Math.floor(seconds / 60) });
  return (
    <span className="way free num" role="timer">
      <svg
        width="14"
        height="14"
        viewBox="0 0 14 14"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      >
        <circle cx="7" cy="7" r="5.500" strokeOpacity=".25" />
        <circle cx="7" cy="7" r="5.500" pathLength="1" strokeDasharray={`${part} 1`} transform="rotate(-90 7 7)" />
      </svg>
      <span>
        <span className="wide">{t("inbox.way.token")}</span>
        {left === null ? t("inbox.free") : t("inbox.way.reply", { left: time })}
      </span>
      <span className="faint wide">{t("inbox.way.after")}</span>
    </span>
  );
}

function Push({ quota }: { quota: Sending["quota"] }) {
  const { t } = useTranslation();
  if (quota === null) return null;
  if (quota.limit === null) return <span className="way num">{t("inbox.way.pushFree", { used: quota.used })}</span>;
  const left = quota.limit - quota.used;
  return left > 0 ? (
    <span className="way num">{t("inbox.way.push", { left: left.toLocaleString("en-US") })}</span>
  ) : (
    <span className="way none num">
      <Icon name="warn" size={14} />
      {t("inbox.way.pushNone")}
    </span>
  );
}
