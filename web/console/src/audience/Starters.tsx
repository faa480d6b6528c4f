import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import type { Condition } from "./condition.ts";

const did = (name: string, atLeast: number, days: number): Condition => ({
  kind: "did",
  event: { name, where: [] },
  measure: { kind: "count", atLeast },
  within: { amount: days, unit: "day" },
});
const not = (of: Condition): Condition => ({ kind: "not", of });
const bought = (days?: number, times = 1): Condition => ({
  kind: "ordered",
  measure: "count",
  op: ">=",
  value: times,
  ...(days && { within: { amount: days, unit: "day" } }),
});

/// Where most shops begin; every one can be changed after.
const STARTERS = {
  rule: {
    threeViews: did("Product Viewed", 3, 30),
    cartLeft: { kind: "all", of: [did("Checkout Started", 1, 7), not(did("Order Completed", 1, 7))] },
    thirdOrder: bought(365, 3),
  },
  segment: {
    lookers: { kind: "all", of: [did("Product Viewed", 3, 14), not(bought())] },
    fullCart: { kind: "all", of: [{ kind: "cart", measure: "items", op: ">=", value: 1 }, not(bought(7))] },
    gone: { kind: "all", of: [bought(), not(bought(90))] },
    reachable: { kind: "all", of: [bought(), { kind: "reachable", channel: "line" }] },
  },
} as const satisfies Record<string, Record<string, Condition>>;

/// On an empty page: the questions other shops began with.
export function Starters({ of, onPick }: { of: "rule" | "segment"; onPick: (condition: Condition) => void }) {
  const { t } = useTranslation();
  return (
    <div className="starters">
      <p className="over">{t("audience.starters.title")}</p>
      <div className="row wrap">
        {Object.entries<Condition>(STARTERS[of]).map(([name, condition]) => (
          <Button key={name} small onClick={() => onPick(structuredClone(condition))}>
            {t(`audience.starters.${name}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
