import "./transfers.css";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Import } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { Bones, Empty, Failed, reasonOf, useReason } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { useImports, useImportVerbs, working } from "./data.ts";
import { Feeds } from "./Feeds.tsx";
import { Look } from "./Look.tsx";

const MOST_BYTES = 64 * 1024 * 1024;

/// Bring a file, look at it, check, run: the newest import that waits for a person is open, the others are a list.
export function ImportsRoom() {
  const { t } = useTranslation();
  const imports = useImports();
  return (
    <>
      <Part id="imports" title={t("transfers.imports")} about={t("transfers.about")}>
        <Drop next={!imports.data?.items.some((one) => one.state === "uploaded" || one.state === "checked")} />
        {imports.isPending && <Bones rows={3} />}
        {imports.isError && <Failed error={imports.error} retry={() => void imports.refetch()} />}
        {imports.data?.items.length === 0 && <Empty>{t("transfers.none")}</Empty>}
        <ul className="imports">
          {imports.data?.items.map((one) => (
            <li key={one.id}>
              <One one={one} />
            </li>
          ))}
        </ul>
      </Part>
      <Feeds />
    </>
  );
}

/// `next` unless a file waits for its next step: then that is the one thing to do.
function Drop({ next }: { next: boolean }) {
  const { t } = useTranslation();
  const { put } = useImportVerbs();
  const input = useRef<HTMLInputElement>(null);
  const [state, set] = useState<{ over: boolean; busy: boolean; error: unknown; large: boolean }>({
    over: false,
    busy: false,
    error: null,
    large: false,
  });
  const reason = useReason(state.error);
  const bring = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) {
      set({ over: false, busy: false, error: null, large: true });
      return;
    }
    set({ over: false, busy: true, error: null, large: false });
    try {
      const body = new Blob([file], { type: "application/octet-stream" });
      put(await call<Import>("/imports", { method: "POST", body, query: { name: file.name, written: new Date(file.lastModified).toISOString() },
      }));
      set({ over: false, busy: false, error: null, large: false });
    } catch (error) {
      set({ over: false, busy: false, error, large: false });
    }
    if (input.current) input.current.value = "";
  };
  const over = (event: DragEvent, is: boolean) => {
    event.preventDefault();
    set((now) => ({ ...now, over: is }));
  };
  return (
    <div
      className="drop"
      data-over={state.over || undefined}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false);
        void bring(event.dataTransfer.files[0]);
      }}
    >
      <p className="strong">{t("transfers.drop")}</p>
      <p className="over">{t("transfers.dropAbout")}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.xml,text/csv,text/plain,text/xml"
        hidden
        aria-label={t("transfers.choose")}
        onChange={(event) => void bring(event.target.files?.[0])}
      />
      <Button look={next ? "go" : "plain"} icon="file" disabled={state.busy} onClick={() => input.current?.click()}>
        {t(state.busy ? "transfers.bringing" : "transfers.choose")}
      </Button>
      {(state.error !== null || state.large) && (
        <p className="wrong" role="alert">
          {state.large ? t("transfers.tooLarge") : reason}
        </p>
      )}
    </div>
  );
}

