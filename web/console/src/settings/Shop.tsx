import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type ConsentMode, type Workspace } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Bones, Empty, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { Part } from "./Part.tsx";

function useWorkspace() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["workspace"],
    queryFn: ({ signal }) => call<Workspace>("/workspace", { signal }),
  });
  /// Shown at once; put back with its reason if the server refuses.
  const change = async (patch: Partial<Workspace>, undo?: Partial<Workspace>) => {
    const before = query.data;
    queries.setQueryData<Workspace>(["workspace"], (now) => now && { ...now, ...patch });
    try {
      queries.setQueryData(["workspace"], await call<Workspace>("/workspace", { method: "PATCH", body: patch }));
      await queries.invalidateQueries({ queryKey: ["session"] });
      toast(t("settings.saved"), undo ? { undo: () => void change(undo) } : {});
    } catch (refusal) {
      queries.setQueryData(["workspace"], before);
      toast(t("settings.notSaved", { reason: reasonOf(refusal, t("fail.offline"), t("fail.unknown")) }));
    }
  };
  return { query, change };
}

export function Shop() {
  const { t } = useTranslation();
  const { query, change } = useWorkspace();
  if (query.isPending) return <Bones rows={4} />;
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const { data } = query;
  const rename = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (name && name !== data.name) void change({ name }, { name: data.name });
  };
  return (
    <>
      <Part id="shop" title={t("settings.shop")}>
        <form className="row" onSubmit={rename} style={{ alignItems: "end" }}>
          <label className="field grow">
            <span className="label">{t("settings.name")}</span>
            <input
              className="input"
              name="name"
              key={data.name}
              defaultValue={data.name}
              maxLength={80}
              required
              autoComplete="off"
            />
          </label>
          <Button type="submit" style={{ height: 36 }}>
            {t("settings.save")}
          </Button>
        </form>
      </Part>
      <Part id="consent" title={t("settings.consent")}>
        <div className="choices" role="radiogroup" aria-label={t("settings.consent")}>
          {(["notice", "ask"] as const satisfies ConsentMode[]).map((mode) => (
            <label key={mode} className="choice">
              <input
                type="radio"
                name="consent"
                checked={data.consentMode === mode}
                onChange={() => void change({ consentMode: mode }, { consentMode: data.consentMode })}
              />
              <span className="strong">{t(`settings.${mode}`)}</span>
              <span className="over">{t(`settings.${mode}About`)}</span>
            </label>
          ))}
        </div>
      </Part>
    </>
  );
}

/// An origin: scheme and host, nothing behind.
export function originOf(typed: string): string | null {
  try {
    const url = new URL(typed.trim());
    return /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search === "" && url.hash === ""
      ? url.origin
      : null;
  } catch {
    return null;
  }
}

export function Sites() {
  const { t } = useTranslation();
  const { query, change } = useWorkspace();
  const [typed, type] = useState("");
  const [wrong, setWrong] = useState(false);
  const sites = query.data?.sites ?? [];
  const add = (event: FormEvent) => {
    event.preventDefault();
    const origin = originOf(typed);
    setWrong(origin === null);
    if (origin === null) return;
    type("");
    if (!sites.includes(origin)) void change({ sites: [...sites, origin] });
  };
  const remove = (site: string) => void change({ sites: sites.filter((one) => one !== site) }, { sites });
  return (
    <Part id="sites" title={t("settings.sites")} about={t("settings.sitesAbout")}>
      {query.data && sites.length === 0 && <Empty>{t("settings.noSites")}</Empty>}
      <ul>
        {sites.map((site) => (
          <li key={site} className="site">
            <span className="grow cut num">{site}</span>
            <Button look="bad" small icon="x" label={t("settings.removeSite", { site })} onClick={() => remove(site)} />
          </li>
        ))}
      </ul>
      <form className="row" onSubmit={add} style={{ alignItems: "start" }}>
        <label className="field grow">
          <input
            className="input"
            aria-label={t("settings.sites")}
            value={typed}
            placeholder={t("settings.siteHint")}
            inputMode="url"
            aria-invalid={wrong}
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => {
              type(event.target.value);
              setWrong(false);
            }}
          />
          {wrong && (
            <span className="wrong" role="alert">
              {t("settings.badSite")}
            </span>
          )}
        </label>
        <Button type="submit" style={{ height: 36 }} disabled={!typed.trim()}>
          {t("settings.addSite")}
        </Button>
      </form>
    </Part>
  );
}
