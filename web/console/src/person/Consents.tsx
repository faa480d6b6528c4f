import "./person.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type ConsentWord, type Consents as Told, type Customer } from "@parley/api";
import { Section } from "../customers/Person.tsx";
import { Link } from "../ui/Button.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Menu, Popover } from "../ui/Menu.tsx";
import { Bones, Empty, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";

/// What the customer agreed to, by purpose and channel. What the team notes down for her can be undone by noting the
/// contrary; nothing is ever taken out of the ledger.
export function Consents({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const told = useQuery({
    queryKey: ["customer", customer.id, "consents"],
    queryFn: ({ signal }) => call<Told>(`/customers/${customer.id}/consents`, { signal }),
  });
  const copy = () =>
    told.data &&
    void copied(told.data.link).then((done) =>
      toast(done ? t("person.consentLinkCopied") : t("person.consentLinkHere", { link: told.data.link })),
    );
  return (
    <Section title={t("person.consent")} end={told.data && <History told={told.data} />}>
      {told.isPending ? (
        <Bones rows={2} height={12} />
      ) : told.isError ? (
        <Failed error={told.error} retry={() => void told.refetch()} />
      ) : (
        <>
          {told.data.asked.map((asked) => (
            <Row key={asked.purpose + asked.channel} customer={customer} told={told.data} asked={asked} />
          ))}
          <Link why onClick={copy}>
            {t("person.consentLink")}
          </Link>
        </>
      )}
    </Section>
  );
}

/// False where the browser gives no clipboard: over plain http, or because somebody refused it.
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function Row({ customer, told, asked }: { customer: Customer; told: Told; asked: Told["asked"][number] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const word = told.standing.find((one) => one.purpose === asked.purpose && one.channel === asked.channel);
  const said = word ? (word.granted ? "yes" : "no") : asked.unlessRefused ? "unlessNo" : "notAsked";
  const set = (granted: boolean) =>
    void call(`/customers/${customer.id}/consents`, {
      method: "POST",
      body: { purpose: asked.purpose, channel: asked.channel, granted },
    })
      .catch((refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))))
      .finally(() => void queries.invalidateQueries({ queryKey: ["customer", customer.id, "consents"] }));
  const what = [t(`person.purpose.${asked.purpose}`), t(`person.channelOf.${asked.channel}`)].join(" ");
  return (
    <div className="consent">
      <span className="cut">
        {t(`person.purpose.${asked.purpose}`)}
        {asked.channel !== "any" && (
          <span className="dim">
            <i className="sep" />
            {t(`person.channelOf.${asked.channel}`)}
          </span>
        )}
      </span>
      <Menu
        opener={
          <button type="button" className="bare" aria-label={`${what} ${t(`person.${said}`)}`}>
            <Chip look={word ? (word.granted ? "good" : "bad") : "state"}>{t(`person.${said}`)}</Chip>
          </button>
        }
        choices={[
          { label: t("person.consentSet", { what: t("person.yes") }), chosen: word?.granted === true, act: () => set(true) },
          { label: t("person.consentSet", { what: t("person.no") }), chosen: word?.granted === false, act: () => set(false) },
        ]}
      />
    </div>
  );
}

function History({ told }: { told: Told }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t("person.consentHistory")}
      open={open}
      onOpen={setOpen}
      placement="left-start"
      opener={
        <button type="button" className="why">
          {t("person.tagHistory")}
        </button>
      }
    >
      <div className="whybox">
        <h2>{t("person.consentHistory")}</h2>
        {told.history.length === 0 && <Empty>{t("person.consentNever")}</Empty>}
        <ul className="spans">
          {told.history.map((word, index) => (
            <Word key={`${word.at}-${index}`} word={word} />
          ))}
        </ul>
      </div>
    </Popover>
  );
}

function Word({ word }: { word: ConsentWord }) {
  const { t } = useTranslation();
  const time = useTime();
  return (
    <li>
      <span>
        <Chip look={word.granted ? "good" : "bad"}>{t(word.granted ? "person.yes" : "person.no")}</Chip> {word.wording}
      </span>
      <span className="over num">
        {time.moment(word.at)}
        <i className="sep" />
        {t(`person.consentSource.${word.source}`, { defaultValue: word.source })}
        {word.by && ` ${word.by}`}
      </span>
    </li>
  );
}
