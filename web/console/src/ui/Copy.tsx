import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";

/// Something to take elsewhere, shown as it is.
export function CopyBox({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [copied, set] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    set(true);
    setTimeout(() => set(false), 2_000);
  };
  return (
    <div className="code">
      <pre className="mono" aria-label={label}>
        {text}
      </pre>
      <Button small icon={copied ? "check" : "copy"} onClick={() => void copy()}>
        {t(copied ? "do.copied" : "do.copy")}
      </Button>
    </div>
  );
}
