import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Connection, type Listing, type NewConnection, type PracticeAccount } from "@parley/api";
import { ownWords } from "../lang/ownWords.ts";
import { Button } from "../ui/Button.tsx";
import { CopyBox } from "../ui/Copy.tsx";
import { useReason } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { Connections, CONNECTIONS, Head } from "./Connections.tsx";
import { Failures } from "./Failures.tsx";

export function LineConnections() {
  const { t } = useTranslation();
  return (
    <Connections
      kind="line"
      title={t("settings.line")}
      about={t("settings.lineAbout")}
      connect={t("settings.connect")}
      one={(connection) => <One key={connection.id} connection={connection} />}
      form={(done) => <Form onDone={done} />}
      below={<Failures />}
    />
  );
}

function One({ connection }: { connection: Connection }) {
  const { t, i18n } = useTranslation();
  const time = useTime();
  return (
    <div className="link-box">
      <Head connection={connection}>
        <span className="over num grow" style={{ whiteSpace: "nowrap", flexBasis: "auto" }}>
          {connection.lastEventAt
            ? t("settings.lastEvent", { at: time.ago(connection.lastEventAt) })
            : t("settings.noEvent")}
        </span>
      </Head>
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
      await queries.invalidateQueries({ queryKey: CONNECTIONS });
      onDone();
    } catch (error) {
      set({ busy: false, error });
    }
  };
  const practice = useQuery({
    queryKey: [...CONNECTIONS, "practice"],
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
