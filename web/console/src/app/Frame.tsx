import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { followAccount } from "../lang/i18n.ts";
import { Live, useLine } from "../live/Live.tsx";
import { useKeys } from "../ui/keys.ts";
import { Bones, Failed } from "../ui/States.tsx";
import { undoLatest } from "../ui/toast.tsx";
import { Palette } from "./Palette.tsx";
import { PhoneBar, Rail } from "./Rail.tsx";
import { sessionQuery } from "./session.ts";
import { Shortcuts } from "./Shortcuts.tsx";
import { TimeMachine } from "./TimeMachine.tsx";

/// What surrounds every page once someone is signed in.
export function Frame() {
  const session = useQuery(sessionQuery);
  const locale = session.data?.member.locale;
  useEffect(() => {
    if (locale) followAccount(locale);
  }, [locale]);
  if (session.isPending) return <Bones rows={3} />;
  if (session.isError) return <Failed error={session.error} retry={() => void session.refetch()} />;
  if (session.data === null) return <ToLogin />;
  return (
    <Live>
      <Framed />
    </Live>
  );
}

/// Asks for a sign-in once, and remembers where the person wanted to go. Told anew on every render, the router would
/// start over each time and never arrive.
function ToLogin() {
  const router = useRouter();
  useEffect(() => {
    const place = router.state.location.href;
    void router.navigate({ to: "/login", search: place === "/" ? {} : { to: place }, replace: true });
  }, [router]);
  return <Bones rows={3} />;
}

function Framed() {
  const [sheet, setSheet] = useState<"palette" | "shortcuts" | "clock" | null>(null);
  const deep = useRouterState({ select: (state) => /^\/inbox\/./.test(state.location.pathname) });
  useGoing();
  useKeys({
    "mod+k": () => setSheet("palette"),
    "?": () => setSheet("shortcuts"),
    "mod+z": () => {
      undoLatest();
    },
  });
  return (
    <div className={deep ? "app deep" : "app"}>
      <Rail
        onSearch={() => setSheet("palette")}
        onShortcuts={() => setSheet("shortcuts")}
        onClock={() => setSheet("clock")}
      />
      <main className="stage">
        <Outlet />
      </main>
      <PhoneBar onShortcuts={() => setSheet("shortcuts")} onClock={() => setSheet("clock")} />
      <OfflineStrip />
      {sheet === "palette" && <Palette onClose={() => setSheet(null)} />}
      {sheet === "clock" && <TimeMachine onClose={() => setSheet(null)} />}
      {sheet === "shortcuts" && <Shortcuts onClose={() => setSheet(null)} />}
    </div>
  );
}

function OfflineStrip() {
  const { t } = useTranslation();
  return useLine() === "offline" ? (
    <div className="offline-strip" role="status">
      {t("live.offline")}
    </div>
  ) : null;
}

const GO_MILLIS = 1_200;

/// G, then the page's letter.
function useGoing(): void {
  const navigate = useNavigate();
  const armed = useRef(0);
  const go = (to: "/" | "/inbox/{-$conversationId}" | "/customers" | "/rules" | "/settings/{-$room}") => () => {
    if (Date.now() - armed.current < GO_MILLIS) void navigate({ to });
    armed.current = 0;
  };
  useEffect(
    () => () => {
      armed.current = 0;
    },
    [],
  );
  useKeys({
    g: () => {
      armed.current = Date.now();
    },
    h: go("/"),
    i: go("/inbox/{-$conversationId}"),
    c: go("/customers"),
    t: go("/rules"),
    s: go("/settings/{-$room}"),
  });
}
