import "./settings.css";
import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../app/session.ts";
import { CopyBox } from "../ui/Copy.tsx";
import { Keys } from "./Keys.tsx";
import { LineConnections } from "./LineConnections.tsx";
import { Shop, Sites } from "./Shop.tsx";
import { Team } from "./Team.tsx";

export function Settings() {
  const { t } = useTranslation();
  const hash = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => {
    if (hash) setTimeout(() => document.getElementById(hash)?.scrollIntoView(), 300);
  }, [hash]);
  return (
    <div className="page settings">
      <header className="bar" style={{ paddingInline: 32 }}>
        <h1>{t("settings.title")}</h1>
      </header>
      <div className="inner">
        <Shop />
        <Part id="snippet" title={t("settings.snippet")} about={t("settings.snippetAbout")}>
          <Snippet />
        </Part>
        <Sites />
        <LineConnections />
        <Keys />
        <Team />
      </div>
    </div>
  );
}

export function Part({
  id,
  title,
  about,
  children,
}: {
  id: string;
  title: string;
  about?: string;
  children: ReactNode;
}) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {about && <p className="dim small">{about}</p>}
      </header>
      {children}
    </section>
  );
}

function Snippet() {
  const { t } = useTranslation();
  const session = useSession();
  if (!session) return null;
  const address = `${location.origin}/parley.js`;
  const text = `<script async src="${address}" data-write-key="${session.workspace.writeKey}"></script>`;
  return <CopyBox text={text} label={t("settings.snippet")} />;
}
