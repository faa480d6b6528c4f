import type { TFunction } from "i18next";
import type { TimelineEntry } from "@parley/api";

/// A line about a tag, in the merchant's words: who put it on or took it off, a rule, a colleague or the clock.
export function tagWords(t: TFunction, { name, text, title, properties }: TimelineEntry): string {
  const what = text ?? title ?? name;
  const byRule = Boolean(properties?.ruleId);
  switch (name) {
    case "segment_entered":
      return t("customers.did.entered", { what });
    case "segment_left":
      return t("customers.did.left", { what });
    case "allow":
      return t("person.did.allow", { what });
    case "segment_entered":
    case "segment_left":
      return t("customers.named", { what: t(`customers.event.${name}`), name: what });
    case "untag":
      if (properties?.why === "expired") return t("person.did.expired", { what });
      return byRule ? t("person.did.ruleUntag", { what }) : t("customers.untagged", { what });
    default:
      return byRule ? t("person.did.ruleTag", { what }) : t("customers.did.tag", { what });
  }
}
