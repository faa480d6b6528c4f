import "../list/list.css";
import "./person.css";
import { Link as To } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Suggestion } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Face, useName } from "../ui/People.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { useMerging, useSuggestions } from "./links.ts";

/// Everybody who may be the same person as somebody else.
export function Same() {
  const { t } = useTranslation();
  const suggestions = useSuggestions(null);
  return (
    <div className="customers">
      <header className="bar">
        <nav className="crumb">
          <To to="/customers">{t("customers.title")}</To>
          <Icon name="right" size={12} />
          <h1>{t("person.same")}</h1>
        </nav>
      </header>
      <div className="body same">
        <p className="over">{t("person.sameAbout")}</p>
        {suggestions.isPending ? (
          <Bones rows={5} height={20} gap={24} />
        ) : suggestions.isError ? (
          <Failed error={suggestions.error} retry={() => void suggestions.refetch()} />
        ) : suggestions.data.items.length === 0 ? (
          <Empty>{t("person.sameNone")}</Empty>
        ) : (
          <ul className="pairs">
            {suggestions.data.items.map((one) => (
              <Pair key={one.id} suggestion={one} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Pair({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useTranslation();
  const time = useTime();
  const name = useName();
  return (
    <li>
      <span className="two">
        {[suggestion.one, suggestion.other].map((side) => (
          <To key={side.id} to="/customers/$customerId" params={{ customerId: side.id }} className="who-cell">
            <Face name={side.name} id={side.id} size="sm" />
            <span className="cut">{name(side.name, side.id)}</span>
          </To>
        ))}
      </span>
      <span className="over">
        {t(`person.sameWhy.${suggestion.why}`, { what: detailOf(suggestion) })}
        <i className="sep" />
        {time.ago(suggestion.at)}
      </span>
      <Decide suggestion={suggestion} about={suggestion.one.id} />
    </li>
  );
}

/// A phone is compared without its first 0, and read with it.
function detailOf({ why, detail }: Suggestion): string {
  return why === "phone" && /^9\d{8}$/.test(detail ?? "") ? `0${detail}` : (detail ?? "");
}

function Decide({ suggestion, about }: { suggestion: Suggestion; about: string }) {
  const { t } = useTranslation();
  const merging = useMerging();
  const other = suggestion.one.id === about ? suggestion.other.id : suggestion.one.id;
  return (
    <span className="row" style={{ gap: 6 }}>
      <To to="/customers/$customerId/merge" params={{ customerId: about }} search={{ with: other }} className="why">
        {t("person.compare")}
      </To>
      <Button small onClick={() => void merging.dismiss(suggestion).catch(merging.refused)}>
        {t("person.dismiss")}
      </Button>
      <Button small onClick={() => void merging.confirm(suggestion).catch(merging.refused)}>
        {t("person.confirm")}
      </Button>
    </span>
  );
}

/// On a customer's own page: who else she may be.
export function MaySame({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const name = useName();
  const suggestions = useSuggestions(customerId);
  const items = suggestions.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="sec may-same" aria-label={t("person.same")}>
      {items.slice(0, 3).map((one) => {
        const other = one.one.id === customerId ? one.other : one.one;
        return (
          <div key={one.id}>
            <p>
              {t("person.maySame", { name: name(other.name, other.id) })}
              <span className="over"> {t(`person.sameWhy.${one.why}`, { what: detailOf(one) })}</span>
            </p>
            <Decide suggestion={one} about={customerId} />
          </div>
        );
      })}
    </section>
  );
}

export function SameLink() {
  const { t } = useTranslation();
  const count = useSuggestions(null).data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <To to="/customers/same" className="why">
      {t("person.sameCount", { count })}
    </To>
  );
}
