import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  /// One `go` a view. `bad` is for what takes something away; it is followed by an undo, never by a question.
  look?: "go" | "plain" | "quiet" | "bad";
  small?: boolean;
  icon?: IconName;
  /// The key that does the same, shown on the control.
  keys?: string;
  children?: ReactNode;
  /// For a button without words.
  label?: string;
}

export function Button({ look = "plain", small, icon, keys, children, label, className, ...rest }: Props) {
  const bare = children === undefined || children === null;
  const names = [
    "btn",
    look === "plain" ? "" : look === "bad" ? "quiet bad" : look,
    small ? "sm" : "",
    bare ? "icon" : "",
    className ?? "",
  ];
  return (
    <button
      type="button"
      className={names.filter(Boolean).join(" ")}
      aria-label={label}
      title={label && keys ? `${label} ${keys}` : label}
      aria-keyshortcuts={ariaKeys(keys)}
      {...rest}
    >
      {icon && <Icon name={icon} size={small ? 14 : 16} />}
      {children}
      {keys && !bare && <kbd aria-hidden="true">{keys}</kbd>}
    </button>
  );
}

function ariaKeys(keys: string | undefined): string | undefined {
  return keys?.replace("⌘", "Meta+").replace("↵", "Enter");
}

/// A link that looks like a word, for what is one step away and not the main thing.
export function Link({ onClick, children, why }: { onClick: () => void; children: ReactNode; why?: boolean }) {
  return (
    <button type="button" className={why ? "why" : "link"} onClick={onClick}>
      {children}
    </button>
  );
}
