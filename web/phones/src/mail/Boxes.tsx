import { useState } from "preact/hooks";
import { Initial } from "../people/People";
import { Icon } from "../shell/Icon";
import { say } from "../shell/words";
import type { Box } from "./mailApi";

interface Props {
  readonly all: readonly Box[];
  readonly chosen: Box | undefined;
  readonly open: (address: string) => void;
  readonly add: (name: string, address: string) => Promise<void>;
}

export function Boxes({ all, chosen, open, add }: Props) {
  return (
    <nav class="people" aria-label={say("mailboxes")}>
      <h2>{say("mailboxes")}</h2>
      <List boxes={all.filter(known)} chosen={chosen} open={open} />
      <NewBox add={add} />
      <Others boxes={all.filter((box) => !known(box))} chosen={chosen} open={open} />
    </nav>
  );
}

/** A box that somebody opened has her name; one that a mail opened by coming has none but its address. */
const known = (box: Box) => box.name !== box.address.split("@")[0];

const SHOWN = 20;

/** Where everybody else's mails lie: hundreds after one broadcast, so they are found by their address. */
function Others({ boxes, chosen, open }: Pick<Props, "chosen" | "open"> & { boxes: readonly Box[] }) {
  const [query, setQuery] = useState("");
  const word = query.trim().toLowerCase();
  const found = boxes.filter((box) => box.address.includes(word));
  if (boxes.length === 0) return null;
  return (
    <details class="other-boxes" open={chosen !== undefined && !known(chosen)}>
      <summary>{say("otherBoxes", { n: String(boxes.length) })}</summary>
      {boxes.length > SHOWN && (
        <input
          type="search"
          value={query}
          aria-label={say("findBox")}
          placeholder={say("findBox")}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <List boxes={found.slice(0, SHOWN)} chosen={chosen} open={open} />
      {found.length > SHOWN && <p class="meta num">{say("moreBoxes", { n: String(found.length - SHOWN) })}</p>}
      {found.length === 0 && <p class="meta">{say("noBox")}</p>}
    </details>
  );
}

function List({ boxes, chosen, open }: Pick<Props, "chosen" | "open"> & { boxes: readonly Box[] }) {
  return (
    <ul>
      {boxes.map((box) => (
        <li key={box.address}>
          <button type="button" aria-current={box === chosen ? "true" : undefined} onClick={() => open(box.address)}>
            <Initial name={box.name} />
            <span class="who">
              <span class="cut">{box.name}</span>
              <span class="meta cut">{box.address}</span>
            </span>
            {box.unread > 0 && (
              <span class="unread num" aria-label={say("unread", { n: String(box.unread) })}>
                {box.unread}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function NewBox({ add }: Pick<Props, "add">) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState("");
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    try {
      await add(String(form.get("name")), String(form.get("address")));
      setAsking(false);
      setProblem("");
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : say("failed"));
    }
  };
  if (!asking)
    return (
      <button class="outlined" type="button" onClick={() => setAsking(true)}>
        <Icon name="plus" />
        {say("addBox")}
      </button>
    );
  return (
    <form class="new-person" onSubmit={(event) => void submit(event)}>
      <input name="name" required autoFocus maxLength={20} aria-label={say("personName")} placeholder={say("personName")} />
      <input name="address" required type="email" maxLength={100} aria-label={say("address")} placeholder={say("address")} />
      <div class="row">
        <button class="outlined" type="submit">
          {say("add")}
        </button>
        <button class="quiet" type="button" onClick={() => setAsking(false)}>
          {say("cancel")}
        </button>
      </div>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
