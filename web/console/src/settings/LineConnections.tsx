import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Connection, type Listing, type NewConnection, type PracticeAccount } from "@parley/api";
import { ownWords } from "../lang/ownWords.ts";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { CopyBox } from "../ui/Copy.tsx";
import { Bones, Failed, reasonOf, useReason } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { Failures } from "./Failures.tsx";
import { Part } from "./Part.tsx";

const KEY = ["connections"];

export function LineConnections() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const connections = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<Listing<Connection>>("/connections", { signal }),
  });
  const mine = connections.data?.items.filter((one) => one.kind === "line") ?? [];
  return (
    <Part id="line" title={t("settings.line")} about={t("settings.lineAbout")}>
      {connections.isPending && <Bones rows={2} />}
      {connections.isError && <Failed error={connections.error} retry={() => void connections.refetch()} />}
      {mine.map((one) => (
        <One key={one.id} connection={one} />
      ))}
      {mine.length > 0 && <Failures />}
      {open ? (
        <Form onDone={() => setOpen(false)} />
      ) : (
        connections.data && (
          <div>
            <Button icon="plus" onClick={() => setOpen(true)}>
              {t("settings.connect")}
            </Button>
          </div>
        )
      )}
    </Part>
  );
}

function One({ connection }: { connection: Connection }) {
  const { t, i18n } = useTranslation();
  const time = useTime();
  const queries = useQueryClient();
  const reread = () => void queries.invalidateQueries({ queryKey: KEY });
  const disconnect = () => {
    queries.setQueryData<Listing<Connection>>(
      KEY,
      (now) => now && { ...now, items: now.items.filter((one) => one.id !== connection.id) },
    );
    toast(t("settings.disconnected", { name: connection.name }), {
      undo: reread,
      commit: () =>
        void call(`/connections/${connection.id}`, { method: "DELETE", keepalive: true }).then(
          reread,
          (refusal: unknown) => {
            reread();
            toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
          },
        ),
    });
  };
  return (
    <div className="link-box">
      <div className="row wrap" data-ch="line">
        <span className="dot" />
        <b>{connection.name}</b>
        {connection.state === "connected" ? (
          <Chip look="good" icon="check">
            {t("settings.connected")}
          </Chip>
        ) : (
          <Chip look="bad" icon="warn">
            {t("settings.error")}
          </Chip>
        )}
        <span className="over num grow" style={{ whiteSpace: "nowrap" }}>
          {connection.lastEventAt
            ? t("settings.lastEvent", { at: time.ago(connection.lastEventAt) })
            : t("settings.noEvent")}
        </span>
        <Button look="bad" small onClick={disconnect}>
          {t("settings.disconnect")}
        </Button>
      </div>
      {connection.detail && (
        <p className="small" style={{ color: connection.state === "error" ? "var(--bad-ink)" : "var(--ink-2)" }}>
          {ownWords(connection.detail, i18n.language)}
        </p>
      )}
      <div className="field">
        <span className="label">{t("settings.webhook")}</span>
        <CopyBox text={connection.webhookUrl} label={t("settings.webhook")} />
        <span className="hint">{t("settings.webhookAbout")}</span>
      </div>
    </div>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [state, set] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const reason = useReason(state.error);
  const connect = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const body: NewConnection = {
      kind: "line",
      name: text("name"),
      channelId: text("channelId"),
      channelSecret: text("channelSecret"),
      accessToken: text("accessToken"),
    };
    set({ busy: true, error: null });
    try {
      await call("/connections", { method: "POST", body });
      await queries.invalidateQueries({ queryKey: KEY });
      onDone();
    } catch (error) {
      set({ busy: false, error });
    }
  };
  const practice = useQuery({
    queryKey: [...KEY, "practice"],
    queryFn: ({ signal }) => call<Listing<PracticeAccount>>("/connections/practice", { signal }),
  });
  const account = practice.data?.items.find((one) => one.kind === "line");
  const box = useRef<HTMLFormElement>(null);
  const fill = () => {
    for (const [name, value] of Object.entries({ name: account?.name, channelId: account?.accountId, channelSecret: account?.secret })) {
      const field = box.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value ?? "";
    }
    box.current?.querySelector<HTMLElement>("[type=submit]")?.focus();
  };
  return (
    <form ref={box} className="grid link-box" onSubmit={(event) => void connect(event)}>
      <Field name="name" />
      <Field name="channelId" />
      <Field name="channelSecret" secret />
      <Field name="accessToken" secret optional />
      <p className="over both">{t("settings.form.about")}</p>
      {account && (
        <div className="row wrap both">
          <span className="small">{t("settings.form.practice", { id: account.accountId })}</span>
          <Button small onClick={fill}>
            {t("settings.form.fill")}
          </Button>
        </div>
      )}
      {state.error !== null && (
        <p className="both small" style={{ color: "var(--bad-ink)" }} role="alert">
          {reason}
        </p>
      )}
      <div className="row both">
        <Button look="go" type="submit" disabled={state.busy}>
          {t(state.busy ? "settings.connecting" : "settings.connect")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("do.cancel")}
        </Button>
      </div>
    </form>
  );
}

function Field({
  name,
  secret,
  optional,
}: {
  name: "name" | "channelId" | "channelSecret" | "accessToken";
  secret?: boolean;
  optional?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span className="label">{t(`settings.form.${name}`)}</span>
      <input
        className="input"
        name={name}
        required={!optional}
        autoComplete={secret ? "new-password" : "off"}
        spellCheck={false}
        type={secret ? "password" : "text"}
        autoFocus={name === "name"}
      />
    </label>
  );
}
