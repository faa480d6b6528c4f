import { useState } from "preact/hooks";
import { say } from "../shell/words";

interface Props {
  readonly shop: string;
  readonly send: (to: string, subject: string, words: string) => Promise<void>;
  readonly cancel: () => void;
}

export function Compose({ shop, send, cancel }: Props) {
  const [problem, setProblem] = useState("");
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    try {
      await send(String(form.get("to")), String(form.get("subject")), String(form.get("text")));
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : say("failed"));
    }
  };
  return (
    <form class="compose" onSubmit={(event) => void submit(event)}>
      <header class="mail-head">
        <button type="button" onClick={cancel}>
          {say("cancel")}
        </button>
        <h2>{say("writeMail")}</h2>
        <button type="submit" class="write">
          {say("send")}
        </button>
      </header>
      <input name="to" type="email" required value={shop} aria-label={say("to")} placeholder={say("to")} />
      <input name="subject" required autoFocus aria-label={say("subject")} placeholder={say("subject")} />
      <textarea name="text" required aria-label={say("write")} placeholder={say("write")} />
      {problem && (
        <p class="failure" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
