import type { ReactNode } from "react";
import type { Channel, Voice } from "@parley/api";
import { Icon } from "./Icon.tsx";
import { Face, Seal } from "./People.tsx";

export interface Waiting {
  words: string;
  look: "calm" | "soon" | "over";
  /// Nobody waits for a clock: something went wrong.
  failed?: boolean;
}

interface Props {
  id: string;
  channel: Channel;
  channelName: string;
  name: string;
  customerId: string;
  said: ReactNode;
  /// The last word was among staff.
  note?: boolean;
  voice: Voice | "bot" | null;
  at: string;
  state: string;
  waiting: Waiting | null;
  unread: number;
  chosen: boolean;
  /// The one row the Tab key stops at.
  reachable: boolean;
  onChoose: () => void;
}

/// One conversation: the channel is an edge and a word, the state is words, unread is weight and a count.
export function ListRow(row: Props) {
  return (
    <button
      type="button"
      role="option"
      id={row.id}
      aria-selected={row.chosen}
      data-ch={row.channel}
      className={row.unread > 0 ? "item new" : "item"}
      onClick={row.onChoose}
      tabIndex={row.reachable ? 0 : -1}
    >
      <Face name={row.name} id={row.customerId} />
      <span className="row">
        <b className="cut">{row.name}</b>
        <span className="at num">{row.at}</span>
      </span>
      <span className="say cut">
        {row.voice && <Seal voice={row.voice} size="xs" />}
        {row.note && (
          <span className="note-mark">
            <Icon name="note" size={12} />
          </span>
        )}
        {row.said}
      </span>
      <span className="row meta">
        <span>{row.channelName}</span>
        <i className="sep" />
        {row.waiting ? (
          <span className={`sla num ${row.waiting.look}`}>
            <Icon name={row.waiting.failed ? "warn" : "clock"} size={12} />
            {row.waiting.words}
          </span>
        ) : (
          <span>{row.state}</span>
        )}
        {row.unread > 0 && <span className="new-n num">{row.unread > 99 ? "99+" : row.unread}</span>}
      </span>
    </button>
  );
}
