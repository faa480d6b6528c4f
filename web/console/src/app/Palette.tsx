import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type CustomerSummary, type Listing } from "@parley/api";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { Face, useName } from "../ui/People.tsx";
import { Sheet } from "../ui/Sheet.tsx";

interface Goal {
  key: string;
  label: string;
  icon?: IconName;
  customer?: CustomerSummary;
  go: () => void;
}

const FOUND_LIMIT = 6;

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, type] = useState("");
  const [at, point] = useState(0);
  const id = useId();
  const { pages, people, none } = useGoals(typed.trim());
  const goals = [...pages, ...people];
  const chosen = Math.min(at, goals.length - 1);
  const take = (goal: Goal | undefined) => {
    if (goal) {
      onClose();
      goal.go();
    }
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) point((chosen + step + goals.length) % Math.max(goals.length, 1));
    else if (event.key === "Enter") take(goals[chosen]);
    else return;
    event.preventDefault();
  };
  const option = (goal: Goal) => (
    <li
      key={goal.key}
      role="option"
      id={`${id}-${goal.key}`}
      aria-selected={goals[chosen] === goal}
      onClick={() => take(goal)}
      onPointerMove={() => point(goals.indexOf(goal))}
    >
      {goal.customer ? (
        <Face name={goal.label} id={goal.customer.id} size="sm" />
      ) : (
        goal.icon && <Icon name={goal.icon} />
      )}
      <span className="grow cut">{goal.label}</span>
      {goal.customer && <span className="over">{t(`life.${goal.customer.lifecycle}`)}</span>}
    </li>
  );
  return (
    <Sheet label={t("palette.label")} onClose={onClose}>
      <div className="palette" style={{ display: "contents" }}>
        <div className="palette ask">
          <Icon name="search" />
          <input
            autoFocus
            value={typed}
            onChange={(event) => {
              type(event.target.value);
              point(0);
            }}
            onKeyDown={onKeyDown}
            placeholder={t("palette.hint")}
            aria-label={t("palette.label")}
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-activedescendant={goals[chosen] && `${id}-${goals[chosen].key}`}
          />
          <kbd>Esc</kbd>
        </div>
        <ul role="listbox" id={id} aria-label={t("palette.label")}>
          {pages.length > 0 && (
            <li className="over" role="presentation">
              {t("palette.pages")}
            </li>
          )}
          {pages.map(option)}
          {people.length > 0 && (
            <li className="over" role="presentation">
              {t("palette.customers")}
            </li>
          )}
          {people.map(option)}
          {none && (
            <li className="none" role="presentation">
              {t("palette.none", { query: typed.trim() })}
            </li>
          )}
        </ul>
      </div>
    </Sheet>
  );
}

function useGoals(typed: string): { pages: Goal[]; people: Goal[]; none: boolean } {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useDeferredValue(typed);
  const nameOf = useName();
  const found = useQuery({
    queryKey: ["customers", "palette", query],
    enabled: query.length > 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call<Listing<CustomerSummary>>("/customers", { query: { query, limit: FOUND_LIMIT }, signal }),
  });
  const all: Goal[] = [
    { key: "home", label: t("nav.home"), icon: "home", go: () => void navigate({ to: "/" }) },
    { key: "inbox", label: t("nav.inbox"), icon: "chat", go: () => void navigate({ to: "/inbox/{-$conversationId}" }) },
    { key: "people", label: t("nav.customers"), icon: "people", go: () => void navigate({ to: "/customers" }) },
    { key: "rules", label: t("audience.tabs.rules"), icon: "tag", go: () => void navigate({ to: "/rules" }) },
    { key: "segments", label: t("audience.tabs.segments"), icon: "people", go: () => void navigate({ to: "/segments" }) },
    { key: "coupons", label: t("nav.coupons"), icon: "ticket", go: () => void navigate({ to: "/coupons" }) },
    { key: "settings", label: t("nav.settings"), icon: "gear", go: () => void navigate({ to: "/settings/{-$room}" }) },
    { key: "events", label: t("events.title"), icon: "bolt", go: () => void navigate({ to: "/events" }) },
    { key: "sends", label: t("outreach.title"), icon: "send", go: () => void navigate({ to: "/sends" }) },
    { key: "kit", label: t("palette.kit"), icon: "card", go: () => void navigate({ to: "/kit" }) },
  ];
  const pages = all.filter((goal) => `${goal.label} ${goal.key}`.toLowerCase().includes(typed.toLowerCase()));
  const people = (query && found.data ? found.data.items : []).map((customer): Goal => ({
    key: customer.id,
    label: nameOf(customer.name, customer.id),
    customer,
    go: () => void navigate({ to: "/customers/$customerId", params: { customerId: customer.id } }),
  }));
  return { pages, people, none: pages.length === 0 && people.length === 0 && !found.isFetching };
}
