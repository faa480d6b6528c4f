import type { IconName } from "../ui/Icon.tsx";
import type { Flow, Kind, Step, Trigger } from "./flow.ts";

/// The kinds of steps in the order of the menu, in groups.
export const KINDS: { group: "talk" | "time" | "ask" | "do" | "end"; kinds: Kind[] }[] = [
  { group: "talk", kinds: ["message"] },
  { group: "time", kinds: ["wait", "until", "event"] },
  { group: "ask", kinds: ["condition", "split"] },
  { group: "do", kinds: ["coupon", "tag", "attribute", "assign", "note", "webhook"] },
  { group: "end", kinds: ["goal", "exit"] },
];

export const TRIGGERS = ["event", "cart", "tag", "segment", "date", "cycle", "stock", "price", "coupon", "schedule"] as const satisfies Trigger["kind"][];

export const ICONS: Record<Kind, IconName> = {
  message: "paper",
  wait: "clock",
  until: "clock",
  event: "eye",
  condition: "search",
  split: "split",
  tag: "tag",
  attribute: "user",
  coupon: "ticket",
  note: "note",
  assign: "people",
  webhook: "globe",
  goal: "check",
  exit: "flag",
};

export const TRIGGER_ICONS: Record<Trigger["kind"], IconName> = {
  "": "bolt",
  event: "bolt",
  cart: "bag",
  tag: "tag",
  segment: "people",
  date: "clock",
  cycle: "undo",
  stock: "bag",
  price: "chart",
  coupon: "ticket",
  schedule: "clock",
};

/// How a step stands out on the canvas.
export function toneOf(step: Step): "send" | "goal" | "exit" | "" {
  if (step.kind === "message" || step.kind === "coupon") return "send";
  if (step.kind === "goal") return "goal";
  return step.kind === "exit" ? "exit" : "";
}

export const EVENTS = [
  "Order Completed",
  "Product Viewed",
  "Product Added",
  "Checkout Started",
  "Order Refunded",
  "page",
  "message",
  "consent",
];

/// What is chosen when somebody picks a trigger.
export function blankTrigger(kind: Trigger["kind"]): Trigger {
  switch (kind) {
    case "event":
      return { kind, event: { name: "Order Completed", where: [] } };
    case "tag":
      return { kind, tag: "" };
    case "segment":
      return { kind, segment: "", way: "entered" };
    case "cart":
      return { kind, idle: { amount: 30, unit: "minute" } };
    case "date":
      return { kind, attribute: "birthday", daysBefore: 0, time: "10:00" };
    case "cycle":
      return { kind, products: [], days: 30 };
    case "stock":
    case "price":
      return { kind, products: [], days: 30 };
    case "coupon":
      return { kind, coupon: "", days: 3 };
    case "schedule":
      return { kind, segment: "", every: "week", weekday: "monday", time: "10:00" };
    default:
      return { kind: "" };
  }
}

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/// Variables that texts may use, by what the journey begins with.
export function variablesOf(flow: Flow): string[] {
  const cart = flow.trigger.kind === "cart" ? ["cart.items", "cart.total", "cart.link"] : ["cart.items", "cart.link"];
  const coupon = flow.trigger.kind === "coupon" || flow.steps.some((step) => step.kind === "coupon") ? ["coupon.name", "coupon.code", "coupon.until"] : [];
  const product = flow.trigger.kind === "stock" || flow.trigger.kind === "price" ? ["product.name", "product.price", "product.link"] : [];
  return ["name", ...product, ...cart, ...coupon, "shop"];
}
