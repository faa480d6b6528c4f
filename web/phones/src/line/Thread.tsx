import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { AccountFace, Icon } from "../shell/Icon";
import { now } from "../shell/time";
import { currentLanguage, say } from "../shell/words";
import { Bubble } from "./Bubble";
import { dateIn, daysOf, startsRun, timeIn, type Item } from "./thread";

export const ZONE = "Asia/Taipei";
const NEAR_END_PX = 80;

interface Props {
  readonly items: readonly Item[];
  readonly unsend: (id: string) => void;
}

export function Thread({ items, unsend }: Props) {
  const { log, below, toEnd } = useEnd(items);
  return (
    <div class="thread">
      <div ref={log} class="log" role="log" aria-label={say("chatWith")} tabIndex={0}>
        {daysOf(items, ZONE).map(({ date, items: ofDay }) => (
          <section key={date} class="day">
            <h3 class="day-name">{dayName(date)}</h3>
            {ofDay.map((item, index) => (
              <Said key={item.id} item={item} first={startsRun(ofDay, index)} unsend={unsend} />
            ))}
          </section>
        ))}
      </div>
      {below && (
        <button class="new-below" type="button" onClick={toEnd}>
          {say("newBelow")}
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

/** Follows the end of the chat while she reads there; else the new ones wait below. */
function useEnd(items: readonly Item[]) {
  const log = useRef<HTMLDivElement>(null);
  const [below, setBelow] = useState(false);
  const atEnd = useRef(true);
  const toEnd = () => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
    setBelow(false);
  };
  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const follow = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
      if (atEnd.current) setBelow(false);
    };
    // Pictures grow the thread after it was drawn.
    const grown = () => atEnd.current && toEnd();
    element.addEventListener("scroll", follow);
    element.addEventListener("load", grown, true);
    return () => {
      element.removeEventListener("scroll", follow);
      element.removeEventListener("load", grown, true);
    };
  }, []);
  const last = items.at(-1);
  useLayoutEffect(() => {
    if (atEnd.current || last?.from === "user") toEnd();
    else setBelow(true);
  }, [last?.id]);
  return { log, below, toEnd };
}

function Said({ item, first, unsend }: { item: Item; first: boolean; unsend: (id: string) => void }) {
  const { content, sender } = item.message;
  const time = timeIn(item.at, ZONE);
  if (content.kind === "removed") {
    return <p class="gone">{say(item.from === "user" ? "unsent" : "theyUnsent")}</p>;
  }
  if (item.from === "bot") {
    return (
      <div class="said" data-first={first}>
        {first ? <AccountFace icon={sender?.icon} /> : <span class="no-face" />}
        <div class="what">
          {first && sender?.name && <span class="speaker">{sender.name}</span>}
          <Bubble content={content} />
        </div>
        <small class="num">{time}</small>
      </div>
    );
  }
  return (
    <div class="said own" data-first={first}>
      <button class="unsend" type="button" onClick={() => unsend(item.id)}>
        {say("unsend")}
      </button>
      <small class="num">
        {item.read && <span>{say("read")}</span>}
        {time}
      </small>
      <div class="what">
        <Bubble content={content} />
      </div>
    </div>
  );
}

function dayName(date: string): string {
  const today = now();
  if (date === dateIn(today, ZONE)) return say("today");
  if (date === dateIn(new Date(today.getTime() - 86_400_000), ZONE)) return say("yesterday");
  const day = new Date(`${date}T12:00:00Z`);
  if (Number.isNaN(day.getTime())) return "";
  const locale = currentLanguage() === "en" ? "en-GB" : "zh-Hant-TW";
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    month: "numeric",
    day: "numeric",
    weekday: "short",
  }).format(day);
}
