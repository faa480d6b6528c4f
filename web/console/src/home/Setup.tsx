import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Home, StepKey } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { useTime } from "../ui/useTime.ts";

/// The checklist ticks itself: each step is done when its first event is seen.
export function Setup({ steps }: { steps: Home["checklist"] }) {
  const { t } = useTranslation();
  const done = steps.filter((step) => step.done).length;
  const now = steps.find((step) => !step.done);
  return (
    <section aria-label={t("home.setup")}>
      <div className="h">
        <h2>{t("home.setup")}</h2>
        <span className="over num">{now ? t("home.steps", { done, all: steps.length }) : t("home.allDone")}</span>
      </div>
      <ol>
        {steps.map((step) => (
          <Step key={step.key} step={step} now={step === now} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step, now }: { step: Home["checklist"][number]; now: boolean }) {
  const { t } = useTranslation();
  const time = useTime();
  const go = useGo();
  return (
    <li className={step.done ? "setup done" : now ? "setup now" : "setup"}>
      <span className="ck">{step.done && <Icon name="check" size={12} />}</span>
      <span>
        {now ? <b>{t(`home.step.${step.key}.title`)}</b> : t(`home.step.${step.key}.title`)}
        {now && <small>{t(`home.step.${step.key}.about`)}</small>}
      </span>
      {now ? (
        <Button small onClick={() => go(step.key)}>
          {t(`home.step.${step.key}.go`)}
        </Button>
      ) : (
        <span className="over num cut">
          {step.detail && /^\d+$/.test(step.detail)
            ? t(`home.step.${step.key}.count`, {
                count: Number(step.detail),
                n: count(Number(step.detail)),
                defaultValue: step.detail,
              })
            : (step.detail ?? (step.at && time.ago(step.at)))}
        </span>
      )}
    </li>
  );
}

function useGo(): (step: StepKey) => void {
  const navigate = useNavigate();
  return (step) => {
    switch (step) {
      case "snippet":
        return void navigate({ to: "/settings/{-$room}", params: { room: "shop" }, hash: "snippet" });
      case "line":
        return void navigate({ to: "/settings/{-$room}", params: { room: "line" } });
      case "customer":
        return void navigate({ to: "/customers" });
      case "tag":
        return void navigate({ to: "/rules" });
      case "answer":
        return void navigate({ to: "/inbox/{-$conversationId}" });
    }
  };
}
