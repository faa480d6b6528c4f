import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "@parley/api";
import { Button } from "./Button.tsx";

/// What will be here, in one line, and the one next step.
export function Empty({ children, action, middle }: { children: ReactNode; action?: ReactNode; middle?: boolean }) {
  return (
    <div className={middle ? "empty middle" : "empty"}>
      <p>{children}</p>
      {action}
    </div>
  );
}

/// A failure stays where it happened, with its reason and a way on.
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="failed" role="alert">
      <span>{useReason(error)}</span>
      {retry && (
        <Button small onClick={retry}>
          {t("do.retry")}
        </Button>
      )}
    </div>
  );
}

export function useReason(error: unknown): string {
  const { t } = useTranslation();
  return reasonOf(error, t("fail.offline"), t("fail.unknown"));
}

export function reasonOf(error: unknown, offline: string, unknown: string): string {
  if (error instanceof Refusal) return error.offline ? offline : error.title || unknown;
  return unknown;
}

/// Grey bars in the shape of what is coming, so that nothing jumps when it comes.
export function Bones({ rows = 5, height = 16, gap = 16 }: { rows?: number; height?: number; gap?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("loading")} style={{ display: "grid", gap, padding: 16 }}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="bone" style={{ height, width: `${92 - ((row * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
