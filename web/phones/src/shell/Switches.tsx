import { useState } from "preact/hooks";
import { Icon } from "./Icon";
import { languages, say, speak, useLanguage } from "./words";

const THEMES = ["auto", "light", "dark"] as const;

export function Switches() {
  const language = useLanguage();
  const [theme, setTheme] = useState(document.documentElement.dataset["theme"] ?? "auto");
  const choose = (next: string) => {
    document.documentElement.dataset["theme"] = next;
    localStorage.setItem("phones.theme", next);
    setTheme(next);
  };
  return (
    <div class="switches">
      <div class="switch" role="group" aria-label={say("language")}>
        {languages.map(({ id, name }) => (
          <button key={id} type="button" lang={id} aria-pressed={language === id} onClick={() => speak(id)}>
            {name}
          </button>
        ))}
      </div>
      <div class="switch" role="group" aria-label={say("theme")}>
        {THEMES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={theme === name}
            aria-label={say(name)}
            title={say(name)}
            onClick={() => choose(name)}
          >
            <Icon name={name} />
          </button>
        ))}
      </div>
    </div>
  );
}
