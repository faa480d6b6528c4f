import "./settings.css";
import { getRouteApi, Link, Navigate, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon.tsx";
import { Bones } from "../ui/States.tsx";
import { useWidth } from "../ui/useWidth.ts";
import { isRoom, type RoomId, rooms } from "./rooms.tsx";

const route = getRouteApi("/frame/settings/{-$room}");

/// A list of rooms beside the one that is open. On a phone there is one of the two at a time.
export function Settings() {
  const { room } = route.useParams();
  const phone = useWidth() === "phone";
  if (room !== undefined && !isRoom(room)) return <Navigate to="/settings/{-$room}" params={{ room: undefined }} replace />;
  const open = room ?? (phone ? undefined : rooms[0].id);
  return (
    <div className="page settings">
      <Bar open={phone ? open : undefined} />
      <div className="halls">
        {!(phone && open) && <Rooms open={open} />}
        {open && <Open room={open} />}
      </div>
    </div>
  );
}

function Bar({ open }: { open: RoomId | undefined }) {
  const { t } = useTranslation();
  return (
    <header className="bar">
      {open ? (
        <nav className="crumb">
          <Link to="/settings/{-$room}" params={{ room: undefined }}>
            {t("settings.title")}
          </Link>
          <Icon name="right" size={12} />
          <h1 className="cut">{t(`settings.room.${open}`)}</h1>
        </nav>
      ) : (
        <h1>{t("settings.title")}</h1>
      )}
    </header>
  );
}

function Rooms({ open }: { open: RoomId | undefined }) {
  const { t } = useTranslation();
  return (
    <nav className="rooms" aria-label={t("settings.title")}>
      {rooms.map(({ id, icon }) => (
        <Link
          key={id}
          to="/settings/{-$room}"
          params={{ room: id }}
          {...(open === id && { "aria-current": "page" as const })}
        >
          <Icon name={icon} />
          {t(`settings.room.${id}`)}
        </Link>
      ))}
    </nav>
  );
}

function Open({ room }: { room: RoomId }) {
  const hash = useRouterState({ select: (state) => state.location.hash });
  const Room = rooms.find(({ id }) => id === room)!.Room;
  useEffect(() => {
    if (hash) setTimeout(() => document.getElementById(hash)?.scrollIntoView(), 300);
  }, [hash, room]);
  return (
    <div className="inner">
      <Suspense fallback={<Bones rows={6} />}>
        <Room />
      </Suspense>
    </div>
  );
}
