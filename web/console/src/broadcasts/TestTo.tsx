import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BroadcastForm, call, type CustomerSummary, type Listing } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Popover } from "../ui/Menu.tsx";
import { Face, useName } from "../ui/People.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { useVerbs } from "./data.ts";

const FOUND = 8;

/// Sends what is written to one person, to look at on a real phone.
export function TestTo({ form }: { form: BroadcastForm | null }) {
  const { t } = useTranslation();
  const name = useName();
  const verbs = useVerbs();
  const [open, setOpen] = useState(false);
  const [query, search] = useState("");
  const found = useQuery({
    queryKey: ["customers", "test", query],
    enabled: open,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call<Listing<CustomerSummary>>("/customers", { query: { query, limit: FOUND, channel: query ? null : "line" }, signal }),
  });
  const send = (customer: string) => {
    setOpen(false);
    if (form) void verbs.test(form, customer);
  };
  return (
    <Popover
      label={t("broadcasts.testTo")}
      open={open}
      onOpen={setOpen}
      placement="bottom-end"
      opener={
        <Button icon="eye" disabled={form === null}>
          {t("broadcasts.test")}
        </Button>
      }
    >
      <form
        className="picker test-to"
        onSubmit={(event) => {
          event.preventDefault();
          const first = found.data?.items[0];
          if (query.trim() && first && !found.isPlaceholderData) send(first.id);
        }}
      >
        <SearchBox autoFocus label={t("broadcasts.testFind")} value={query} onChange={search} />
        {found.data?.items.map((one) => (
          <button key={one.id} type="button" className="person" onClick={() => send(one.id)}>
            <Face name={one.name} id={one.id} size="sm" />
            <span className="cut">{name(one.name, one.id)}</span>
          </button>
        ))}
        {found.data?.items.length === 0 && <p className="faint small">{t("broadcasts.testNone")}</p>}
      </form>
    </Popover>
  );
}
