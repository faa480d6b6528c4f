import { Trans, useTranslation } from "react-i18next";
import type { Writing } from "./draft.ts";

/// The rule as one would tell a colleague. What is not written yet stands in grey.
export function Sentence({ writing, plain }: { writing: Writing; plain?: boolean }) {
  const { t } = useTranslation();
  const values = {
    days: t("rules.sayDays", { count: writing.days }),
    times: t("rules.sayTimes", { count: writing.times }),
    contains: writing.contains.trim() || t("rules.blank.contains"),
    tag: writing.tag.trim() || t("rules.blank.tag"),
  };
  if (plain) return <span className="said">{t("rules.say", values).replace(/<\/?[uq]>/g, "")}</span>;
  return (
    <p className="sentence">
      <Trans
        i18nKey="rules.say"
        values={values}
        shouldUnescape
        components={{ u: <u />, q: <q /> }}
        tOptions={{ interpolation: { escapeValue: true } }}
      />
    </p>
  );
}
