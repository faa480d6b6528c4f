import "./transfers.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type HookCall, type Listing, type ShopHook } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { CopyBox } from "../ui/Copy.tsx";
import { Bones, Empty, Failed, reasonOf, useReason } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { curlExample, phpExample } from "./examples.ts";

const KEY = ["webhooks"];
const CALLS_MILLIS = 3_000;
const LOOKS = { taken: "good", repeated: "state", stale: "state", refused: "bad" } as const;

/// Where a shop's own system sends what happens, signed.
export function WebhooksRoom() {
  const { t } = useTranslation();
  const [made, setMade] = useState<ShopHook | null>(null);
  const hooks = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<Listing<ShopHook>>("/webhooks", { signal }),
  });
  return (
    <Part id="webhooks" title={t("transfers.webhooks")} about={t("transfers.webhooksAbout")}>
      {hooks.isPending && <Bones rows={2} />}
      {hooks.isError && <Failed error={hooks.error} retry={() => void hooks.refetch()} />}
      {hooks.data?.items.length === 0 && <Empty>{t("transfers.noWebhooks")}</Empty>}
      {hooks.data?.items.map((hook) => (
        <One key={hook.id} hook={hook} />
      ))}
      {made ? <Made key={made.id} hook={made} onDone={() => setMade(null)} /> : <Make onMade={setMade} />}
    </Part>
  );
}

/// The secret, this once, and how to sign with it.
function Made({ hook, onDone }: { hook: ShopHook; onDone: () => void }) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState<"curl" | "php">("curl");
  const secret = hook.secret ?? undefined;
  const box = useRef<HTMLDivElement>(null);
  // It is seen this once, so it must not stand below the end of a long list or a small screen.
  useEffect(() => {
    box.current?.scrollIntoView({ block: "center" });
    box.current?.focus({ preventScroll: true });
  }, []);
  const examples = { curl: curlExample(hook.url, secret), php: phpExample(hook.url, secret) };
  return (
    <div ref={box} className="link-box" role="status" tabIndex={-1}>
      <div className="field">
        <span className="label">{t("transfers.secretOf", { name: hook.name })}</span>
        <CopyBox text={hook.secret ?? ""} label={t("transfers.secret")} />
        <span className="hint">{t("transfers.secretOnce")}</span>
      </div>
      <div className="row" role="group" aria-label={t("transfers.example")}>
        {(["curl", "php"] as const).map((word) => (
          <Button
            key={word}
            small
            look="quiet"
            aria-pressed={language === word}
            onClick={() => setLanguage(word)}
          >
            {word === "curl" ? "curl" : "PHP"}
          </Button>
        ))}
      </div>
      <CopyBox text={examples[language]} label={t("transfers.example")} />
      <div>
        <Button onClick={onDone}>{t("transfers.secretKept")}</Button>
      </div>
    </div>
  );
}

function One({ hook }: { hook: ShopHook }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [example, setExample] = useState(false);
  const reread = () => void queries.invalidateQueries({ queryKey: KEY });
  const remove = () => {
    queries.setQueryData<Listing<ShopHook>>(
      KEY,
      (now) => now && { ...now, items: now.items.filter((one) => one.id !== hook.id) },
    );
    toast(t("transfers.removed", { name: hook.name }), {
      undo: reread,
      commit: () =>
        void call(`/webhooks/${hook.id}`, { method: "DELETE", keepalive: true })
          .catch((refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))))
          .finally(reread),
    });
  };
  return (
    <div className="link-box">
      <div className="row wrap">
        <b className="grow">{hook.name}</b>
        <Button small look="quiet" aria-expanded={example} onClick={() => setExample(!example)}>
          {t("transfers.example")}
        </Button>
        <Button small look="bad" onClick={remove}>
          {t("transfers.removeHook")}
        </Button>
      </div>
      <CopyBox text={hook.url} label={t("transfers.hookUrl")} />
      {example && <CopyBox text={curlExample(hook.url)} label={t("transfers.example")} />}
      <Calls hook={hook} />
    </div>
  );
}

function Calls({ hook }: { hook: ShopHook }) {
  const { t } = useTranslation();
  const time = useTime();
  const calls = useQuery({
    queryKey: [...KEY, hook.id, "calls"],
    queryFn: ({ signal }) => call<Listing<HookCall>>(`/webhooks/${hook.id}/calls`, { signal }),
    refetchInterval: CALLS_MILLIS,
  });
  if (calls.isPending) return <Bones rows={2} />;
  if (calls.isError) return <Failed error={calls.error} retry={() => void calls.refetch()} />;
  if (calls.data.items.length === 0) return <p className="over">{t("transfers.noCalls")}</p>;
  return (
    <ul className="calls" aria-label={t("transfers.calls")}>
      {calls.data.items.map((one) => (
        <li key={one.id} className="site">
          <Chip look={LOOKS[one.outcome]}>{t(`transfers.outcome.${one.outcome}`)}</Chip>
          <span className="grow">
            <span className="mono">{one.type ?? "—"}</span>
            {one.reason && <span className="wrong"> {one.reason}</span>}
          </span>
          <span className="over num">{time.moment(one.at)}</span>
        </li>
      ))}
    </ul>
  );
}

function Make({ onMade }: { onMade: (hook: ShopHook) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const reason = useReason(error);
  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    try {
      const name = String(new FormData(form).get("name") ?? "");
      onMade(await call<ShopHook>("/webhooks", { method: "POST", body: { name } }));
      form.reset();
      setError(null);
      await queries.invalidateQueries({ queryKey: KEY });
    } catch (refusal) {
      setError(refusal);
    }
  };
  return (
    <form className="row" onSubmit={(event) => void make(event)} style={{ alignItems: "end" }}>
      <label className="field grow">
        <span className="label">{t("transfers.hookName")}</span>
        <input className="input" name="name" required maxLength={100} autoComplete="off" placeholder="SHOPLINE" />
        {error !== null && (
          <span className="wrong" role="alert">
            {reason}
          </span>
        )}
      </label>
      <Button type="submit" icon="plus" className="beside">
        {t("transfers.makeHook")}
      </Button>
    </form>
  );
}
