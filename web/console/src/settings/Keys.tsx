import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type ApiKey, call, type Listing } from "@parley/api";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { Part } from "./Part.tsx";

export function Keys() {
  const { t } = useTranslation();
  const time = useTime();
  const keys = useQuery({ queryKey: ["keys"], queryFn: ({ signal }) => call<Listing<ApiKey>>("/keys", { signal }) });
  return (
    <Part id="keys" title={t("settings.keys")} about={t("settings.keysAbout")}>
      {keys.isPending ? (
        <Bones rows={2} />
      ) : keys.isError ? (
        <Failed error={keys.error} retry={() => void keys.refetch()} />
      ) : keys.data.items.length === 0 ? (
        <Empty>{t("settings.noKeys")}</Empty>
      ) : (
        <table className="table still">
          <thead>
            <tr>
              <th>{t("settings.key.name")}</th>
              <th className="less">{t("settings.key.kind")}</th>
              <th>{t("settings.key.scopes")}</th>
              <th className="num">{t("settings.key.last")}</th>
              <th className="num less">{t("settings.key.created")}</th>
            </tr>
          </thead>
          <tbody>
            {keys.data.items.map((key) => (
              <tr key={key.id}>
                <td>{key.name}</td>
                <td className="dim less">{t(`settings.keyKind.${key.kind}`, { defaultValue: key.kind })}</td>
                <td className="dim">
                  {key.scopes.map((scope) => t(`settings.scope.${scope}`, { defaultValue: scope })).join("、")}
                </td>
                <td className="num mono">…{key.lastFour}</td>
                <td className="num faint less">{time.date(key.createdAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  );
}
