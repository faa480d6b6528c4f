import "./outreach.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type LinkHost } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { CopyBox } from "../ui/Copy.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Bones, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";

const KEY = ["outreach", "link-host"];

/// The host of the links in messages: the shop's own once it leads here.
export function LinkHostRoom() {
  const { t } = useTranslation();
  const known = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<LinkHost>("/outreach/link-host", { signal }),
  });
  return (
    <Part id="link-host" title={t("outreach.links.title")} about={t("outreach.links.about")}>
      {known.isPending ? (
        <Bones rows={4} />
      ) : known.isError ? (
        <Failed error={known.error} retry={() => void known.refetch()} />
      ) : (
        <Host known={known.data} checking={known.isFetching} again={() => void known.refetch()} />
      )}
    </Part>
  );
}

function Host({ known, checking, again }: { known: LinkHost; checking: boolean; again: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [typed, type] = useState("");
  const use = useMutation({
    mutationFn: (host: string) => call<LinkHost>("/outreach/link-host", { method: "PUT", body: { host } }),
    onSuccess: (now) => {
      if (now.check?.state !== "ours") return;
      type("");
      queries.setQueryData(KEY, now);
      toast(t("outreach.links.used", { host: now.host }));
    },
  });
  const forget = async (host: string) => {
    await call("/outreach/link-host", { method: "DELETE" });
    queries.setQueryData<LinkHost>(KEY, (now) => now && { ...now, host: null, check: null });
    toast(t("outreach.links.forgotten"), { undo: () => use.mutate(host) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    use.mutate(typed);
  };
  const { host } = known;
  return (
    <>
      <p className="link-example">
        <span className="over">{t("outreach.links.now")}</span>
        <span className="num cut">{host ?? known.usual}/l/…</span>
      </p>
      {host && (
        <div className="row link-standing">
          <Standing check={known.check} busy={checking} host={host} />
          <span className="grow" />
          <Button small onClick={again} disabled={checking}>
            {t("outreach.links.again")}
          </Button>
          <Button small look="bad" onClick={() => void forget(host)}>
            {t("outreach.links.forget")}
          </Button>
        </div>
      )}
      <form className="row" onSubmit={submit} style={{ alignItems: "start" }}>
        <label className="field grow">
          <input
            className="input"
            aria-label={t("outreach.links.host")}
            placeholder={t("outreach.links.hint")}
            value={typed}
            inputMode="url"
            autoCapitalize="off"
            spellCheck={false}
            aria-invalid={use.isError || (use.data && use.data.check?.state !== "ours")}
            onChange={(event) => {
              type(event.target.value);
              use.reset();
            }}
          />
          {use.isError && (
            <span className="wrong" role="alert">
              {reasonOf(use.error, t("fail.offline"), t("fail.unknown"))}
            </span>
          )}
          {use.data && use.data.check?.state !== "ours" && (
            <span role="alert">
              <Standing check={use.data.check} busy={false} host={typed} />
            </span>
          )}
        </label>
        <Button type="submit" style={{ height: 36 }} disabled={!typed.trim() || use.isPending}>
          {t(use.isPending ? "outreach.links.asking" : "outreach.links.use")}
        </Button>
      </form>
      <ol className="link-steps">
        <li>{t("outreach.links.step.name")}</li>
        <li>
          {t("outreach.links.step.dns")}
          <CopyBox text={known.target} label={t("outreach.links.target")} />
        </li>
        <li>{t("outreach.links.step.tls")}</li>
        <li>{t("outreach.links.step.use")}</li>
      </ol>
    </>
  );
}

/// What came of asking the host, in words that say what to do.
function Standing({ check, busy, host }: { check: LinkHost["check"]; busy: boolean; host: string }) {
  const { t } = useTranslation();
  if (busy || !check) return <span className="small dim">{t("outreach.links.asking")}</span>;
  const well = check.state === "ours";
  const values = { host, addresses: check.addresses.join(", "), words: check.words ?? "" };
  return (
    <span className={well ? "small row" : "wrong row"} style={{ gap: 6, alignItems: "start" }}>
      <Icon name={well ? "check" : "warn"} />
      <span>{t(`outreach.links.state.${check.state}`, values)}</span>
    </span>
  );
}
