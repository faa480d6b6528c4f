import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Channel, Content, Delivery, Voice } from "@parley/api";
import { ownWords } from "../lang/ownWords.ts";
import { MessageContent } from "./Content.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { Face, Seal } from "./People.tsx";

export interface BubbleProps {
  direction: "in" | "out";
  /// Whose face or seal stands beside it.
  speaker: { id: string; name: string; voice: Voice | "bot" | null };
  content: Content;
  channel: Channel;
  /// Hours and minutes, or nothing when the next one of the run says it.
  time: string | null;
  delivery: Delivery | null;
  /// The speaker is the one above: the face is not repeated.
  follows?: boolean;
  /// The one way on after a failure.
  remedy?: ReactNode;
}

/// Theirs is paper on the left, ours celadon on the right with the seal that spoke.
export function MessageBubble({ direction, speaker, content, channel, time, delivery, follows, remedy }: BubbleProps) {
  const failed = delivery?.state === "failed";
  const names = ["msg", direction === "out" ? "out" : "", failed ? "fail" : "", follows ? "follows" : ""];
  return (
    <div className={names.filter(Boolean).join(" ")} data-ch={channel}>
      {direction === "in" ? (
        <Face name={speaker.name} id={speaker.id} />
      ) : (
        <Seal voice={speaker.voice ?? "bot"} size="md" />
      )}
      <MessageContent content={content} />
      {failed ? (
        <FailedFoot delivery={delivery} channel={channel} remedy={remedy} />
      ) : (
        time !== null && <Foot {...{ direction, speaker, channel, time, delivery }} />
      )}
    </div>
  );
}

function Foot({
  direction,
  speaker,
  channel,
  time,
  delivery,
}: Pick<BubbleProps, "direction" | "speaker" | "channel" | "delivery"> & { time: string }) {
  const { t } = useTranslation();
  const who =
    direction === "in"
      ? t(`channel.${channel}`)
      : !speaker.voice && speaker.name
        ? speaker.name
        : [t(`voice.${speaker.voice ?? "bot"}.name`), speaker.voice && speaker.name].filter(Boolean).join(" ");
  return (
    <div className="foot">
      <span className="dot" />
      {who}
      <i className="sep" />
      <span className="num">{time}</span>
      {delivery && (
        <>
          <i className="sep" />
          <DeliveryWords delivery={delivery} channel={channel} />
        </>
      )}
    </div>
  );
}

const signs: Record<Exclude<Delivery["state"], "failed">, IconName> = {
  sending: "clock",
  sent: "check",
  delivered: "check",
  read: "checks",
  unknown: "warn",
};

/// What the provider really said. LINE says that it took a message, and no more.
function DeliveryWords({ delivery, channel }: { delivery: Delivery; channel: Channel }) {
  const { t, i18n } = useTranslation();
  if (delivery.state === "failed") return null;
  const words =
    delivery.state === "sent" && channel !== "web"
      ? `inbox.delivery.${channel === "line" ? "taken" : "takenByMail"}`
      : `inbox.delivery.${delivery.state}`;
  return (
    <>
      <Icon name={signs[delivery.state]} />
      {delivery.reason ? ownWords(delivery.reason, i18n.language) : t(words)}
      {delivery.way === "reply" && (
        <>
          <i className="sep" />
          {t("inbox.free")}
        </>
      )}
      {delivery.way === "push" && channel === "line" && (
        <>
          <i className="sep" />
          {t("inbox.pushed")}
        </>
      )}
    </>
  );
}

function FailedFoot({ delivery, channel, remedy }: { delivery: Delivery; channel: Channel; remedy: ReactNode }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="foot wrong" role="alert">
      <Icon name="warn" />
      {delivery.reason
        ? ownWords(delivery.reason, i18n.language)
        : t("inbox.delivery.failed", { channel: t(`channel.${channel}`) })}
      {remedy}
    </div>
  );
}

/// Another material: full width, hatched, no bubble. It says each time that the customer does not see it.
export function Note({ author, time, text, wrong }: { author: string; time: string; text: string; wrong?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="note">
      <Icon name="note" />
      <div>
        <div className="who">
          <b>{author}</b> {t("inbox.noteOnly")} <span className="num">{time}</span>
        </div>
        <div className="text">{text}</div>
        {wrong && (
          <div className="small wrong" role="alert">
            {wrong}
          </div>
        )}
      </div>
    </div>
  );
}

/// What happened between the messages, centred and small.
export function FactLine({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <div className="fact">
      <Icon name={icon} size={14} />
      {children}
    </div>
  );
}

export function DayLine({ children }: { children: ReactNode }) {
  return (
    <div className="day" role="separator">
      {children}
    </div>
  );
}
