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
import { useAhead } from "./TimeMachine.tsx";
import { chooseTheme, type Theme, useTheme } from "./theme.ts";

const pages = [
  { to: "/", icon: "home", word: "nav.home", exact: true },
  { to: "/inbox/{-$conversationId}", icon: "chat", word: "nav.inbox", exact: false },
  { to: "/customers", icon: "people", word: "nav.customers", exact: false },
  { to: "/rules", icon: "tag", word: "nav.rules", exact: false },
  { to: "/journeys", icon: "path", word: "nav.journeys", exact: false },
  { to: "/coupons", icon: "ticket", word: "nav.coupons", exact: false },
  { to: "/broadcasts", icon: "horn", word: "nav.broadcasts", exact: false },
] as const satisfies { to: string; icon: IconName; word: string; exact: boolean }[];

/// A phone has room for these; the others stand in the menu.
const ON_PHONES = 4;

interface Doors {
  onShortcuts: () => void;
  onClock: () => void;
}

export function Rail({ onSearch, ...doors }: Doors & { onSearch: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <nav className="rail" aria-label={t("nav.label")}>
      <Mark />
      <Pages />
      <div className="end">
        <LineSign />
        {session?.workspace.demo && <ClockSign onClock={doors.onClock} />}
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
            choices={useMine(doors)}
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

export function PhoneBar(doors: Doors) {
  const { t } = useTranslation();
  return (
    <nav className="phone-bar" aria-label={t("nav.label")}>
      <Pages most={ON_PHONES} />
      <Menu
        placement="top-end"
        choices={useMine(doors, true)}
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

function Pages({ most }: { most?: number }) {
  const { t } = useTranslation();
  const inSegments = useRouterState({ select: (state) => state.location.pathname.startsWith("/segments") });
  const inRecovery = useRouterState({ select: (state) => state.location.pathname.startsWith("/recovery") });
  const waiting = useQuery({ queryKey: ["home"], queryFn: () => call<Home>("/home") }).data?.today.waiting ?? 0;
  return pages.slice(0, most).map(({ to, icon, word, exact }) => (
    <Link
      key={to}
      to={to}
      activeOptions={{ exact, includeSearch: false }}
      activeProps={{ "aria-current": "page" }}
      {...(to === "/rules" && inSegments && { "aria-current": "page" as const })}
      {...(to === "/journeys" && inRecovery && { "aria-current": "page" as const })}
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

/// The demo's own time, and the way to move it.
function ClockSign({ onClock }: { onClock: () => void }) {
  const { t } = useTranslation();
  const ahead = useAhead(true);
  return (
    <button type="button" className={ahead ? "ask ahead" : "ask"} onClick={onClock} title={t("clock.label")}>
      <Icon name="clock" />
      <span className="num" aria-hidden="true">
        {ahead ?? t("clock.short")}
      </span>
      <span className="sr">{[t("clock.label"), ahead].filter(Boolean).join(" ")}</span>
    </button>
  );
}

function useMine({ onShortcuts, onClock }: Doors, phone = false): (Choice | "line")[] {
  const { t, i18n } = useTranslation();
  const theme = useTheme();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const demo = useSession()?.workspace.demo ?? false;
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
  const others = pages.slice(ON_PHONES).map(({ to, icon, word }): Choice => ({
    label: t(word),
    icon,
    act: () => void navigate({ to }),
  }));
  const settings: Choice = { label: t("nav.settings"), icon: "gear", act: () => void navigate({ to: "/settings/{-$room}" }) };
  return [
    ...(phone ? ([...others, "line"] as const) : []),
    look("light", "sun"),
    look("dark", "moon"),
    look("auto", "half"),
    "line",
    tongue("zh-Hant-TW", "lang.zh"),
    tongue("en", "lang.en"),
    "line",
    ...(phone && demo ? [{ label: t("clock.label"), icon: "clock" as const, act: onClock }] : []),
    phone ? settings : { label: t("me.shortcuts"), icon: "key", act: onShortcuts },
    { label: t("me.out"), icon: "out", act: () => void signOut() },
  ];
}
