import { useState } from "preact/hooks";
import { Icon } from "./Icon";

const THEMES = [
  { id: "auto", name: "跟著系統" },
  { id: "light", name: "白天" },
  { id: "dark", name: "夜裡" },
] as const;

export function ThemeSwitch() {
  const [theme, setTheme] = useState(document.documentElement.dataset["theme"] ?? "auto");
  const choose = (next: string) => {
    document.documentElement.dataset["theme"] = next;
    localStorage.setItem("kite.theme", next);
    setTheme(next);
  };
  return (
    <div class="themes" role="group" aria-label="顏色">
      {THEMES.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={theme === id} onClick={() => choose(id)}>
          <Icon name={id} />
          {name}
        </button>
      ))}
    </div>
  );
}
