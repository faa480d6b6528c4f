import { useTranslation } from "react-i18next";
import type { Filling } from "@parley/api";
import { count } from "../ui/format.ts";

/// How far the past is worked out. One may leave: it goes on without anybody looking.
export function FillingLine({ filling, short }: { filling: Filling; short?: boolean }) {
  const { t } = useTranslation();
  const part = filling.total === 0 ? 0 : Math.min(100, Math.floor((filling.done / filling.total) * 100));
  const words = short
    ? t("audience.fillingShort", { part })
    : t("audience.filling", { done: count(filling.done), total: count(filling.total) });
  return (
    <span className="filling num" role="progressbar" aria-valuenow={part} aria-valuemin={0} aria-valuemax={100} aria-label={words}>
      <i style={{ "--p": `${part}%` } as React.CSSProperties} />
      <span className="over">{words}</span>
    </span>
  );
}
