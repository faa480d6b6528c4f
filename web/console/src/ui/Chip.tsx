import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "./Icon.tsx";

interface Props {
  children: ReactNode;
  look?: "state" | "good" | "warn" | "bad" | "info" | "tag" | "accent";
  icon?: IconName;
  dot?: boolean;
  title?: string;
  onRemove?: () => void;
  removeLabel?: string;
}

export function Chip({ children, look = "state", icon, dot, title, onRemove, removeLabel }: Props) {
  const name = look === "state" ? "chip" : look === "tag" ? "chip tagged" : `chip ${look}`;
  return (
    <span className={name} title={title}>
      {dot && <span className="dot" />}
      {icon && <Icon name={icon} size={12} />}
      <span className="cut">{children}</span>
      {onRemove && (
        <button type="button" aria-label={removeLabel} onClick={onRemove}>
          <Icon name="x" size={12} />
        </button>
      )}
    </span>
  );
}

/// A channel is a dot beside its name, never the dot alone.
export function ChannelName({ channel }: { channel: string }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="dot" data-ch={channel} />
      {channelWord(channel, t)}
    </>
  );
}

export function channelWord(channel: string, t: (key: string, options: { defaultValue: string }) => string): string {
  return t(`channel.${channel}`, { defaultValue: channel });
}
