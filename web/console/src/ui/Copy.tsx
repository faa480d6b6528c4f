import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";

/// Something to take elsewhere, shown as it is.
export function CopyBox({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const box = useRef<HTMLPreElement>(null);
  const [state, set] = useState<"copy" | "copied" | "selected">("copy");
  // Browsers give no clipboard to pages that came over plain http, and may refuse it: then it is chosen for the keys.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      set("copied");
    } catch {
      if (box.current) getSelection()?.selectAllChildren(box.current);
      set("selected");
    }
    setTimeout(() => set("copy"), 4_000);
  };
  const words = t(`do.${state}`);
  return (
    <div className="code">
      <pre ref={box} className="mono" aria-label={label}>
        {text}
      </pre>
      <Button
        small
        icon={state === "copied" ? "check" : "copy"}
        aria-label={`${words} ${label}`}
        aria-live="polite"
        onClick={() => void copy()}
      >
        {words}
      </Button>
    </div>
  );
}
