import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type CodeRow, type Coupon, type Listing } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { Bones, Empty, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { lastDay, useCouponVerbs } from "./data.ts";

/// The codes of a coupon: who holds which, and what became of it.
export function Codes({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation();
  const [query, search] = useState("");
  const asked = useDeferredValue(query.trim());
  const codes = useInfiniteQuery({
    queryKey: ["codes", coupon.id, asked],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call<Listing<CodeRow>>(`/coupons/${coupon.id}/codes`, { query: { query: asked, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.next,
  });
  if (coupon.sharedCode) return null;
  const rows = codes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="codes" aria-label={t("coupons.codes.title")}>
      <div className="row wrap">
        <h2>{t("coupons.codes.title")}</h2>
        <span className="faint num">{count(coupon.figures.codes)}</span>
        <span className="grow" />
        {coupon.figures.codes > 0 && (
          <a className="btn" href={`/api/v1/coupons/${coupon.id}/codes.csv`} download>
            <Icon name="file" />
            {t("coupons.codes.file")}
          </a>
        )}
      </div>
      <MakeCodes coupon={coupon} />
      {(coupon.figures.codes > 0 || query) && (
        <SearchBox label={t("coupons.codes.search")} value={query} onChange={search} />
      )}
      {codes.isPending ? (
        <Bones rows={3} />
      ) : codes.isError ? (
        <Failed error={codes.error} retry={() => void codes.refetch()} />
      ) : rows.length === 0 ? (
        <Empty>{t(asked ? "coupons.codes.none" : "coupons.codes.empty", { query: asked })}</Empty>
      ) : (
        <>
          <Table rows={rows} />
          {codes.hasNextPage && <Button onClick={() => void codes.fetchNextPage()}>{t("do.more")}</Button>}
        </>
      )}
    </section>
  );
}

function Table({ rows }: { rows: CodeRow[] }) {
  const { t } = useTranslation();
  const time = useTime();
  return (
    <table className="table still">
      <thead>
        <tr>
          <th>{t("coupons.codes.code")}</th>
          <th>{t("coupons.codes.holder")}</th>
          <th className="num less">{t("coupons.codes.until")}</th>
          <th className="num">{t("coupons.codes.used")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code}>
            <td>
              <code>{row.code}</code>
            </td>
            <td>
              {row.customerId ? (
                <Link className="link" to="/customers/$customerId" params={{ customerId: row.customerId }}>
                  {row.customerName ?? t("coupons.codes.visitor")}
                </Link>
              ) : (
                <span className="faint">–</span>
              )}
            </td>
            <td className="num faint less">{row.expiresAt ? time.date(lastDay(row.expiresAt)) : "–"}</td>
            <td className="num">
              {row.redeemedAt ? (
                <>
                  {time.moment(row.redeemedAt)}
                  <span className="faint"> {row.order}</span>
                </>
              ) : (
                <span className="faint">–</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/// A number makes so many codes; anything else is codes of another system, one a line.
function MakeCodes({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation();
  const verbs = useCouponVerbs();
  const [typed, type] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const plain = typed.normalize("NFKC").trim();
  const counted = /^\d{1,5}$/.test(plain) ? Number(plain) : null;
  const make = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setWrong("");
    try {
      const made = await verbs.addCodes(coupon, counted ? { count: counted } : { codes: plain.split(/[\s,，、;]+/) });
      type("");
      toast(t("coupons.codes.made", { count: made }));
    } catch (refusal) {
      setWrong(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <form className="row make" onSubmit={(event) => void make(event)}>
        <input
          className="input grow"
          aria-label={t("coupons.codes.makeLabel")}
          placeholder={t("coupons.codes.makeHint")}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => type(event.target.value)}
        />
        <Button type="submit" disabled={!plain || busy}>
          {t(plain && !counted ? "coupons.codes.bring" : "coupons.codes.make")}
        </Button>
      </form>
      {wrong && (
        <p className="bad-ink small" role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}
