import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Sheet } from "../ui/Sheet.tsx";

const groups: { word: string; keys: [string, string[]][] }[] = [
  {
    word: "keys.everywhere",
    keys: [
      ["keys.palette", ["⌘K"]],
      ["keys.search", ["/"]],
      ["keys.undo", ["⌘Z"]],
      ["keys.this", ["?"]],
    ],
  },
  {
    word: "keys.go",
    keys: [
      ["nav.home", ["G", "H"]],
      ["nav.inbox", ["G", "I"]],
      ["nav.customers", ["G", "C"]],
      ["nav.rules", ["G", "T"]],
      ["nav.settings", ["G", "S"]],
    ],
  },
  {
    word: "keys.inbox",
    keys: [
      ["keys.next", ["J"]],
      ["keys.previous", ["K"]],
      ["keys.fresh", ["."]],
      ["keys.reply", ["R"]],
      ["keys.note", ["N"]],
      ["keys.product", ["P"]],
      ["keys.send", ["⌘↵"]],
      ["keys.close", ["E"]],
    ],
  },
  { word: "keys.rule", keys: [["keys.live", ["⌘↵"]]] },
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Sheet label={t("keys.label")} onClose={onClose}>
      <div className="shortcuts">
        <header>
          <h2 className="grow">{t("keys.label")}</h2>
          <Button look="quiet" icon="x" label={t("do.close")} keys="Esc" onClick={onClose} />
        </header>
        <div className="cols">
          {[groups.slice(0, 2), groups.slice(2)].map((column, index) => (
            <div key={index}>
              {column.map(({ word, keys }) => (
                <section key={word}>
                  <h3>{t(word)}</h3>
                  <dl>
                    {keys.map(([what, presses]) => (
                      <div key={what}>
                        <dt>{t(what)}</dt>
                        <dd>
                          {presses.map((key) => (
                            <kbd key={key}>{key}</kbd>
                          ))}
                        </dd>
                      </div>
                    ))}
                  </dl>
                </section>
              ))}
            </div>
          ))}
        </div>
      </div>
    </Sheet>
  );
}
