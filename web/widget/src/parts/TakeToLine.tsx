import { useEffect, useState } from "preact/hooks";
import type { Config } from "../../../sdk/src/protocol";
import type { Chat, State } from "../chat";
import type { Words } from "../words";

interface Props {
  chat: Chat;
  state: State;
  line: NonNullable<Config["line"]>;
  words: Words["line"];
}

type Step = "offer" | "asked" | "linked" | "closed";

/// Keeping in touch where she is: a code that she types on LINE ties both histories together.
export function TakeToLine({ chat, state, line, words }: Props) {
  const [step, setStep] = useState<Step>("offer");
  const [problem, setProblem] = useState("");

  useEffect(() => {
    if (state.isLinked && step === "asked") setStep("linked");
  }, [state.isLinked, step]);

  async function ask() {
    setProblem("");
    const refusal = await chat.takeToLine();
    if (refusal !== null) setProblem(refusal || words.failed);
    else setStep("asked");
  }

  if (step === "linked") {
    return (
      <div class="keep" role="status">
        <i class="dot line" />
        <span>{words.linked}</span>
      </div>
    );
  }
  if (state.isLinked || step === "closed") return null;
  if (step === "asked" && state.linkCode) {
    return (
      <section class="code" aria-label={words.title}>
        <h2>
          <i class="dot line" />
          {words.title}
          <button type="button" class="quiet" onClick={() => setStep("offer")}>
            {words.close}
          </button>
        </h2>
        <ol>
          <li>
            <span>{words.first(line.name)}</span>
            <a class="go" href={line.addUrl} target="_blank" rel="noopener">
              {words.add}
            </a>
          </li>
          <li>
            <span>{words.second}</span>
            <Digits code={state.linkCode.code} words={words} />
          </li>
        </ol>
        <Countdown key={state.linkCode.code} until={state.linkCode.expiresAt} words={words} onFresh={ask} />
        {problem && (
          <p class="bad" role="alert">
            {problem}
          </p>
        )}
      </section>
    );
  }
  return (
    <div class="keep">
      <i class="dot line" />
      <span role={problem ? "alert" : undefined}>{problem || words.offer}</span>
      <button type="button" onClick={() => void ask()}>
        {words.take}
      </button>
    </div>
  );
}

function Digits({ code, words }: { code: string; words: Words["line"] }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <span class="digits">
      <output aria-label={[...code].join(" ")}>
        {code.slice(0, 3)} {code.slice(3)}
      </output>
      <button
        type="button"
        class="quiet"
        onClick={() => void navigator.clipboard?.writeText(code).then(() => setCopied(true), () => undefined)}
      >
        {isCopied ? words.copied : words.copy}
      </button>
    </span>
  );
}

function Countdown({ until, words, onFresh }: { until: string; words: Words["line"]; onFresh: () => Promise<void> }) {
  const left = () => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  if (seconds) return <p class="left">{words.left(Math.floor(seconds / 60), seconds % 60)}</p>;
  return (
    <p class="left" role="status">
      {words.expired}{" "}
      <button type="button" onClick={() => void onFresh()}>
        {words.fresh}
      </button>
    </p>
  );
}
