import { useTranslation } from "react-i18next";
import { BackTest } from "../audience/BackTest.tsx";
import { useRules, useSegment } from "../audience/data.ts";
import type { Trigger } from "./flow.ts";

/// Who would have come in lately, by what is on record; where the record cannot say, why.
export function LookBack({ trigger }: { trigger: Trigger }) {
  switch (trigger.kind) {
    case "":
      return null;
    case "event":
      return <BackTest condition={{ kind: "did", event: trigger.event, measure: { kind: "count", atLeast: 1 }, within: { amount: 30, unit: "day" } }} of="rule" />;
    case "segment":
      return trigger.way === "left" ? <Cannot why="left" /> : <BySegment id={trigger.segment} />;
    case "tag":
      return <ByTag tag={trigger.tag} />;
    default:
      return <Cannot why={trigger.kind} />;
  }
}

/// Whoever would have met its condition for the first time would have come in then.
function BySegment({ id }: { id: string }) {
  const segment = useSegment(id, id !== "").data;
  return segment ? <BackTest condition={segment.condition} of="segment" /> : null;
}

/// By the rule that puts the tag on; hands leave no rule that could be asked about the past.
function ByTag({ tag }: { tag: string }) {
  const rules = useRules();
  if (!tag.trim() || !rules.data) return null;
  const rule = rules.data.items.find((one) => one.tag.name.trim().toLowerCase() === tag.trim().toLowerCase());
  return rule ? <BackTest condition={rule.condition} of="rule" /> : <Cannot why="hand" />;
}

type Why = "left" | "hand" | "cart" | "date" | "cycle" | "stock" | "price" | "coupon" | "schedule";

function Cannot({ why }: { why: Why }) {
  const { t } = useTranslation();
  return (
    <div className="bt">
      <p className="dim small">
        {t("journeys.back.cannot")} {t(`journeys.back.${why}`)}
      </p>
    </div>
  );
}
