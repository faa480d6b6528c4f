import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Connection, type MailAccount } from "@parley/api";
import { ownWords } from "../lang/ownWords.ts";
import { Button } from "../ui/Button.tsx";
import { useReason } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { Connections, CONNECTIONS, Head } from "./Connections.tsx";

/// The mail accounts of the shop.
export function MailConnections() {
  const { t } = useTranslation();
  return (
    <Connections
      kind="email"
      title={t("settings.email.title")}
      about={t("settings.email.about")}
      connect={t("settings.email.connect")}
      one={(connection) => <One key={connection.id} connection={connection} />}
      form={(done) => <Form onDone={done} />}
    />
  );
}

function One({ connection }: { connection: Connection }) {
  const { t, i18n } = useTranslation();
  const time = useTime();
  return (
    <div className="link-box">
      <Head connection={connection}>
        <span className="grow" />
      </Head>
      <p className="over num">
        {connection.addUrl?.replace("mailto:", "")}
        <i className="sep" />
        {connection.lastEventAt
          ? t("settings.lastEvent", { at: time.ago(connection.lastEventAt) })
          : t("settings.noEvent")}
      </p>
      {connection.detail && (
        <p className="small" style={{ color: "var(--bad-ink)" }}>
          {ownWords(connection.detail, i18n.language)}
        </p>
      )}
    </div>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const box = useRef<HTMLFormElement>(null);
  const [receives, setReceives] = useState(true);
  const [state, set] = useState<{ busy: "verify" | "connect" | null; error: unknown; right: boolean }>({
    busy: null,
    error: null,
    right: false,
  });
  const reason = useReason(state.error);
  const run = async (what: "verify" | "connect") => {
    if (!box.current?.reportValidity()) return;
    set({ busy: what, error: null, right: false });
    try {
      const path = what === "verify" ? "/connections/email/verify" : "/connections/email";
      await call(path, { method: "POST", body: read(new FormData(box.current), receives) });
      if (what === "verify") return set({ busy: null, error: null, right: true });
      await queries.invalidateQueries({ queryKey: CONNECTIONS });
      onDone();
    } catch (error) {
      set({ busy: null, error, right: false });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run("connect");
  };
  return (
    <form ref={box} className="grid link-box" onSubmit={submit} onChange={() => set((was) => ({ ...was, right: false }))}>
      <Field name="fromName" first />
      <Field name="from" type="email" />
      <Field name="replyTo" type="email" optional />
      <Server leg="smtp" port={587} tls="starttls" />
      <label className="row both small">
        <input type="checkbox" checked={receives} onChange={(event) => setReceives(event.target.checked)} />
        {t("settings.email.receives")}
      </label>
      {receives && <Server leg="imap" port={993} tls="implicit" />}
      <p className="over both">{t("settings.email.formAbout")}</p>
      {state.error !== null && (
        <p className="both small" style={{ color: "var(--bad-ink)" }} role="alert">
          {reason}
        </p>
      )}
      {state.right && (
        <p className="both small" style={{ color: "var(--good-ink)" }} role="status">
          {t("settings.email.right")}
        </p>
      )}
      <div className="row both wrap">
        <Button look="go" type="submit" disabled={state.busy !== null}>
          {t(state.busy === "connect" ? "settings.email.connecting" : "settings.email.connect")}
        </Button>
        <Button disabled={state.busy !== null} onClick={() => void run("verify")}>
          {t(state.busy === "verify" ? "settings.email.verifying" : "settings.email.verify")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("do.cancel")}
        </Button>
      </div>
    </form>
  );
}

function read(form: FormData, receives: boolean): MailAccount {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const server = (leg: string) => ({
    host: text(`${leg}Host`),
    port: Number(text(`${leg}Port`)),
    tls: text(`${leg}Tls`),
    user: text(`${leg}User`) || text("smtpUser") || text("from"),
    password: String(form.get(`${leg}Password`) || form.get("smtpPassword") || ""),
  });
  return {
    fromName: text("fromName"),
    from: text("from"),
    replyTo: text("replyTo"),
    smtp: server("smtp"),
    imap: receives ? server("imap") : null,
  };
}

/// Where one leg of the mail goes. The inbox is mostly opened by the same user and password.
function Server({ leg, port, tls }: { leg: "smtp" | "imap"; port: number; tls: "implicit" | "starttls" }) {
  const { t } = useTranslation();
  const [encryption, setEncryption] = useState(tls);
  const usual = { smtp: { implicit: 465, starttls: 587 }, imap: { implicit: 993, starttls: 143 } }[leg][encryption];
  return (
    <div className="server both" role="group" aria-labelledby={`mail-${leg}`}>
      <b className="both" id={`mail-${leg}`}>
        {t(`settings.email.${leg}`)}
      </b>
      <Field name={`${leg}Host`} label="host" placeholder={leg === "smtp" ? "smtp.example.com" : "imap.example.com"} />
      <label className="field">
        <span className="label">{t("settings.email.tls")}</span>
        <select
          className="input"
          name={`${leg}Tls`}
          value={encryption}
          onChange={(event) => setEncryption(event.target.value as "implicit" | "starttls")}
        >
          <option value="implicit">TLS</option>
          <option value="starttls">STARTTLS</option>
        </select>
      </label>
      <label className="field">
        <span className="label">{t("settings.email.port")}</span>
        <input className="input num" key={usual} name={`${leg}Port`} type="number" required defaultValue={usual || port} />
      </label>
      <Field name={`${leg}User`} label="user" optional />
      <Field name={`${leg}Password`} label="password" type="password" optional={leg === "imap"} />
    </div>
  );
}

function Field({
  name,
  label = name,
  type = "text",
  optional,
  first,
  placeholder,
}: {
  name: string;
  label?: string;
  type?: string;
  optional?: boolean;
  first?: boolean;
  placeholder?: string;
}) {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span className="label">{t(`settings.email.field.${label}`)}</span>
      <input
        className="input"
        name={name}
        type={type}
        required={!optional}
        placeholder={placeholder}
        autoComplete={type === "password" ? "new-password" : "off"}
        spellCheck={false}
        autoFocus={first}
      />
    </label>
  );
}
