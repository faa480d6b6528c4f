import "./person.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Customer, type Listing, type TagSpan } from "@parley/api";
import { Link } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Popover } from "../ui/Menu.tsx";
import { Bones, Empty, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";

/// What stood on a customer and why it came off.
export function TagHistory({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t("person.tagHistoryTitle")}
      open={open}
      onOpen={setOpen}
      placement="left-start"
      opener={
        <button type="button" className="why">
          {t("person.tagHistory")}
        </button>
      }
    >
      <div className="whybox">
        <h2>{t("person.tagHistoryTitle")}</h2>
        {open && <Spans customer={customer} />}
      </div>
    </Popover>
  );
}

function Spans({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const spans = useQuery({
    queryKey: ["customer", customer.id, "tag-history"],
    queryFn: ({ signal }) => call<Listing<TagSpan>>(`/customers/${customer.id}/tag-history`, { signal }),
  });
  if (spans.isPending) return <Bones rows={3} />;
  if (spans.isError) return <Failed error={spans.error} retry={() => void spans.refetch()} />;
  if (spans.data.items.length === 0) return <Empty>{t("person.tagHistoryNone")}</Empty>;
  return (
    <ul className="spans">
      {spans.data.items.map((span) => (
        <Span key={`${span.id}-${span.since}-${span.removedAt}`} span={span} customer={customer} />
      ))}
    </ul>
  );
}

function Span({ span, customer }: { span: TagSpan; customer: Customer }) {
  const { t } = useTranslation();
  const time = useTime();
  const queries = useQueryClient();
  const put = { at: time.moment(span.since), name: span.by ?? "" };
  const off = span.removedAt && { at: time.moment(span.removedAt), name: span.removedBy ?? "" };
  const allow = () =>
    void call(`/customers/${customer.id}/tags/${span.id}/allow`, { method: "POST" })
      .then(
        () => toast(t("person.allowed", { name: span.name })),
        (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
      )
      .finally(() => void queries.invalidateQueries({ queryKey: ["customer", customer.id] }));
  return (
    <li>
      <Chip look="tag">{span.name}</Chip>
      <span className="over num">
        {span.ruleId ? t("person.tagPutByRule", put) : t(span.by ? "person.tagPutBy" : "person.tagPut", put)}
        {!off && span.until && (
          <>
            <i className="sep" />
            {t("person.tagUntil", { at: time.moment(span.until) })}
          </>
        )}
        {off && (
          <>
            <i className="sep" />
            {span.removedBy ? t("person.tagOffBy", off) : t(`person.tagOff.${span.why ?? "hand"}`, off)}
          </>
        )}
      </span>
      {span.keptOff && (
        <span className="small">
          <span className="faint">{t("person.keptOff")}</span>{" "}
          <Link why onClick={allow}>
            {t("person.allow")}
          </Link>
        </span>
      )}
    </li>
  );
}
