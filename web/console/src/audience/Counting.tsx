import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Counted, Refusal, type Sampled } from "@parley/api";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { Face, useName } from "../ui/People.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import type { Condition } from "./condition.ts";
import { countNow, sampleNow } from "./trials.ts";

const PAUSE_MILLIS = 300;

/// The condition once one has paused: while somebody writes, nothing is asked.
function useSettled(condition: Condition | null): Condition | null {
  const [asked, ask] = useState(condition);
  const name = JSON.stringify(condition);
  useEffect(() => {
    const timer = setTimeout(() => ask(JSON.parse(name) as Condition | null), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [name]);
  return asked;
}

/// Whom a condition meets: an estimate at once, the exact figure soon after, in the same place. An answer that is
/// no longer asked for is not waited for; while one writes, the last one stays and fades.
export function useCounting(condition: Condition | null) {
  const asked = useSettled(condition);
  const quick = useQuery({
    queryKey: ["counting", "quick", asked],
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => countNow(asked!, false, signal),
  });
  const exact = useQuery({
    queryKey: ["counting", "exact", asked],
    enabled: asked !== null && quick.data?.exact === false && !quick.isPlaceholderData,
    retry: false,
    queryFn: ({ signal }) => countNow(asked!, true, signal),
  });
  const sample = useQuery({
    queryKey: ["counting", "sample", asked],
    enabled: asked !== null && quick.isSuccess && !quick.isPlaceholderData,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => sampleNow(asked!, signal),
  });
  return {
    counted: exact.data ? { ...exact.data, remaining: remaining(exact.data, quick.data) } : quick.data,
    sample: sample.data,
    stale: quick.isPlaceholderData || (asked !== null && JSON.stringify(asked) !== JSON.stringify(condition)),
    error: quick.error,
    retry: () => void quick.refetch(),
  };
}

/// The exact figure may come without those on the way to it: then they stay estimates, and only the last is exact.
function remaining(exact: Counted, quick: Counted | undefined): number[] {
  if (exact.remaining.length > 0 || !quick?.remaining.length) return exact.remaining;
  return [...quick.remaining.slice(0, -1).map((left) => Math.max(left, exact.count)), exact.count];
}

export type Counting = ReturnType<typeof useCounting>;

export function CountPane({ condition, counting }: { condition: Condition | null; counting: Counting }) {
  const { t } = useTranslation();
  const { counted, sample, stale, error, retry } = counting;
  return (
    <aside className={stale ? "live-col stale" : "live-col"} aria-busy={stale} aria-label={t("audience.counting.now")}>
      {counted && !refusedHere(error) ? (
        <>
          <Figure counted={counted} />
          {sample && sample.length > 0 && (
            <>
              <h2>{t("audience.counting.sample")}</h2>
              {sample.map((one) => (
                <Person key={one.id} person={one} />
              ))}
            </>
          )}
        </>
      ) : condition === null || refusedHere(error) ? (
        <p className="faint">{t("audience.counting.askMore")}</p>
      ) : error ? (
        <Failed error={error} retry={retry} />
      ) : (
        <Bones rows={6} />
      )}
    </aside>
  );
}

/// Said at its place in the editor already.
const refusedHere = (error: unknown): boolean => error instanceof Refusal && error.code === "condition";

function Figure({ counted: { count: people, low, high, exact, total } }: { counted: Counted }) {
  const { t } = useTranslation();
  const part = total === 0 ? 0 : (people / total) * 100;
  return (
    <>
      <p className="over">{t("audience.counting.now")}</p>
      <p className="fig" role="status">
        {!exact && <span className="about">{t("audience.counting.about")}</span>}
        {count(people)}
      </p>
      <span className="within" aria-hidden="true">
        <i style={{ "--from": `${share(low, total)}%`, "--to": `${share(high, total)}%` } as React.CSSProperties} />
      </span>
      <p className="over num range">
        {!exact
          ? t("audience.counting.between", { low: count(low), high: count(high) })
          : people === 0
            ? t("audience.counting.nobody")
            : t("audience.counting.ofAll", { total: count(total), part: part.toFixed(part < 10 ? 1 : 0) })}
      </p>
    </>
  );
}

/// A sliver is drawn even for one of a million.
const share = (people: number, total: number) => (total === 0 ? 0 : Math.max(0.6, (people / total) * 100));

function Person({ person }: { person: Sampled }) {
  return (
    <Link className="person" to="/customers/$customerId" params={{ customerId: person.id }}>
      <Face name={person.name} id={person.id} size="sm" />
      <span className="cut">{useName()(person.name, person.id)}</span>
      <Icon name="right" size={14} />
    </Link>
  );
}
