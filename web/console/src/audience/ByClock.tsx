import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Segment } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import type { Condition } from "./condition.ts";

/// A rule whose condition comes true by time alone would wait for the customer's next visit. Kept as a segment, which
/// she enters at the very instant, the rule follows at that instant, too.
export function ByClock({ condition, tag, onKept }: { condition: Condition; tag: string; onKept: (by: Condition) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const keep = async () => {
    setBusy(true);
    try {
      const body = { name: tag.trim() || t("audience.untitled.segment"), condition };
      const made = await call<Segment>("/segments", { method: "POST", body });
      await queries.invalidateQueries({ queryKey: ["segments"] });
      onKept({ kind: "segment", segment: made.id });
      toast(t("audience.byClock.kept", { name: made.name }));
    } catch (refusal) {
      toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="by-clock row wrap" role="note">
      <Icon name="clock" size={14} />
      <p className="small grow">{t("audience.byClock.why")}</p>
      <Button onClick={() => void keep()} disabled={busy}>
        {t("audience.byClock.keep")}
      </Button>
    </div>
  );
}
