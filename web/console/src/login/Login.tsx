import "./login.css";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, Refusal } from "@parley/api";
import { sessionQuery } from "../app/session.ts";
import { chooseTheme, useTheme } from "../app/theme.ts";
import { speakLanguage } from "../lang/i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Mark } from "../ui/Icon.tsx";
import { useReason } from "../ui/States.tsx";

const route = getRouteApi("/login");

export function Login() {
  const { t } = useTranslation();
  return (
    <main className="login">
      <section className="side">
        <div className="brand">
          <Mark />
          Parley
        </div>
        <div className="pitch">
          <h1>{t("login.title")}</h1>
          <p className="dim">{t("login.lead")}</p>
          <Threads />
        </div>
      </section>
      <section className="desk">
        <Switches />
        <Door />
      </section>
    </main>
  );
}

function Door() {
  const { t } = useTranslation();
  const { to } = route.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const queries = useQueryClient();
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const reason = useReason(state.error);
  const enter = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setState({ busy: true, error: null });
    try {
      await call("/session", { method: "POST", body: { email: form.get("email"), password: form.get("password") } });
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
      if (to) router.history.push(`/app${to}`);
      else await navigate({ to: "/" });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  const refused = state.error instanceof Refusal && state.error.status === 401;
  return (
    <form onSubmit={(event) => void enter(event)}>
      <h2>{t("login.enter")}</h2>
      <label className="field">
        <span className="label">{t("login.email")}</span>
        <input className="input" name="email" type="email" autoComplete="username" required autoFocus />
      </label>
      <label className="field">
        <span className="label">{t("login.password")}</span>
        <input
          className="input"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          aria-invalid={refused}
          aria-describedby="login-wrong"
        />
        {state.error !== null && (
          <span className="wrong" id="login-wrong" role="alert">
            {refused ? t("login.wrong") : reason}
          </span>
        )}
      </label>
      <Button look="go" type="submit" disabled={state.busy}>
        {state.busy ? t("login.entering") : t("login.enter")}
      </Button>
      <p className="over">{t("login.demo")}</p>
    </form>
  );
}

function Switches() {
  const { i18n, t } = useTranslation();
  const theme = useTheme();
  const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  return (
    <div className="top">
      <Button look="quiet" icon="globe" onClick={() => speakLanguage(i18n.language === "en" ? "zh-Hant-TW" : "en")}>
        {i18n.language === "en" ? t("lang.zh") : t("lang.en")}
      </Button>
      <Button
        look="quiet"
        icon={dark ? "sun" : "moon"}
        label={dark ? t("theme.light") : t("theme.dark")}
        onClick={() => chooseTheme(dark ? "light" : "dark")}
      />
    </div>
  );
}

/// Three channels run into one person: what the product does, without a word.
function Threads() {
  return (
    <svg className="threads" viewBox="0 0 420 150" fill="none" aria-hidden="true">
      <g strokeWidth="1.5">
        <path d="M8 22C150 22 170 75 300 75" stroke="var(--ch-web)" />
        <path d="M8 75H300" stroke="var(--ch-line)" />
        <path d="M8 128C150 128 170 75 300 75" stroke="var(--ch-store)" />
        <path d="M344 75H412" stroke="var(--line-strong)" />
      </g>
      {[
        [8, 22, "web"],
        [70, 24.5, "web"],
        [126, 35, "web"],
        [8, 75, "line"],
        [92, 75, "line"],
        [8, 128, "store"],
        [150, 107, "store"],
      ].map(([x, y, channel]) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r="4" fill={`var(--ch-${channel})`} />
      ))}
      <circle cx="322" cy="75" r="22" fill="var(--accent-soft)" />
      <circle cx="322" cy="70" r="6.500" stroke="var(--accent-ink)" strokeWidth="1.75" />
      <path
        d="M310.500 87c1.500-5.500 6-8.500 11.500-8.500s10 3 11.500 8.500"
        stroke="var(--accent-ink)"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </svg>
  );
}
