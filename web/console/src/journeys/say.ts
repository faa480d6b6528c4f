import { useTranslation } from "react-i18next";
import { useSaid } from "../audience/Said.tsx";
import { useEventWord, useSegmentNames } from "../audience/vocabulary.ts";
import { useCoupons } from "../coupons/data.ts";
import { useMembers } from "../inbox/members.ts";
import { filled } from "./flow.ts";
import { useExample } from "./example.ts";
import type { Arm, Entry, Length, Step, Stop, Trigger } from "./flow.ts";

export interface Words {
  title: string;
  detail: string;
}

/// A step, a trigger or an entry in words: a title of a few characters, and a line that says more.
export function useWords() {
  const { t } = useTranslation();
  const said = useSaid();
  const example = useExample();
  const comma = t("journeys.comma");
  const list = t("journeys.and");
  const event = useEventWord();
  const segments = useSegmentNames();
  const segment = (id: string) => segments.find((one) => one.value === id)?.label ?? t("journeys.some");
  const members = useMembers();
  const coupons = useCoupons().data?.items ?? [];
  const member = (id: string) => members.find((one) => one.id === id)?.name ?? t("journeys.say.anybody");
  const length = (told: Length) =>
    t(`journeys.length.${told.unit}`, { count: Number.isFinite(told.amount) ? told.amount : 0 });
  const some = (text: string) => text.trim() || t("journeys.some");
  const arms = (told: Arm[]) => told.map((arm) => `${arm.way} ${arm.percent}%`).join(list);
  const first = (text: string) => text.split("\n")[0] ?? "";

  const step = (one: Step): Words => {
    switch (one.kind) {
      case "wait":
        return { title: t("journeys.say.wait", { length: length(one.length) }), detail: t("journeys.say.waitMore") };
      case "until":
        return {
          title: t("journeys.say.until", { time: one.time }),
          detail: one.date ?? (one.weekday ? t(`journeys.weekday.${one.weekday}`) : t("journeys.say.next")),
        };
      case "event":
        return {
          title: t("journeys.say.event", { event: event(one.event.name) }),
          detail: [t("journeys.say.atMost", { length: length(one.within) }), one.same && one.same !== "any" ? t(`journeys.same.${one.same}`) : ""]
            .filter(Boolean)
            .join(comma),
        };
      case "condition":
        return { title: t("journeys.say.condition"), detail: one.condition ? said(one.condition) : t("journeys.unset") };
      case "split":
        return { title: t("journeys.say.split"), detail: arms(one.arms) };
      case "message": {
        const text = one.texts.any ?? Object.values(one.texts)[0];
        const by = one.channels.length === 0 ? t("journeys.say.best") : one.channels.map((channel) => t(`channel.${channel}`, { defaultValue: channel })).join(list);
        return { title: first(filled(text?.title || text?.text || "", example)) || t("journeys.kind.message"), detail: `${t(`journeys.class.${one.class}`)}${comma}${by}` };
      }
      case "tag":
        return { title: t(one.on ? "journeys.say.tagOn" : "journeys.say.tagOff", { tag: some(one.tag) }), detail: one.days ? t("journeys.say.days", { count: one.days }) : "" };
      case "attribute":
        return { title: t("journeys.say.attribute", { name: some(one.name) }), detail: String(one.value) };
      case "coupon":
        return { title: t("journeys.say.coupon"), detail: "" };
      case "note":
        return { title: t("journeys.say.note"), detail: first(one.text) };
      case "assign":
        return { title: t("journeys.say.assign", { name: member(one.member) }), detail: first(one.text) };
      case "webhook":
        return { title: t("journeys.say.webhook"), detail: one.address };
      case "goal":
        return { title: t("journeys.say.goal"), detail: t("journeys.say.goalMore") };
      case "exit":
        return { title: t("journeys.say.exit"), detail: t("journeys.say.exitMore") };
    }
  };

  const trigger = (one: Trigger): Words => {
    switch (one.kind) {
      case "":
        return { title: t("journeys.trigger.none"), detail: t("journeys.trigger.choose") };
      case "event":
        return { title: t("journeys.trigger.eventSaid", { event: event(one.event.name) }), detail: one.event.where.length > 0 ? t("journeys.filters", { count: one.event.where.length }) : "" };
      case "tag":
        return { title: t("journeys.trigger.tagSaid", { tag: some(one.tag) }), detail: "" };
      case "segment":
        return { title: t(`journeys.trigger.${one.way}Said`, { segment: segment(one.segment) }), detail: "" };
      case "cart":
        return {
          title: t("journeys.trigger.cartSaid", { length: length(one.idle) }),
          detail: one.atLeast ? t("journeys.trigger.cartWorth", { amount: one.atLeast }) : t("journeys.trigger.cartMore"),
        };
      case "date":
        return { title: t("journeys.trigger.dateSaid", { name: one.attribute, count: one.daysBefore, ...(one.daysBefore > 0 && { context: "before" }) }), detail: one.time };
      case "cycle":
        return { title: t("journeys.trigger.cycleSaid", { count: one.days }), detail: one.products.length > 0 ? one.products.join(list) : t("journeys.trigger.anyProduct") };
      case "stock":
      case "price":
        return {
          title: t(`journeys.trigger.${one.kind}Said`),
          detail: t("journeys.trigger.lookedWithin", { count: one.days }) + comma + (one.products.length > 0 ? one.products.join(list) : t("journeys.trigger.anyProduct")),
        };
      case "coupon":
        return {
          title: t("journeys.trigger.couponSaid", { count: one.days }),
          detail: coupons.find((each) => each.id === one.coupon)?.name ?? t("journeys.trigger.anyCoupon"),
        };
      case "schedule":
        return {
          title: t(`journeys.every.${one.every}`),
          detail: [one.date ?? (one.weekday && one.every === "week" ? t(`journeys.weekday.${one.weekday}`) : ""), one.time, segment(one.segment)].filter(Boolean).join(comma),
        };
    }
  };

  const entry = (one: Entry): string =>
    one.kind === "again" ? t("journeys.entry.againSaid", { count: Number.isFinite(one.days) ? one.days : 0 }) : t(`journeys.entry.${one.kind}Said`);

  const way = (one: Step | null, name: string): string => {
    if (!one || name === "next") return "";
    if (one.kind === "split") return name;
    if (one.kind === "event" && name === "late") return t("journeys.way.lateIn", { length: length(one.within) });
    return t(`journeys.way.${name}`, { defaultValue: name });
  };

  const stop = (one: Stop): string => event(one.event.name);

  return { step, trigger, entry, way, stop, length };
}
