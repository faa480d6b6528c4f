import "./journeys.css";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { JourneyLine } from "@parley/api";
import { useSession } from "../app/session.ts";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count, money } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { Sheet } from "../ui/Sheet.tsx";
import { Bones, Empty, Failed, useReason } from "../ui/States.tsx";
import { useJourneys, useJourneyVerbs, useRecipes } from "./data.ts";
import { BLANK } from "./flow.ts";
import { looks } from "./JourneyPage.tsx";

/// Journeys, and what the one journey that everybody needs came to: one place, two tabs.
export function Place({ tab, action, children }: { tab: "journeys" | "recovery"; action?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="page journeys">
      <header className="bar">
        <h1 className="sr">{t(`journeys.tabs.${tab}`)}</h1>
        <nav className="tabs" aria-label={t("journeys.tabs.label")}>
          <Link to="/journeys" {...(tab === "journeys" && { "aria-current": "page" as const })}>
            {t("journeys.tabs.journeys")}
          </Link>
          <Link to="/recovery" {...(tab === "recovery" && { "aria-current": "page" as const })}>
            {t("journeys.tabs.recovery")}
          </Link>
        </nav>
        <span className="grow" />
        {action}
      </header>
      {children}
    </div>
  );
}

export function Journeys() {
  const { t } = useTranslation();
  const journeys = useJourneys();
  const [making, make] = useState(false);
  useKeys({ n: () => make(true) });
  return (
    <Place
      tab="journeys"
      action={
        <Button look="go" icon="plus" keys="N" onClick={() => make(true)}>
          {t("journeys.create")}
        </Button>
      }
    >
      <p className="about dim">{t("journeys.about")}</p>
      <div className="body">
        {journeys.isPending ? (
          <Bones rows={4} height={24} gap={28} />
        ) : journeys.isError ? (
          <Failed error={journeys.error} retry={() => void journeys.refetch()} />
        ) : journeys.data.items.length === 0 ? (
          <Empty action={<Button onClick={() => make(true)}>{t("journeys.recipes")}</Button>}>{t("journeys.empty")}</Empty>
        ) : (
          <Table journeys={journeys.data.items} />
        )}
      </div>
      {making && <Recipes onClose={() => make(false)} />}
    </Place>
  );
}

function Table({ journeys }: { journeys: JourneyLine[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const currency = useSession()?.workspace.currency ?? "TWD";
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("journeys.col.journey")}</th>
          <th>{t("journeys.col.state")}</th>
          <th className="num">{t("journeys.col.open")}</th>
          <th className="num less">{t("journeys.col.entered")}</th>
          <th className="num less">{t("journeys.col.goals")}</th>
          <th className="num less">{t("journeys.col.worth")}</th>
        </tr>
      </thead>
      <tbody>
        {journeys.map((one) => (
          <tr key={one.id} onClick={() => void navigate({ to: "/journeys/$journeyId", params: { journeyId: one.id } })}>
            <td>
              <button type="button" className="name">
                {one.name}
              </button>
              {one.trigger !== "" && <span className="said">{t(`journeys.trigger.${one.trigger}`)}</span>}
            </td>
            <td>
              <Chip look={looks[one.state]} dot={one.state === "live"}>
                {t(`journeys.state.${one.state}`)}
              </Chip>
            </td>
            <td className="num">{count(one.open)}</td>
            <td className="num less">{count(one.entered)}</td>
            <td className="num less">{count(one.goals)}</td>
            <td className="num less">{one.worth > 0 ? money({ amount: one.worth, currency }) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/// A journey is begun from a ready one, or from nothing.
export function Recipes({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const recipes = useRecipes(i18n.language);
  const begin = useBeginning();
  return (
    <Sheet label={t("journeys.create")} onClose={onClose}>
      <div className="recipes">
        <h2>{t("journeys.recipes")}</h2>
        <p className="dim">{t("journeys.recipesAbout")}</p>
        {recipes.isPending ? (
          <Bones rows={5} height={40} />
        ) : (
          <ul>
            {(recipes.data?.items ?? []).map((one) => (
              <li key={one.key}>
                <button type="button" disabled={begin.busy} onClick={() => begin.from(one.name, one.draft, one.key)}>
                  <Icon name={one.key === "cart" ? "bag" : "path"} />
                  <b>{one.name}</b>
                  <span className="dim">{one.about}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {begin.error !== null && <Failed error={begin.error} />}
        <div className="row">
          <Button icon="plus" disabled={begin.busy} onClick={() => begin.from(t("journeys.untitled"), BLANK, null)}>
            {t("journeys.blank")}
          </Button>
          <span className="grow" />
          <Button look="quiet" onClick={onClose}>
            {t("do.cancel")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

export function useBeginning() {
  const verbs = useJourneyVerbs();
  const navigate = useNavigate();
  const [state, set] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const reason = useReason(state.error);
  return {
    ...state,
    reason,
    from: (name: string, draft: unknown, recipe: string | null) => {
      set({ busy: true, error: null });
      verbs.make(name, draft, recipe).then(
        (made) => void navigate({ to: "/journeys/$journeyId", params: { journeyId: made.id } }),
        (error: unknown) => set({ busy: false, error }),
      );
    },
  };
}
