import "./person.css";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Customer, type Erasure } from "@parley/api";
import { Section } from "../customers/Person.tsx";
import { Button } from "../ui/Button.tsx";
import { Popover } from "../ui/Menu.tsx";
import { useName } from "../ui/People.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";

/// A copy of everything for her, and its end. An erasure is the one thing that cannot be undone, so it is written out.
export function Privacy({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <Section title={t("person.privacy")}>
      <div className="row" style={{ gap: 8 }}>
        <a className="btn sm" href={`/api/v1/customers/${customer.id}/export`} download>
          {t("person.export")}
        </a>
        <Erase customer={customer} />
      </div>
    </Section>
  );
}

function Erase({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, type] = useState("");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const name = useName()(customer.name, customer.id);
  const erase = () => {
    setBusy(true);
    call<Erasure>(`/customers/${customer.id}/erase`, { method: "POST", body: { confirm: customer.id, reason: reason || null } })
      .then((done) => {
        const rows = Object.values(done.counts as Record<string, number>).reduce((sum, count) => sum + count, 0);
        toast(t("person.erased", { count: rows }));
        queries.removeQueries({ queryKey: ["customer", customer.id] });
        void queries.invalidateQueries({ queryKey: ["customers"] });
        return navigate({ to: "/customers" });
      })
      .catch((refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))))
      .finally(() => setBusy(false));
  };
  return (
    <Popover
      label={t("person.eraseTitle", { name })}
      open={open}
      onOpen={setOpen}
      placement="left-end"
      opener={<button type="button" className="btn sm bad">{t("person.erase")}</button>}
    >
      <div className="whybox erase">
        <h2>{t("person.eraseTitle", { name })}</h2>
        <p className="small">{t("person.eraseAbout")}</p>
        <label className="reason">
          {t("person.reason")}
          <input className="input" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </label>
        <label className="reason">
          {t("person.eraseType", { name })}
          <input className="input" value={typed} autoComplete="off" onChange={(event) => type(event.target.value)} />
        </label>
        <Button look="bad" disabled={busy || typed.trim() !== name} onClick={erase}>
          {t("person.eraseNow")}
        </Button>
      </div>
    </Popover>
  );
}
