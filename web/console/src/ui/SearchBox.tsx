import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onEscape?: () => void;
  autoFocus?: boolean;
  keys?: string;
}

const PAUSE_MILLIS = 180;

/// Searches as one types: after a short pause, and not in the middle of composing a character.
export function SearchBox({ label, value, onChange, onEscape, autoFocus, keys }: Props) {
  const { t } = useTranslation();
  const [typed, type] = useState(value);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => type(value), [value]);
  const say = (text: string, pause = PAUSE_MILLIS) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (!composing.current) onChange(text.trim());
    }, pause);
  };
  const clear = () => {
    type("");
    say("", 0);
  };
  return (
    <div className="searchbox grow">
      <Icon name="search" />
      <input
        className="input"
        type="text"
        enterKeyHint="search"
        data-search
        aria-label={label}
        placeholder={label}
        value={typed}
        autoFocus={autoFocus}
        onChange={(event) => {
          type(event.target.value);
          say(event.target.value);
        }}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          say(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          clear();
          event.currentTarget.blur();
          onEscape?.();
        }}
      />
      {typed !== "" ? (
        <span className="clear">
          <Button look="quiet" small icon="x" label={t("do.remove")} onClick={clear} />
        </span>
      ) : (
        keys && <kbd aria-hidden="true">{keys}</kbd>
      )}
    </div>
  );
}
