import "../transfers/transfers.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Listing, type ShopCall, type ShopifyShop } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { count } from "../ui/format.ts";
import { Bones, Empty, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { Handover } from "./Handover.tsx";

const KEY = ["shops"];
const LOOK_MILLIS = 3_000;
const LOOKS = { waiting: "info", taken: "good", stale: "state", ignored: "state", failed: "bad" } as const;

/// The shop a merchant has at Shopify: connected once, then heard and asked. Below it, how any shop takes a cart.
export function ShopifyRoom() {
  const { t } = useTranslation();
  const shops = useQuery({
    queryKey: KEY,
    refetchInterval: LOOK_MILLIS,
    queryFn: ({ signal }) => call<Listing<ShopifyShop>>("/shops", { signal }),
  });
  const [adding, add] = useState(false);
  return (
    <>
      <Part id="shopify" title="Shopify" about={t("shopify.about")}>
        {shops.isPending && <Bones rows={2} />}
        {shops.isError && <Failed error={shops.error} retry={() => void shops.refetch()} />}
        {shops.data?.items.length === 0 && !adding && (
          <Empty action={<Button onClick={() => add(true)}>{t("shopify.connect")}</Button>}>{t("shopify.none")}</Empty>
        )}
        {shops.data?.items.map((shop) => (
          <One key={shop.id} shop={shop} />
        ))}
        {adding && <Connect onDone={() => add(false)} />}
      </Part>
      <Handover />
    </>
  );
}

function One({ shop }: { shop: ShopifyShop }) {
  const { t } = useTranslation();
  const time = useTime();
  const queries = useQueryClient();
  const [open, show] = useState(false);
  const reread = () => void queries.invalidateQueries({ queryKey: KEY });
  const refused = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  const remove = () => {
    queries.setQueryData<Listing<ShopifyShop>>(
      KEY,
      (now) => now && { ...now, items: now.items.filter((one) => one.id !== shop.id) },
    );
    toast(t("shopify.removed", { name: shop.domain }), {
      undo: reread,
      commit: () => void call(`/shops/${shop.id}`, { method: "DELETE", keepalive: true }).catch(refused).finally(reread),
    });
  };
  const again = () => void call(`/shops/${shop.id}/history`, { method: "POST" }).then(reread, refused);
  return (
    <div className="link-box">
      <div className="row wrap">
        <b className="grow cut">{shop.domain}</b>
        <Chip look={shop.problem ? "bad" : "good"} dot>
          {t(shop.problem ? "shopify.trouble" : "shopify.fine")}
        </Chip>
        <Button small look="quiet" aria-expanded={open} onClick={() => show(!open)}>
          {t("shopify.calls")}
        </Button>
        <Button small look="quiet" onClick={again}>
          {t("shopify.again")}
        </Button>
        <Button small look="bad" onClick={remove}>
          {t("shopify.remove")}
        </Button>
      </div>
      {shop.problem && (
        <p className="small bad-ink" role="alert">
          {shop.problem}
        </p>
      )}
      {shop.history.map((part) => (
        <div key={part.kind} className="row">
          <span style={{ minWidth: 64 }}>{t(`shopify.kind.${part.kind}`)}</span>
          <progress
            aria-label={t(`shopify.kind.${part.kind}`)}
            max={Math.max(part.total ?? 1, part.done, 1)}
            value={part.finished ? Math.max(part.total ?? 1, part.done, 1) : part.done}
          />
          <span className="num faint">
            {part.total === null ? t("shopify.waiting") : `${count(part.done)} / ${count(part.total)}`}
          </span>
        </div>
      ))}
      <p className="small faint">
        {t("shopify.polled", { at: time.moment(shop.polledUntil) })}
        {shop.missed > 0 && t("shopify.missed", { count: shop.missed })}
      </p>
      {open && <Calls id={shop.id} />}
    </div>
  );
}

function Calls({ id }: { id: string }) {
  const { t } = useTranslation();
  const time = useTime();
  const calls = useQuery({
    queryKey: [...KEY, id, "calls"],
    refetchInterval: LOOK_MILLIS,
    queryFn: ({ signal }) => call<Listing<ShopCall>>(`/shops/${id}/calls`, { signal }),
  });
  if (calls.isPending) return <Bones rows={2} />;
  if (calls.isError) return <Failed error={calls.error} retry={() => void calls.refetch()} />;
  if (calls.data.items.length === 0) return <p className="faint small">{t("shopify.noCalls")}</p>;
  return (
    <ul className="calls">
      {calls.data.items.map((one) => (
        <li key={one.id} className="row">
          <span className="num faint">{time.moment(one.at)}</span>
          <code className="grow cut">{one.topic}</code>
          {one.reason && <span className="small bad-ink cut">{one.reason}</span>}
          <Chip look={LOOKS[one.state]}>{t(`shopify.state.${one.state}`)}</Chip>
        </li>
      ))}
    </ul>
  );
}

function Connect({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const connect = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    setBusy(true);
    call<ShopifyShop>("/shops", {
      method: "POST",
      body: { domain: text("domain"), token: text("token"), secret: text("secret") },
    })
      .then(
        () => {
          void queries.invalidateQueries({ queryKey: KEY });
          onDone();
        },
        (refusal: unknown) => setWrong(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
      )
      .finally(() => setBusy(false));
  };
  return (
    <form className="link-box" onSubmit={connect}>
      <p className="small dim">{t("shopify.how")}</p>
      {(["domain", "token", "secret"] as const).map((name) => (
        <label key={name} className="field">
          <span className="label">{t(`shopify.field.${name}`)}</span>
          <input
            className="input"
            name={name}
            required
            autoFocus={name === "domain"}
            type={name === "domain" ? "text" : "password"}
            placeholder={name === "domain" ? "kite.myshopify.com" : ""}
            autoComplete="off"
            spellCheck={false}
          />
        </label>
      ))}
      {wrong && (
        <p className="small bad-ink" role="alert">
          {wrong}
        </p>
      )}
      <div className="row">
        <Button look="go" type="submit" disabled={busy}>
          {t(busy ? "shopify.connecting" : "shopify.connect")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("do.cancel")}
        </Button>
      </div>
    </form>
  );
}
