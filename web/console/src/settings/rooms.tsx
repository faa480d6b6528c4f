import { type ComponentType, lazy } from "react";
import type { IconName } from "../ui/Icon.tsx";

/// The rooms of the settings, in the order they are shown. A new matter is a line here and its words.
export const rooms = [
  { id: "shop", icon: "bag", Room: lazy(() => import("./ShopRoom.tsx").then((it) => ({ default: it.ShopRoom }))) },
  {
    id: "line",
    icon: "chat",
    Room: lazy(() => import("./LineConnections.tsx").then((it) => ({ default: it.LineConnections }))),
  },
  {
    id: "entries",
    icon: "plus",
    Room: lazy(() => import("../entries/EntriesRoom.tsx").then((it) => ({ default: it.EntriesRoom }))),
  },
  {
    id: "email",
    icon: "file",
    Room: lazy(() => import("./MailConnections.tsx").then((it) => ({ default: it.MailConnections }))),
  },
  {
    id: "shopify",
    icon: "bag",
    Room: lazy(() => import("../shopify/ShopifyRoom.tsx").then((it) => ({ default: it.ShopifyRoom }))),
  },
  {
    id: "imports",
    icon: "file",
    Room: lazy(() => import("../transfers/ImportsRoom.tsx").then((it) => ({ default: it.ImportsRoom }))),
  },
  {
    id: "webhooks",
    icon: "link",
    Room: lazy(() => import("../transfers/WebhooksRoom.tsx").then((it) => ({ default: it.WebhooksRoom }))),
  },
  {
    id: "outreach",
    icon: "send",
    Room: lazy(() => import("../outreach/OutreachRoom.tsx").then((it) => ({ default: it.OutreachRoom }))),
  },
  {
    id: "links",
    icon: "link",
    Room: lazy(() => import("../outreach/LinkHostRoom.tsx").then((it) => ({ default: it.LinkHostRoom }))),
  },
  {
    id: "attributes",
    icon: "note",
    Room: lazy(() => import("../attributes/AttributesRoom.tsx").then((it) => ({ default: it.AttributesRoom }))),
  },
  { id: "team", icon: "people", Room: lazy(() => import("./Team.tsx").then((it) => ({ default: it.Team }))) },
  { id: "keys", icon: "key", Room: lazy(() => import("./Keys.tsx").then((it) => ({ default: it.Keys }))) },
  {
    id: "privacy",
    icon: "user",
    Room: lazy(() => import("../person/PrivacyRoom.tsx").then((it) => ({ default: it.PrivacyRoom }))),
  },
] as const satisfies { id: string; icon: IconName; Room: ComponentType }[];

export type RoomId = (typeof rooms)[number]["id"];

export function isRoom(id: string | undefined): id is RoomId {
  return rooms.some((room) => room.id === id);
}
