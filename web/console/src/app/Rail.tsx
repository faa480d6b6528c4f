import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { call, type Home } from "@parley/api";
import { type Language, speakLanguage } from "../lang/i18n.ts";
import { useLine } from "../live/Live.tsx";
import { Icon, type IconName, Mark } from "../ui/Icon.tsx";
import { type Choice, Menu } from "../ui/Menu.tsx";
import { Face } from "../ui/People.tsx";
import { useSession, useSignOut } from "./session.ts";
import { chooseTheme, type Theme, useTheme } from "./theme.ts";

const pages = [
  { to: "/", icon: "home", word: "nav.home", exact: true },
  { to: "/inbox/{-$conversationId}", icon: "chat", word: "nav.inbox", exact: false },
  { to: "/customers", icon: "people", word: "nav.customers", exact: false },
  { to: "/rules", icon: "tag", word: "nav.rules", exact: false },
] as const satisfies { to: string; icon: IconName; word: string; exact: boolean }[];

export function Rail({ onSearch, onShortcuts }: { onSearch: () => void; onShortcuts: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <nav className="rail" aria-label={t("nav.label")}>
      <Mark />
      <Pages />
      <div className="end">
        <LineSign />
        <button type="button" className="ask" onClick={onSearch} title={t("palette.label")} aria-keyshortcuts="Meta+K">
          <Icon name="search" />
          <span aria-hidden="true">⌘K</span>
          <span className="sr">{t("palette.label")}</span>
        </button>
        <Link to="/settings/{-$room}" params={{}} activeOptions={{ exact: false }} activeProps={{ "aria-current": "page" }}>
          <Icon name="gear" />
          {t("nav.settings")}
        </Link>
        {session && (
          <Menu
            placement="right-end"
            choices={useMine(onShortcuts)}
            opener={
              <button type="button" className="me" aria-label={t("me.menu", { name: session.member.name })}>
                <Face name={session.member.name} id={session.member.id} size="sm" />
              </button>
            }
          />
        )}
      </div>
    </nav>
  );
}

export function PhoneBar({ onShortcuts }: { onShortcuts: () => void }) {
  const { t } = useTranslation();
  return (
    <nav className="phone-bar" aria-label={t("nav.label")}>
      <Pages />
      <Menu
        placement="top-end"
        choices={useMine(onShortcuts, true)}
        opener={
          <button type="button">
            <Icon name="user" />
            {t("nav.me")}
          </button>
        }
      />
    </nav>
  );
}

function Pages() {
  const { t } = useTranslation();
  const inSegments = useRouterState({ select: (state) => state.location.pathname.startsWith("/segments") });
  const waiting = useQuery({ queryKey: ["home"], queryFn: () => call<Home>("/home") }).data?.today.waiting ?? 0;
  return pages.map(({ to, icon, word, exact }) => (
    <Link
      key={to}
      to={to}
      activeOptions={{ exact, includeSearch: false }}
      activeProps={{ "aria-current": "page" }}
      {...(to === "/rules" && inSegments && { "aria-current": "page" as const })}
    >
      <Icon name={icon} />
      {t(word)}
      {icon === "chat" && waiting > 0 && <span className="n num">{waiting > 99 ? "99+" : waiting}</span>}
    </Link>
  ));
}

function LineSign() {
  const { t } = useTranslation();
  const line = useLine();
  return (
    <span className={`line-state ${line}`} role="status" title={t(`live.${line}`)}>
      <span className={line === "live" ? "live-dot" : line === "connecting" ? "off wait" : "off"} />
      {t(`live.${line}`).slice(0, 12).split(/[，.]/)[0]}
    </span>
  );
}

function useMine(onShortcuts: () => void, phone = false): (Choice | "line")[] {
  const { t, i18n } = useTranslation();
  const theme = useTheme();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const look = (kind: Theme, icon: IconName): Choice => ({
    label: t(`theme.${kind}`),
    icon,
    chosen: theme === kind,
    act: () => chooseTheme(kind),
  });
  const tongue = (lang: Language, word: string): Choice => ({
    label: t(word),
    icon: "globe",
    chosen: i18n.language === lang,
    act: () => speakLanguage(lang),
  });
  const settings: Choice = { label: t("nav.settings"), icon: "gear", act: () => void navigate({ to: "/settings/{-$room}" }) };
  return [
    look("light", "sun"),
    look("dark", "moon"),
    look("auto", "half"),
    "line",
    tongue("zh-Hant-TW", "lang.zh"),
    tongue("en", "lang.en"),
    "line",
    phone ? settings : { label: t("me.shortcuts"), icon: "key", act: onShortcuts },
    { label: t("me.out"), icon: "out", act: () => void signOut() },
  ];
}
