import { type ReactNode, useEffect, useRef } from "react";
import { useKeys } from "./keys.ts";

interface Props {
  label: string;
  /// With room it stands beside the page and pushes it; without, it covers the page.
  covers: boolean;
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

export function Drawer({ label, covers, onClose, children, className }: Props) {
  const pane = useRef<HTMLElement>(null);
  useKeys({ Escape: onClose });
  useEffect(() => {
    if (covers) pane.current?.focus();
  }, [covers]);
  return (
    <>
      {covers && <div className="veil" onClick={onClose} />}
      <aside
        ref={pane}
        tabIndex={-1}
        className={`drawer ${covers ? "covers" : ""} ${className ?? ""}`}
        aria-label={label}
      >
        {children}
      </aside>
    </>
  );
}
