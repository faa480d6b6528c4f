import type { ComponentChildren, CSSProperties } from "preact";
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import { say } from "../shell/words";
import type { Action } from "./messages";

/** What the phone does when something in a message is pressed. */
export interface Presses {
  readonly message: (text: string) => void;
  readonly postback: (data: string, displayText: string) => void;
  readonly camera: () => void;
}

export const PressContext = createContext<Presses>({ message: () => {}, postback: () => {}, camera: () => {} });

interface Props {
  readonly action: Action;
  readonly class?: string;
  readonly style?: CSSProperties | undefined;
  readonly name?: string | undefined;
  readonly children?: ComponentChildren;
}

/** A button or link that does what its LINE action says; links open beside the phone. */
export function Press({ action, class: kind, style, name, children }: Props) {
  const presses = useContext(PressContext);
  const [copied, setCopied] = useState(false);
  const shown = children ?? action.label;
  const look = { class: kind, style, "aria-label": name };
  if (action.type === "uri") {
    return (
      <a {...look} href={action.uri} target="_blank" rel="noopener">
        {shown}
      </a>
    );
  }
  const press = () => {
    if (action.type === "message") presses.message(action.text);
    if (action.type === "postback") presses.postback(action.data, action.displayText);
    if (action.type === "camera") presses.camera();
    if (action.type === "clipboard")
      void navigator.clipboard.writeText(action.clipboardText).then(() => setCopied(true));
  };
  return (
    <button {...look} type="button" onClick={press} disabled={action.type === "unsupported"}>
      {copied ? say("copied") : shown}
    </button>
  );
}
