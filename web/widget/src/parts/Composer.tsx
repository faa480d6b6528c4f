import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chat, State } from "../chat";
import { shrunk } from "../picture";
import type { Words } from "../words";
import { Icon } from "./icons";

const MAX_CHARACTERS = 5_000;

interface Props {
  chat: Chat;
  state: State;
  name: string;
  words: Words;
}

export function Composer({ chat, state, name, words }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState("");
  const text = state.draft.trim();

  useEffect(() => {
    // A finger would only call up the keyboard before she has read anything.
    if (state.isShown && matchMedia("(pointer: fine)").matches) field.current!.focus();
  }, [state.isShown]);

  useLayoutEffect(() => {
    const { style } = field.current!;
    style.height = "0";
    style.height = `${field.current!.scrollHeight}px`;
  }, [state.draft]);

  function send() {
    if (!text) return;
    chat.write({ kind: "text", text });
    field.current!.focus();
  }

  async function attach(picture: File | undefined) {
    if (!picture?.type.startsWith("image/")) return;
    try {
      chat.write({ kind: "image", url: await shrunk(picture) });
      setProblem("");
    } catch {
      setProblem(words.tooLarge);
    }
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {problem && (
        <p class="bad" role="alert">
          {problem}
        </p>
      )}
      <textarea
        ref={field}
        rows={1}
        maxLength={MAX_CHARACTERS}
        value={state.draft}
        placeholder={words.placeholder(name)}
        aria-label={words.placeholder(name)}
        onInput={(event) => chat.draft(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter also chooses the character in an input method; 229 is Safari's way to say so.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
          event.preventDefault();
          send();
        }}
        onPaste={(event) => void attach(event.clipboardData?.files[0])}
      />
      <input
        ref={file}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          void attach(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      <button
        class="quiet"
        type="button"
        aria-label={words.attach}
        title={words.attach}
        onClick={() => file.current!.click()}
      >
        <Icon name="image" />
      </button>
      <button class="send" type="submit" aria-label={words.send} title={words.send} disabled={!text}>
        <Icon name="send" />
      </button>
    </form>
  );
}
