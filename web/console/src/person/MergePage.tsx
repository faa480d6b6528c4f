import "../list/list.css";
import "./person.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link as To, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type CustomerSummary, type Listing, type MergePreview, type MergeSide } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { money } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { Face, useName } from "../ui/People.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { useMerging, usePreview } from "./links.ts";
import { Merged } from "./Merged.tsx";
import { nameOf } from "./WhyLinked.tsx";

const route = getRouteApi("/frame/customers/$customerId/merge");

/// Two customers side by side: what would be joined, and what speaks against it.
export function MergePage() {
  const { t } = useTranslation();
  const { customerId } = route.useParams();
  const { with: other } = route.useSearch();
  const preview = usePreview(customerId, other);
  return (
    <div className="customers">
      <header className="bar">
        <nav className="crumb">
          <To to="/customers/$customerId" params={{ customerId }}>
            {t("person.backToCustomer")}
          </To>
          <Icon name="right" size={12} />
          <h1>{t("person.mergeTitle")}</h1>
        </nav>
      </header>
      <div className="body merge">
        {!other ? (
          <Pick customerId={customerId} />
        ) : preview.isPending ? (
          <Bones rows={6} />
        ) : preview.isError ? (
          <Failed error={preview.error} retry={() => void preview.refetch()} />
        ) : (
          <Preview preview={preview.data} />
        )}
      </div>
    </div>
  );
}

function Pick({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const name = useName();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const found = useQuery({
    queryKey: ["customers", "merge", query],
    queryFn: ({ signal }) => call<Listing<CustomerSummary>>("/customers", { query: { query, limit: 10 }, signal }),
    enabled: query !== "",
  });
  const others = found.data?.items.filter((one) => one.id !== customerId) ?? [];
  return (
    <>
      <p className="over">{t("person.mergeAbout")}</p>
      <SearchBox label={t("customers.search")} value={query} onChange={setQuery} autoFocus />
      {found.isError && <Failed error={found.error} retry={() => void found.refetch()} />}
      {query && found.isSuccess && others.length === 0 && <Empty>{t("customers.none")}</Empty>}
      <ul className="found">
        {others.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className="who-cell"
              onClick={() =>
                void navigate({
                  to: "/customers/$customerId/merge",
                  params: { customerId },
                  search: { with: one.id },
                })
              }
            >
              <Face name={one.name} id={one.id} size="sm" />
              <span className="cut">{name(one.name, one.id)}</span>
              <span className="over num">{one.orders.count > 0 && money(one.orders.total)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Preview({ preview }: { preview: MergePreview }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const merging = useMerging();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const merge = () => {
    setBusy(true);
    void merging
      .merge(preview.one.id, preview.other.id, reason)
      .then(() => navigate({ to: "/customers/$customerId", params: { customerId: preview.one.id } }))
      .catch(merging.refused)
      .finally(() => setBusy(false));
  };
  return (
    <>
      <div className="merge-sides">
        <Side side={preview.one} />
        <Side side={preview.other} />
      </div>
      <Merged preview={preview} />
      {preview.conflicts.length > 0 && (
        <ul className="conflicts">
          {preview.conflicts.map((conflict) => (
            <li key={conflict.what}>
              <Icon name="warn" size={14} />
              <span>
                {t(`person.conflict.${conflict.what}`)} <b className="num">{conflict.values.join(" ／ ")}</b>
              </span>
            </li>
          ))}
        </ul>
      )}
      <label className="reason">
        {t("person.reason")}
        <input
          className="input"
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
          placeholder={t("person.reasonLike")}
        />
      </label>
      <div className="row" style={{ gap: 10 }}>
        <Button look="go" disabled={busy} onClick={merge}>
          {t("person.mergeNow")}
        </Button>
        <span className="over">{t("person.mergeUndo")}</span>
      </div>
    </>
  );
}

function Side({ side }: { side: MergeSide }) {
  const { t } = useTranslation();
  const time = useTime();
  const name = useName();
  return (
    <section className="merge-side">
      <div className="row" style={{ gap: 10 }}>
        <Face name={side.name} id={side.id} size="sm" />
        <b className="cut">{name(side.name, side.id)}</b>
        <Chip>{t(`life.${side.lifecycle}`)}</Chip>
      </div>
      <p className="over num">{t("customers.first", { at: time.date(side.firstSeenAt) })}</p>
      <dl>
        <dt>{t("customers.identities")}</dt>
        <dd>
          {side.identities.map((one) => (
            <div key={one.id} className="cut num">
              {nameOf(t, one)}
            </div>
          ))}
        </dd>
        <dt>{t("customers.orders")}</dt>
        <dd className="num">
          {t("customers.orderCount", { count: side.orders.count })} {side.orders.count > 0 && money(side.orders.total)}
        </dd>
        <dt>{t("customers.tags")}</dt>
        <dd>{side.tags.length > 0 ? side.tags.join("、") : "–"}</dd>
        <dt>{t("customers.earlier")}</dt>
        <dd className="num">{t("customers.times", { count: side.conversations })}</dd>
      </dl>
    </section>
  );
}
