import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Listing, type OrderNotice } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Bones, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";

const KEY = ["outreach", "notices"];
const VARIABLES = ["name|…", "shop", "order.number", "order.total", "order.refunded", "order.store", "order.tracking"];

/// What a customer is told of her order: each kind on or off, in the merchant's own words.
export function Notices() {
  const { t } = useTranslation();
  const notices = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call<Listing<OrderNotice>>("/outreach/notices", { signal }),
  });
  const vars = VARIABLES.map((one) => `{{${one}}}`).join(" ");
  return (
    <Part id="notices" title={t("outreach.notices")} about={t("outreach.noticesAbout", { vars })}>
      {notices.isPending ? (
        <Bones rows={5} />
      ) : notices.isError ? (
        <Failed error={notices.error} retry={() => void notices.refetch()} />
      ) : (
        <ul className="notices">
          {notices.data.items.map((one) => (
            <Notice key={one.kind} notice={one} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function Notice({ notice }: { notice: OrderNotice }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const keep = async (change: Partial<OrderNotice>, undo?: Partial<OrderNotice>) => {
    const before = queries.getQueryData<Listing<OrderNotice>>(KEY);
    const put = (next: OrderNotice) =>
      queries.setQueryData<Listing<OrderNotice>>(
        KEY,
        (now) => now && { ...now, items: now.items.map((one) => (one.kind === next.kind ? next : one)) },
      );
    put({ ...notice, ...change });
    try {
      put(await call<OrderNotice>("/outreach/notices", { method: "PUT", body: { kind: notice.kind, ...change } }));
      toast(t("outreach.saved"), undo ? { undo: () => void keep(undo) } : {});
    } catch (refusal) {
      queries.setQueryData(KEY, before);
      toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
    }
  };
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setOpen(false);
    void keep({ zh: String(form.get("zh")), en: String(form.get("en")) }, { zh: notice.zh, en: notice.en });
  };
  return (
    <li>
      <div className="row">
        <label className="row grow">
          <input
            type="checkbox"
            checked={notice.told}
            onChange={(event) => void keep({ told: event.target.checked }, { told: notice.told })}
          />
          <b>{t(`outreach.notice.${notice.kind}`)}</b>
        </label>
        <Button
          small
          look="quiet"
          icon="edit"
          label={t(`outreach.notice.${notice.kind}`)}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <Icon name={open ? "up" : "down"} size={12} />
      </div>
      {open ? (
        <form onSubmit={save} className="texts">
          {(["zh", "en"] as const).map((one) => (
            <label key={one} className="field">
              <span className="label">{t(one === "zh" ? "outreach.chinese" : "outreach.english")}</span>
              <textarea className="input" name={one} rows={3} maxLength={1000} required defaultValue={notice[one]} />
            </label>
          ))}
          <div>
            <Button small type="submit" look="go">
              {t("outreach.save")}
            </Button>
          </div>
        </form>
      ) : (
        <p className="over">{notice.zh}</p>
      )}
    </li>
  );
}
