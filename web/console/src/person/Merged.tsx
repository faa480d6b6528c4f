import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call, type Consents, type MergePreview } from "@parley/api";
import { money } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { useTime } from "../ui/useTime.ts";
import { nameOf } from "./WhyLinked.tsx";

/// The one customer that two will be: everything either has, and of each consent the later word.
export function Merged({ preview }: { preview: MergePreview }) {
  const { t } = useTranslation();
  const time = useTime();
  const sides = [preview.one, preview.other];
  const identities = sides.flatMap((side) => side.identities);
  const tags = [...new Set(sides.flatMap((side) => side.tags))];
  const orders = sides.reduce((sum, side) => sum + side.orders.count, 0);
  const total = { ...preview.one.orders.total, amount: sides.reduce((sum, side) => sum + side.orders.total.amount, 0) };
  const first = sides.map((side) => side.firstSeenAt).sort()[0] ?? preview.one.firstSeenAt;
  return (
    <section className="merge-side merged" aria-label={t("person.mergeResult")}>
      <div className="row" style={{ gap: 8 }}>
        <Icon name="check" size={14} />
        <b>{t("person.mergeResult")}</b>
        <span className="over num">{t("customers.first", { at: time.date(first) })}</span>
      </div>
      <dl>
        <dt>{t("customers.identities")}</dt>
        <dd>
          {identities.map((one) => (
            <div key={one.id} className="cut num">
              {nameOf(t, one)}
            </div>
          ))}
        </dd>
        <dt>{t("customers.orders")}</dt>
        <dd className="num">
          {t("customers.orderCount", { count: orders })} {orders > 0 && money(total)}
        </dd>
        <dt>{t("customers.tags")}</dt>
        <dd>{tags.length > 0 ? tags.join("、") : "–"}</dd>
        <dt>{t("person.consent")}</dt>
        <dd>{useWords(preview).join("、") || "–"}</dd>
        <dt>{t("customers.earlier")}</dt>
        <dd className="num">{t("customers.times", { count: preview.one.conversations + preview.other.conversations })}</dd>
      </dl>
    </section>
  );
}

/// Of each purpose and channel what was said last on either side.
function useWords(preview: MergePreview): string[] {
  const { t } = useTranslation();
  const told = useQueries({
    queries: [preview.one.id, preview.other.id].map((id) => ({
      queryKey: ["customer", id, "consents"],
      queryFn: ({ signal }: { signal: AbortSignal }) => call<Consents>(`/customers/${id}/consents`, { signal }),
    })),
  });
  const last = new Map<string, Consents["standing"][number]>();
  for (const word of told.flatMap((one) => one.data?.standing ?? [])) {
    const key = `${word.purpose} ${word.channel}`;
    const known = last.get(key);
    if (!known || known.at < word.at) last.set(key, word);
  }
  return [...last.values()].map((word) =>
    [
      t(`person.purpose.${word.purpose}`),
      word.channel === "any" ? "" : t(`person.channelOf.${word.channel}`),
      t(`person.${word.granted ? "yes" : "no"}`),
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
}
