import "./why.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Popover } from "../ui/Menu.tsx";
import { Bones } from "../ui/States.tsx";
import { useRules, useSegments } from "./data.ts";
import { WhyDrawer } from "./WhyDrawer.tsx";
import type { About } from "./why.ts";

/// Asks of one customer about any rule or segment: why, or why not.
export function AskWhy({ customer }: { customer: { id: string; name: string | null } }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [about, ask] = useState<About | null>(null);
  return (
    <>
      <Popover
        label={t("audience.why.choose")}
        open={open}
        onOpen={setOpen}
        placement="bottom-start"
        opener={
          <Button look="quiet" small icon="search">
            {t("audience.why.askNot")}
          </Button>
        }
      >
        <Choices
          onPick={(chosen) => {
            setOpen(false);
            ask(chosen);
          }}
        />
      </Popover>
      {about && <WhyDrawer customer={customer} about={about} onClose={() => ask(null)} />}
    </>
  );
}

function Choices({ onPick }: { onPick: (about: About) => void }) {
  const { t } = useTranslation();
  const [typed, type] = useState("");
  const rules = useRules();
  const segments = useSegments();
  if (rules.isPending || segments.isPending) return <Bones rows={4} />;
  const all: About[] = [
    ...(rules.data?.items ?? []).map((rule): About => ({ kind: "rule", id: rule.id, name: rule.tag.name })),
    ...(segments.data?.items ?? []).map((one): About => ({ kind: "segment", id: one.id, name: one.name })),
  ];
  const found = all.filter((one) => one.name.toLowerCase().includes(typed.trim().toLowerCase()));
  return (
    <div className="ask-why">
      <input
        className="input"
        autoFocus
        autoComplete="off"
        value={typed}
        aria-label={t("audience.why.choose")}
        placeholder={t("audience.why.choose")}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing && found[0]) onPick(found[0]);
        }}
      />
      {(["rule", "segment"] as const).map((kind) => {
        const some = found.filter((one) => one.kind === kind);
        if (some.length === 0) return null;
        return (
          <div key={kind} role="group" aria-label={t(`audience.why.${kind}s`)}>
            <p className="over">{t(`audience.why.${kind}s`)}</p>
            {some.map((one) => (
              <button key={one.id} type="button" onClick={() => onPick(one)}>
                <Icon name={kind === "rule" ? "tag" : "people"} size={14} />
                <span className="cut">{one.name}</span>
              </button>
            ))}
          </div>
        );
      })}
      {found.length === 0 && <p className="over">{t("pick.none")}</p>}
    </div>
  );
}
