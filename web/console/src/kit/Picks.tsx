import { useState } from "react";
import { useTranslation } from "react-i18next";
import { langOf, type Names, say } from "../audience/sentence.ts";
import { Runs } from "../audience/Said.tsx";
import { money } from "../ui/format.ts";
import { NumberPick, Pick } from "../ui/Pick.tsx";
import { Suggest } from "../ui/Suggest.tsx";

const names: Names = {
  segment: () => null,
  product: () => null,
  channel: (channel) => channel,
  money: (amount) => money({ amount, currency: "TWD" }),
};

/// What stands inside a sentence: a word of a few, a figure, a text that helps itself; and the sentence they make.
export function Picks() {
  const { t, i18n } = useTranslation();
  const [not, setNot] = useState(false);
  const [times, setTimes] = useState(3);
  const [tag, setTag] = useState(t("kit.tag"));
  const tagged = { kind: "tagged", tag } as const;
  const viewed = {
    kind: "did",
    event: { name: "Product Viewed", where: [] },
    measure: { kind: "count", atLeast: times },
    within: { amount: 30, unit: "day" },
  } as const;
  return (
    <>
      <p className="sentence">
        <Runs
          runs={say(
            { kind: "all", of: [structuredClone(viewed) as never, not ? { kind: "not", of: tagged } : tagged] },
            langOf(i18n.language),
            names,
          )}
        />
      </p>
      <div className="row wrap">
        <Pick
          label={t("audience.yesNo")}
          value={not}
          choices={[false, true].map((one) => ({ value: one, label: t(`audience.has.${one ? "not" : "so"}`) }))}
          onChange={setNot}
        />
        <NumberPick label={t("audience.field.atLeast")} value={times} most={99} wrong={!(times > 0)} onChange={setTimes} />
        <Suggest
          label={t("audience.field.tag")}
          placeholder={t("audience.hint.tag")}
          value={tag}
          free
          suggestions={[t("kit.tag"), t("kit.product")].map((value) => ({ value, label: value }))}
          onChange={setTag}
        />
      </div>
    </>
  );
}
