import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { Channel, ReceivedEvent } from "@parley/api";
import { isChannel } from "./channels.ts";
import { Inbox } from "../inbox/Inbox.tsx";
import { readSearch } from "../list/search.ts";
import { Login } from "../login/Login.tsx";
import { REASONS, type SendsSearch, SOURCES } from "../outreach/data.ts";
import { Broken, Missing } from "./Broken.tsx";
import { Frame } from "./Frame.tsx";

const root = createRootRoute({ component: Outlet, errorComponent: Broken, notFoundComponent: Missing });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search.to === "string" ? { to: search.to } : {},
  component: Login,
});

const frame = createRoute({ getParentRoute: () => root, id: "frame", component: Frame });

const home = createRoute({
  getParentRoute: () => frame,
  path: "/",
  component: lazyRouteComponent(() => import("../home/Home.tsx"), "Home"),
});

export interface InboxSearch {
  state?: "closed";
  channel?: Channel;
  query?: string;
  /// On a phone: the customer instead of the thread.
  /// Only those that are the reader's.
  mine?: true;
  pane?: "customer";
}

const inbox = createRoute({
  getParentRoute: () => frame,
  path: "/inbox/{-$conversationId}",
  validateSearch: (search: Record<string, unknown>): InboxSearch => ({
    ...(search.state === "closed" && { state: "closed" }),
    ...(isChannel(search.channel) && { channel: search.channel }),
    ...(typeof search.query === "string" && search.query && { query: search.query }),
    ...((search.mine === true || search.mine === "true") && { mine: true as const }),
    ...(search.pane === "customer" && { pane: "customer" }),
  }),
  component: Inbox,
});

export interface EventsSearch {
  query?: string;
  outcome?: ReceivedEvent["outcome"];
}

const isOutcome = (word: unknown): word is ReceivedEvent["outcome"] =>
  ["waiting", "folded", "repeated", "parked", "discarded", "refused"].some((one) => one === word);

const customers = createRoute({
  getParentRoute: () => frame,
  path: "/customers",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("../customers/Customers.tsx"), "Customers"),
});

const customer = createRoute({
  getParentRoute: () => frame,
  path: "/customers/$customerId",
  component: lazyRouteComponent(() => import("../customers/CustomerPage.tsx"), "CustomerPage"),
});

const merge = createRoute({
  getParentRoute: () => frame,
  path: "/customers/$customerId/merge",
  validateSearch: (search: Record<string, unknown>): { with?: string } =>
    typeof search.with === "string" ? { with: search.with } : {},
  component: lazyRouteComponent(() => import("../person/MergePage.tsx"), "MergePage"),
});

const same = createRoute({
  getParentRoute: () => frame,
  path: "/customers/same",
  component: lazyRouteComponent(() => import("../person/Same.tsx"), "Same"),
});

const rules = createRoute({
  getParentRoute: () => frame,
  path: "/rules",
  component: lazyRouteComponent(() => import("../audience/Lists.tsx"), "Rules"),
});

const rule = createRoute({
  getParentRoute: () => frame,
  path: "/rules/$ruleId",
  component: lazyRouteComponent(() => import("../audience/RulePage.tsx"), "RulePage"),
});

const segments = createRoute({
  getParentRoute: () => frame,
  path: "/segments",
  component: lazyRouteComponent(() => import("../audience/Lists.tsx"), "Segments"),
});

const segment = createRoute({
  getParentRoute: () => frame,
  path: "/segments/$segmentId",
  component: lazyRouteComponent(() => import("../audience/SegmentPage.tsx"), "SegmentPage"),
});

const coupons = createRoute({
  getParentRoute: () => frame,
  path: "/coupons",
  component: lazyRouteComponent(() => import("../coupons/Coupons.tsx"), "Coupons"),
});

const coupon = createRoute({
  getParentRoute: () => frame,
  path: "/coupons/$couponId",
  component: lazyRouteComponent(() => import("../coupons/CouponPage.tsx"), "CouponPage"),
});

const journeys = createRoute({
  getParentRoute: () => frame,
  path: "/journeys",
  component: lazyRouteComponent(() => import("../journeys/Journeys.tsx"), "Journeys"),
});

const journey = createRoute({
  getParentRoute: () => frame,
  path: "/journeys/$journeyId",
  /// Whose way is drawn on the canvas.
  validateSearch: (search: Record<string, unknown>): { run?: string } =>
    typeof search.run === "string" ? { run: search.run } : {},
  component: lazyRouteComponent(() => import("../journeys/JourneyPage.tsx"), "JourneyPage"),
});

const recovery = createRoute({
  getParentRoute: () => frame,
  path: "/recovery",
  component: lazyRouteComponent(() => import("../journeys/Recovery.tsx"), "Recovery"),
});

const broadcasts = createRoute({
  getParentRoute: () => frame,
  path: "/broadcasts",
  component: lazyRouteComponent(() => import("../broadcasts/Broadcasts.tsx"), "Broadcasts"),
});

const broadcast = createRoute({
  getParentRoute: () => frame,
  path: "/broadcasts/$broadcastId",
  component: lazyRouteComponent(() => import("../broadcasts/Page.tsx"), "BroadcastPage"),
});

const settings = createRoute({
  getParentRoute: () => frame,
  path: "/settings/{-$room}",
  component: lazyRouteComponent(() => import("../settings/Settings.tsx"), "Settings"),
});

const events = createRoute({
  getParentRoute: () => frame,
  path: "/events",
  validateSearch: (search: Record<string, unknown>): EventsSearch => ({
    ...(typeof search.query === "string" && search.query && { query: search.query }),
    ...(isOutcome(search.outcome) && { outcome: search.outcome }),
  }),
  component: lazyRouteComponent(() => import("../events/EventDebugger.tsx"), "EventDebugger"),
});

const sends = createRoute({
  getParentRoute: () => frame,
  path: "/sends",
  validateSearch: (search: Record<string, unknown>): SendsSearch => ({
    ...(typeof search.q === "string" && search.q && { q: search.q }),
    ...(SOURCES.some((one) => one === search.source) && { source: search.source as (typeof SOURCES)[number] }),
    ...(REASONS.some((one) => one === search.reason) && { reason: search.reason as (typeof REASONS)[number] }),
  }),
  component: lazyRouteComponent(() => import("../outreach/Sends.tsx"), "Sends"),
});

const kit = createRoute({
  getParentRoute: () => root,
  path: "/kit",
  component: lazyRouteComponent(() => import("../kit/Kit.tsx"), "Kit"),
});

const index = createRoute({
  getParentRoute: () => root,
  path: "/index.html",
  beforeLoad: () => {
    throw redirect({ to: "/" });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    kit,
    index,
    frame.addChildren([
      home,
      inbox,
      customers,
      same,
      customer,
      merge,
      rules,
      rule,
      segments,
      segment,
      journeys,
      journey,
      recovery,
      coupons,
      coupon,
      broadcasts,
      broadcast,
      settings,
      events,
      sends,
    ]),
  ]),
  basepath: "/app",
  defaultPreload: "intent",
  defaultErrorComponent: Broken,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
