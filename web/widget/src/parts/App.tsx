import { useEffect, useRef } from "preact/hooks";
import type { Config } from "../../../sdk/src/protocol";
import type { Chat, State } from "../chat";
import type { Words } from "../words";
import { Composer } from "./Composer";
import { Face } from "./Face";
import { Icon } from "./icons";
import { Log } from "./Log";
import { TakeToLine } from "./TakeToLine";

interface Props {
  chat: Chat;
  state: State;
  config: Config;
  words: Words;
  locale: string;
  onClose: () => void;
}

export function App({ chat, state, config, words, locale, onClose }: Props) {
  const { persona, line } = config;
  return (
    <div
      class="panel"
      role="dialog"
      aria-label={words.dialog(persona.name)}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <header>
        <Face persona={persona} />
        <div>
          <b>{persona.name}</b> <span class="role">{persona.role}</span>
          <p role="status">
            <i class={`dot ${state.isOffline ? "off" : "on"}`} />
            {state.isOffline ? words.offline : words.online(config.replyMinutes)}
          </p>
        </div>
        <button type="button" class="quiet" aria-label={words.close} title={`${words.close}（Esc）`} onClick={onClose}>
          <Icon name="down" />
        </button>
      </header>
      <Log chat={chat} state={state} config={config} words={words} locale={locale} />
      <footer>
        {state.isAsking && <Consent chat={chat} name={persona.name} words={words} />}
        {line?.connected && !state.isAsking && <TakeToLine chat={chat} state={state} line={line} words={words.line} />}
        <Composer chat={chat} state={state} name={persona.name} words={words} />
      </footer>
    </div>
  );
}

/// Asked only when she wants to write, and only where the shop asks first.
function Consent({ chat, name, words }: { chat: Chat; name: string; words: Words }) {
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => yes.current!.focus(), []);
  return (
    <div class="keep ask" role="alertdialog" aria-label={words.agree} aria-describedby="why">
      <span id="why">{words.consent(name)}</span>
      <button type="button" ref={yes} onClick={() => chat.agree()}>
        {words.agree}
      </button>
    </div>
  );
}