function One({ one }: { one: Import }) {
  const { t } = useTranslation();
  const time = useTime();
  const verbs = useImportVerbs();
  const [again, setAgain] = useState(false);
  const [busy, setBusy] = useState(false);
  const tell = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  const act = (deed: Promise<unknown>) => {
    setBusy(true);
    void deed.catch(tell).finally(() => setBusy(false));
  };
  const remove = () => {
    verbs.hide(one.id);
    toast(t("transfers.removed", { name: one.name }), {
      undo: verbs.reread,
      commit: () => void verbs.remove(one.id).catch(tell).finally(verbs.reread),
    });
  };
  const looking = one.state === "uploaded" || again;
  return (
    <article className="link-box import" aria-label={one.name}>
      <div className="row wrap">
        <b className="cut grow">{one.name}</b>
        {one.kind && <span className="over">{t(`transfers.kind.${one.kind}`)}</span>}
        <span className="over num">{time.moment(one.createdAt)}</span>
        {!working(one) && (
          <Button small look="quiet" icon="trash" label={t("transfers.remove", { name: one.name })} onClick={remove} />
        )}
      </div>
      {looking ? (
        <Look
          one={one}
          onChecked={(checked) => {
            setAgain(false);
            verbs.put(checked);
          }}
        />
      ) : (
        <>
          <Standing one={one} />
          <div className="row wrap">
            {one.state === "checked" && one.counts.units > 0 && (
              <Button look="go" disabled={busy} onClick={() => act(verbs.run(one.id))}>
                {t(`transfers.run.${one.kind ?? "orders"}`, { figure: count(one.counts.units) })}
              </Button>
            )}
            {one.state === "stopped" && (
              <Button disabled={busy} onClick={() => act(verbs.run(one.id))}>
                {t("transfers.goOn")}
              </Button>
            )}
            {one.state === "running" && (
              <Button disabled={busy} icon="pause" onClick={() => act(verbs.stop(one.id))}>
                {t("transfers.stop")}
              </Button>
            )}
            {(one.state === "checked" || one.state === "failed") && (
              <Button look="quiet" onClick={() => setAgain(true)}>
                {t("transfers.lookAgain")}
              </Button>
            )}
            {one.counts.bad + one.counts.amiss > 0 && !working(one) && <Errors one={one} />}
          </div>
        </>
      )}
    </article>
  );
}

function Errors({ one }: { one: Import }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  return (
    <a className="link" href={`/api/v1/imports/${one.id}/errors?language=${language}`} download>
      {t("transfers.errors", { count: one.counts.bad + one.counts.amiss, figure: count(one.counts.bad + one.counts.amiss) })}
    </a>
  );
}

/// How it stands, as a sentence; with a bar while it goes on.
function Standing({ one }: { one: Import }) {
  const { t } = useTranslation();
  const { counts } = one;
  if (one.state === "failed")
    return (
      <p className="wrong" role="alert">
        {one.problem ?? t("fail.unknown")}
      </p>
    );
  if (working(one)) {
    const running = one.state !== "checking";
    return (
      <div role="status">
        <p>
          {t(`transfers.state.${one.state}`, {
            rows: count(counts.rows),
            bad: count(counts.bad),
            done: count(counts.done),
            units: count(counts.units),
          })}
        </p>
        <progress
          aria-label={one.name}
          {...(running && { value: counts.done, max: Math.max(1, counts.units) })}
        />
        <p className="over">{t("transfers.leave")}</p>
      </div>
    );
  }
  if (one.state === "checked")
    return (
      <>
        <p>
          {t(counts.bad > 0 ? "transfers.checkedBad" : "transfers.checked", {
            count: counts.rows,
            rows: count(counts.rows),
            good: count(counts.rows - counts.bad),
            bad: count(counts.bad),
          })}
        </p>
        <Amiss figure={counts.amiss} />
      </>
    );
  if (one.state === "stopped")
    return <p>{t("transfers.stopped", { done: count(counts.done), units: count(counts.units) })}</p>;
  return <Found one={one} />;
}

/// Rows that are taken without a value that is not what this attribute was said to be.
function Amiss({ figure }: { figure: number }) {
  const { t } = useTranslation();
  return figure > 0 && <p className="over">{t("transfers.amiss", { count: figure, figure: count(figure) })}</p>;
}

function Found({ one }: { one: Import }) {
  const { t } = useTranslation();
  const { counts, result } = one;
  const same = counts.units - counts.fresh - counts.changed;
  return (
    <>
      <p className="found">
        {result
          ? t("transfers.found", {
              count: result.orders,
              orders: count(result.orders),
              people: count(result.people),
              several: count(result.several),
            })
          : t(`transfers.did.${one.kind ?? "orders"}`, { units: count(counts.units) })}
      </p>
      <p className="over">
        {t("transfers.news", {
          fresh: count(counts.fresh),
          changed: count(counts.changed),
          same: count(Math.max(0, same)),
        })}
        {result && result.nobody > 0 && t("transfers.nobody", { figure: count(result.nobody) })}
      </p>
      <Amiss figure={counts.amiss} />
    </>
  );
}
