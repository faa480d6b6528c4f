import "./kit.css";
import "../inbox/inbox.css";
import i18next from "i18next";
import { useMemo } from "react";
import { I18nextProvider, useTranslation } from "react-i18next";
import { Icon, Mark } from "../ui/Icon.tsx";
import { Parts } from "./Parts.tsx";

const sides = [
  { theme: "light", lang: "zh-Hant-TW" },
  { theme: "dark", lang: "zh-Hant-TW" },
  { theme: "light", lang: "en" },
  { theme: "dark", lang: "en" },
] as const;

/// Every own component, in both themes and both languages, side by side: what looks wrong here is wrong everywhere.
export function Kit() {
  const { t } = useTranslation();
  return (
    <main className="kit">
      <header>
        <Mark />
        <h1>{t("kit.title")}</h1>
        <span className="dim">{t("kit.about")}</span>
      </header>
      <div className="sides">
        {sides.map((side) => (
          <Side key={side.theme + side.lang} {...side} />
        ))}
      </div>
    </main>
  );
}

function Side({ theme, lang }: (typeof sides)[number]) {
  const speech = useMemo(() => i18next.cloneInstance({ lng: lang }), [lang]);
  return (
    <I18nextProvider i18n={speech}>
      <article className="side" data-theme={theme} lang={lang}>
        <section className="row small faint">
          <Icon name={theme === "light" ? "sun" : "moon"} />
          {theme}
          <i className="sep" />
          {lang}
        </section>
        <Parts />
      </article>
    </I18nextProvider>
  );
}
