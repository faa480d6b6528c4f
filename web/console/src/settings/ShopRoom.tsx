import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../app/session.ts";
import { CopyBox } from "../ui/Copy.tsx";
import { Part } from "./Part.tsx";
import { Shop, Sites } from "./Shop.tsx";

export function ShopRoom() {
  const { t } = useTranslation();
  return (
    <>
      <Shop />
      <Part id="snippet" title={t("settings.snippet")} about={t("settings.snippetAbout")}>
        <Snippet />
        <p className="small">
          <Link to="/events" className="link">
            {t("settings.snippetEvents")}
          </Link>
        </p>
      </Part>
      <Sites />
    </>
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
