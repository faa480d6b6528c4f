import { useRef, useState } from "preact/hooks";
import type { Person } from "../line/phoneApi";
import { Icon } from "../shell/Icon";
import { say } from "../shell/words";

interface Props {
  readonly everybody: readonly Person[];
  readonly chosen: Person | undefined;
  readonly choose: (userId: string) => void;
  readonly add: (name: string) => Promise<void>;
}

export function People({ everybody, chosen, choose, add }: Props) {
  return (
    <nav class="people" aria-label={say("people")}>
      <h2>{say("people")}</h2>
      <ul>
        {everybody.map((person) => (
          <li key={person.userId}>
            <button
              type="button"
              aria-current={person === chosen ? "true" : undefined}
              onClick={() => choose(person.userId)}
            >
              <Initial name={person.displayName} />
              <span class="who">
                <span class="cut">{person.displayName}</span>
                <span class="meta">{say(person.following ? "friend" : "notFriend")}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {everybody.length === 0 && <p class="meta">{say("nobody")}</p>}
      <NewPerson add={add} />
    </nav>
  );
}

/** Customers are circles. Chinese names show the given name's last letter, others their first. */
export function Initial({ name }: { name: string }) {
  const han = /\p{Script=Han}/u.test(name);
  const letters = [...name.trim()];
  return (
    <span class="initial" aria-hidden="true">
      {(han ? letters.at(-1) : letters[0]?.toUpperCase()) ?? "?"}
    </span>
  );
}

const NAME_LETTERS = 20;

function NewPerson({ add }: { add: (name: string) => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = input.current?.value.trim() ?? "";
    if (!name) return input.current?.focus();
    try {
      await add(name);
      setAsking(false);
      setProblem("");
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : say("failed"));
    }
  };
  if (!asking) {
    return (
      <button class="outlined" type="button" onClick={() => setAsking(true)}>
        <Icon name="plus" />
        {say("addPerson")}
      </button>
    );
  }
  return (
    <form class="new-person" onSubmit={submit}>
      <input
        ref={input}
        autoFocus
        maxLength={NAME_LETTERS}
        aria-label={say("personName")}
        placeholder={say("personName")}
      />
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
