import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import { type Choice, Menu } from "./Menu.tsx";

interface Props<T> {
  /// What is chosen here, read aloud before the choice.
  label: string;
  value: T;
  choices: readonly { value: T; label: ReactNode; icon?: IconName }[];
  onChange: (value: T) => void;
  icon?: IconName;
  wrong?: boolean;
  look?: string;
}

/// One of a few words inside a sentence: a button as wide as what it says, with a menu of the others.
export function Pick<T>({ label, value, choices, onChange, icon, wrong, look = "" }: Props<T>) {
  const chosen = choices.find((one) => one.value === value);
  const sign = icon ?? chosen?.icon;
  return (
    <Menu
      placement="bottom-start"
      choices={choices.map((one): Choice => ({
        label: one.label,
        chosen: one.value === value,
        act: () => onChange(one.value),
        ...(one.icon && { icon: one.icon }),
      }))}
      opener={
        <button type="button" className={`pick ${look}`} data-wrong={wrong || undefined}>
          <span className="sr">{label}</span>
          {sign && <Icon name={sign} size={14} />}
          <span className="cut">{chosen?.label ?? String(value)}</span>
          <Icon name="down" size={12} />
        </button>
      }
    />
  );
}

/// A number inside a sentence. Empty while one writes is `NaN`: what lacks is told beside it, nothing is put in its place.
export function NumberPick({
  label,
  value,
  onChange,
  most = 1_000_000_000,
  wrong,
  before,
  after,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
  most?: number;
  wrong?: boolean;
  before?: ReactNode;
  after?: ReactNode;
}) {
  const text = Number.isFinite(value) ? String(value) : "";
  return (
    <label className="pick num" data-wrong={wrong || undefined}>
      {before}
      <input
        type="text"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={wrong || undefined}
        value={text}
        style={{ width: `${Math.max(2, text.length) + 0.6}ch` }}
        onChange={(event) => {
          const typed = event.target.value.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
          if (typed.trim() === "") onChange(Number.NaN);
          else if (/^\d+(\.\d*)?$/.test(typed)) onChange(Math.min(most, Number(typed)));
        }}
        onKeyDown={(event) => {
          const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
          if (by === 0 || event.altKey) return;
          event.preventDefault();
          onChange(Math.min(most, Math.max(0, (Number.isFinite(value) ? value : 0) + by)));
        }}
      />
      {after}
    </label>
  );
}
