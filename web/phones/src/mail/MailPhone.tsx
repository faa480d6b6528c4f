import { useCallback, useEffect, useState } from "preact/hooks";
import { StatusBar } from "../line/LinePhone";
import { Icon } from "../shell/Icon";
import { say } from "../shell/words";
import { Compose } from "./Compose";
import { HABITS, behave, mailsOf, write, type Box, type Habit, type Line } from "./mailApi";
import { Reading } from "./Reading";
import { when } from "./when";

const LOOK_MS = 2_000;
/** Where the demo's shop takes mail. */
const SHOP = "hello@kite.example";

/** The mail client of one person. */
export function MailPhone({ box, changed }: { readonly box: Box; readonly changed: () => Promise<void> }) {
  const [lines, setLines] = useState<readonly Line[]>();
  const [open, setOpen] = useState<string>();
  const [writing, setWriting] = useState(false);
  const [lost, setLost] = useState(false);
  const look = useCallback(async () => {
    try {
      setLines(await mailsOf(box.address));
      setLost(false);
    } catch {
      setLost(true);
    }
  }, [box.address]);
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [look]);
  const send = async (to: string, subject: string, words: string) => {
    await write(box.address, to, subject, words);
    setWriting(false);
    await look();
  };
  return (
    <section class="phone mail" aria-label={say("mailOf", { name: box.name })}>
      <div class="screen">
        <StatusBar />
        {lost && (
          <p class="offline" role="status">
            {say("offline")}
          </p>
        )}
        {open ? (
          <Reading
            key={open}
            id={open}
            back={() => {
              setOpen(undefined);
              void look();
              void changed();
            }}
          />
        ) : writing ? (
          <Compose shop={SHOP} send={send} cancel={() => setWriting(false)} />
        ) : (
          <List box={box} lines={lines} open={setOpen} write={() => setWriting(true)} changed={changed} />
        )}
      </div>
    </section>
  );
}

interface ListProps {
  readonly box: Box;
  readonly lines: readonly Line[] | undefined;
  readonly open: (id: string) => void;
  readonly write: () => void;
  readonly changed: () => Promise<void>;
}

function List({ box, lines, open, write: begin, changed }: ListProps) {
  const choose = async (habit: Habit) => {
    await behave(box.address, habit);
    await changed();
  };
  return (
    <>
      <header class="mail-head">
        <h2>{say("inbox")}</h2>
        <button type="button" class="write" onClick={begin}>
          <Icon name="plus" />
          {say("writeMail")}
        </button>
      </header>
      <ul class="mails">
        {lines?.map((line) => (
          <li key={line.id}>
            <button type="button" class={line.read ? "" : "fresh"} onClick={() => open(line.id)}>
              <span class="mail-line">
                <b class="cut">{line.received ? line.from : say("sentTo", { name: say("account") })}</b>
                <time class="num" dateTime={line.at}>
                  {when(line.at)}
                </time>
              </span>
              <span class="cut">{line.subject || say("noSubject")}</span>
              <span class="snippet cut">{line.snippet}</span>
            </button>
          </li>
        ))}
      </ul>
      {lines?.length === 0 && <p class="no-mail">{say("noMail")}</p>}
      <label class="habit">
        <span>{say("habit")}</span>
        <select value={box.habit} onChange={(event) => void choose(event.currentTarget.value as Habit)}>
          {HABITS.map((habit) => (
            <option key={habit} value={habit}>
              {say(`habit_${habit}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
