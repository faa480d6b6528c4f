import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { call, type OutreachRules } from "@parley/api";
import { useSession } from "../app/session.ts";
import { BackTest } from "../audience/BackTest.tsx";
import { useRules, useSegment } from "../audience/data.ts";
import { channelWord } from "../ui/Chip.tsx";
import { count, money } from "../ui/format.ts";
import { type Flow, mostMessages } from "./flow.ts";

/// Who would have come in lately, by what is on record; where the record cannot say, why.
export function LookBack({ flow }: { flow: Flow }) {
  const { trigger } = flow;
  const after = (people: number) => <Cost people={people} each={mostMessages(flow)} />;
  switch (trigger.kind) {
    case "":
      return null;
    case "event":
      return <BackTest condition={{ kind: "did", event: trigger.event, measure: { kind: "count", atLeast: 1 }, within: { amount: 30, unit: "day" } }} of="journey" after={after} />;
    case "segment":
      return trigger.way === "left" ? <Cannot why="left" /> : <BySegment id={trigger.segment} after={after} />;
    case "tag":
      return <ByTag tag={trigger.tag} after={after} />;
    default:
      return <Cannot why={trigger.kind} />;
  }
}

/// What the messages to so many people would have cost at most: everybody goes the longest way, nobody is held back.
function Cost({ people, each }: { people: number; each: number }) {
  const { t } = useTranslation();
  const currency = useSession()?.workspace.currency ?? "TWD";
  const rules = useQuery({
    queryKey: ["outreach", "settings"],
    queryFn: ({ signal }) => call<OutreachRules>("/outreach/settings", { signal }),
  });
  if (people === 0 || each === 0 || !rules.data) return null;
  const most = people * each;
  const prices = Object.entries(rules.data.prices ?? {}).filter(([channel]) => channel === "line" || channel === "email");
  return (
    <p className="small">
      {t("journeys.back.cost", { n: count(most), each })}{" "}
      {prices.map(([channel, price]) => (
        <span key={channel} className="num">
          {t("journeys.back.costBy", {
            channel: channelWord(channel, t),
            cost: money({ amount: Math.round(most * price), currency }),
          })}{" "}
        </span>
      ))}
      <span className="faint">{t("journeys.back.costAbout")}</span>
    </p>
  );
}

/// Whoever would have met its condition for the first time would have come in then.
type After = (people: number) => ReactNode;

function BySegment({ id, after }: { id: string; after: After }) {
  const segment = useSegment(id, id !== "").data;
  return segment ? <BackTest condition={segment.condition} of="journey" after={after} /> : null;
}

/// By the rule that puts the tag on; hands leave no rule that could be asked about the past.
function ByTag({ tag, after }: { tag: string; after: After }) {
  const rules = useRules();
  if (!tag.trim() || !rules.data) return null;
  const rule = rules.data.items.find((one) => one.tag.name.trim().toLowerCase() === tag.trim().toLowerCase());
  return rule ? <BackTest condition={rule.condition} of="journey" after={after} /> : <Cannot why="hand" />;
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
