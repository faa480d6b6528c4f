import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../shell/words";
import { mail, reply, reportSpam, unsubscribe, type Mail } from "./mailApi";
import { when } from "./when";

/** One mail, open. Its HTML is shown in a sandbox: no script of it runs, as in any mail client. */
export function Reading({ id, back }: { readonly id: string; readonly back: () => void }) {
  const [shown, setShown] = useState<Mail>();
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const words = useRef<HTMLTextAreaElement>(null);
  const look = () => mail(id).then(setShown, () => setProblem(say("failed")));
  useEffect(() => void look(), [id]);
  const attempt = async (work: () => Promise<unknown>, then: string) => {
    try {
      await work();
      setSaid(then);
      setProblem("");
      await look();
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : say("failed"));
    }
  };
  const answer = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = words.current?.value.trim() ?? "";
    if (!text) return words.current?.focus();
    await attempt(async () => {
      await reply(id, text);
      if (words.current) words.current.value = "";
    }, say("replied"));
  };
  const line = shown?.line;
  return (
    <>
      <header class="mail-head">
        <button type="button" onClick={back}>
          {`‹ ${say("inbox")}`}
        </button>
        {line?.oneClick && (
          <button
            type="button"
            class="write"
            disabled={line.done === "unsubscribed"}
            onClick={() => void attempt(() => unsubscribe(id), say("unsubscribedSaid"))}
          >
            {say(line.done === "unsubscribed" ? "unsubscribed" : "unsubscribe")}
          </button>
        )}
        {line?.received && (
          <button
            type="button"
            disabled={line.done === "spam"}
            onClick={() => void attempt(() => reportSpam(id), say("spamSaid"))}
          >
            {say("spam")}
          </button>
        )}
      </header>
      {shown && line && (
        <article class="mail-body">
          <h3>{line.subject || say("noSubject")}</h3>
          <p class="mail-line">
            <b class="cut">{line.from}</b>
            <time class="num">{when(line.at)}</time>
          </p>
          {shown.html ? <Sheet html={shown.html} title={line.subject} /> : <p class="plain">{shown.text}</p>}
        </article>
      )}
      {(said || problem) && (
        <p class={problem ? "failure" : "mail-told"} role="status">
          {problem || said}
        </p>
      )}
      {line?.received && (
        <form class="answer" onSubmit={(event) => void answer(event)}>
          <textarea ref={words} rows={2} aria-label={say("reply")} placeholder={say("reply")} />
          <button type="submit">{say("send")}</button>
        </form>
      )}
    </>
  );
}

/** Links open beside the phone; everything else of the mail stays in its box. */
function Sheet({ html, title }: { readonly html: string; readonly title: string }) {
  return (
    <iframe
      class="sheet"
      title={title}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      srcdoc={html.replace(/<head>/i, '<head><base target="_blank">')}
    />
  );
}
