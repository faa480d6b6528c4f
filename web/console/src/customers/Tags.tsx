import { useQuery } from "@tanstack/react-query";
import { type FormEvent, lazy, Suspense, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Customer, type CustomerTag, type Listing, type TagCount } from "@parley/api";
import { TagHistory } from "../person/TagHistory.tsx";
import { Button } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Popover } from "../ui/Menu.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { useCustomerVerbs } from "./data.ts";
import { Section } from "./Person.tsx";

const AskWhy = lazy(async () => ({ default: (await import("../audience/AskWhy.tsx")).AskWhy }));
const WhyDrawer = lazy(async () => ({ default: (await import("../audience/WhyDrawer.tsx")).WhyDrawer }));

export function useTags() {
  return useQuery({ queryKey: ["tags"], queryFn: ({ signal }) => call<Listing<TagCount>>("/tags", { signal }) });
}

/// Every tag has its why: which rule, and the visits that decided it.
export function Tags({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <Section title={t("customers.tags")} end={<TagHistory customer={customer} />}>
      <div className="row wrap" style={{ gap: 5 }}>
        {customer.tags.length === 0 && <span className="faint">{t("customers.noTags")}</span>}
        {customer.tags.map((tag) => (
          <OneTag key={tag.id} customer={customer} tag={tag} />
        ))}
        <AddTag customer={customer} />
      </div>
      <Suspense>
        <AskWhy customer={customer} />
      </Suspense>
    </Section>
  );
}

function OneTag({ customer, tag }: { customer: Customer; tag: CustomerTag }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [asking, ask] = useState(false);
  const verbs = useCustomerVerbs(customer);
  const refused = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  const remove = () => {
    setOpen(false);
    void verbs.removeTag(tag).catch(refused);
    toast(t("customers.tagRemoved", { name: tag.name }), {
      undo: () => void (tag.source === "rule" ? verbs.allowTag(tag) : verbs.addTag(tag.name)).catch(refused),
    });
  };
  return (
    <>
    <Popover
      label={t("customers.whyTitle", { name: tag.name })}
      open={open}
      onOpen={setOpen}
      placement="left-start"
      opener={
        <button
          type="button"
          className={tag.source === "rule" ? "chip accent" : "chip tagged"}
          title={t("customers.why")}
        >
          <span className="cut">{tag.name}</span>
        </button>
      }
    >
      <div className="whybox">
        <TagWhy tag={tag} />
        <div className="row wrap" style={{ marginTop: 12 }}>
          {tag.rule && (
            <Button
              small
              onClick={() => {
                setOpen(false);
                ask(true);
              }}
            >
              {t("customers.wholeAnswer")}
            </Button>
          )}
          <Button look="bad" small icon="x" onClick={remove}>
            {t("customers.removeTag", { name: tag.name })}
          </Button>
        </div>
      </div>
    </Popover>
      {asking && tag.rule && (
        <Suspense>
          <WhyDrawer
            customer={customer}
            about={{ kind: "rule", id: tag.rule.id, name: tag.name }}
            onClose={() => ask(false)}
          />
        </Suspense>
      )}
    </>
  );
}

export function TagWhy({ tag }: { tag: CustomerTag }) {
  const { t } = useTranslation();
  const time = useTime();
  const at = time.moment(tag.since);
  return (
    <>
      <h2 style={{ fontSize: "var(--t-16)" }}>{t("customers.whyTitle", { name: tag.name })}</h2>
      <p className="over">
        {tag.rule ? t("customers.byRule", { name: tag.rule.name, at }) : t("customers.byMember", { at })}
        {tag.until && (
          <>
            <i className="sep" />
            {t("person.tagUntil", { at: time.moment(tag.until) })}
          </>
        )}
      </p>
      {tag.evidence.length === 0 ? (
        <p className="faint" style={{ marginTop: 10 }}>
          {t("customers.noEvidence")}
        </p>
      ) : (
        <>
          <h2 style={{ marginTop: 16 }}>{t("customers.whyVisits", { count: tag.evidence.length })}</h2>
          <ol className="seen">
            {tag.evidence.map((visit, index) => (
              <li key={visit.at + String(index)}>
                <span className="n num">{index + 1}</span>
                <span className="cut">
                  {visit.title ?? t("customers.unnamed")}
                  <small className="cut">{visit.url && pathOf(visit.url)}</small>
                </span>
                <span className="num at">{time.moment(visit.at)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

export function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, "") || url;
}

function AddTag({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const known = useTags();
  const names = useId();
  const verbs = useCustomerVerbs(customer);
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (!name) return;
    setOpen(false);
    void verbs.addTag(name).then(
      () => toast(t("customers.tagAdded", { name })),
      (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
    );
  };
  return (
    <Popover
      label={t("customers.addTag")}
      open={open}
      onOpen={setOpen}
      placement="left-start"
      opener={
        <button type="button" className="chip tagged faint" aria-label={t("customers.addTag")}>
          ＋
        </button>
      }
    >
      <form className="tag-form" onSubmit={add}>
        <input
          className="input"
          name="name"
          list={names}
          autoFocus
          autoComplete="off"
          maxLength={60}
          aria-label={t("customers.newTag")}
          placeholder={t("customers.newTag")}
        />
        <datalist id={names}>
          {known.data?.items.map((tag) => (
            <option key={tag.id} value={tag.name} />
          ))}
        </datalist>
        <Button look="go" type="submit">
          {t("customers.addTag")}
        </Button>
      </form>
    </Popover>
  );
}

export function TagChips({ tags }: { tags: { id: string; name: string }[] }) {
  return (
    <span className="row" style={{ gap: 4 }}>
      {tags.slice(0, 2).map((tag) => (
        <Chip key={tag.id} look="tag">
          {tag.name}
        </Chip>
      ))}
      {tags.length > 2 && <span className="over num">+{tags.length - 2}</span>}
    </span>
  );
}
