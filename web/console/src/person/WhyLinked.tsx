import "./person.css";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Customer, Identity, LinkLine } from "@parley/api";
import { useCustomerVerbs } from "../customers/data.ts";
import { Button } from "../ui/Button.tsx";
import { Popover } from "../ui/Menu.tsx";
import { Bones, Failed, reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { useLinks, useMerging } from "./links.ts";

/// Why an identity belongs to this customer: the evidence, how sure it is, when, and who said so. The link can be taken
/// back with all that came through it.
export function WhyLinked({ customer, identity }: { customer: Customer; identity: Identity }) {
  const { t } = useTranslation();
  const time = useTime();
  const [open, setOpen] = useState(false);
  const evidence = t(`customers.evidence.${identity.evidence}`, { defaultValue: identity.evidence });
  return (
    <Popover
      label={t("person.whyLinked")}
      open={open}
      onOpen={setOpen}
      placement="left-start"
      opener={
        <button type="button" className="why ev num">
          {evidence} {time.date(identity.linkedAt)}
        </button>
      }
    >
      <div className="whybox">
        <h2 className="cut">{nameOf(t, identity)}</h2>
        {open && <Why customer={customer} identity={identity} onDone={() => setOpen(false)} />}
        {identity.unlinkable && <Unlink customer={customer} identity={identity} onDone={() => setOpen(false)} />}
      </div>
    </Popover>
  );
}

/// Takes this identity alone away, whatever came through it.
function Unlink({ customer, identity, onDone }: { customer: Customer; identity: Identity; onDone: () => void }) {
  const { t } = useTranslation();
  const verbs = useCustomerVerbs(customer);
  const unlink = () => {
    onDone();
    verbs.hideIdentity(identity);
    toast(t("customers.unlinked", { what: t(`customers.kind.${identity.kind}`, { defaultValue: identity.kind }) }), {
      undo: verbs.reread,
      commit: () =>
        void verbs
          .unlink(identity)
          .catch((refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")))),
    });
  };
  return (
    <div style={{ marginTop: 12 }}>
      <Button look="bad" small icon="x" onClick={unlink}>
        {t("customers.unlink")}
      </Button>
    </div>
  );
}

function Why({ customer, identity, onDone }: { customer: Customer; identity: Identity; onDone: () => void }) {
  const { t } = useTranslation();
  const time = useTime();
  const links = useLinks(customer.id);
  if (links.isPending) return <Bones rows={2} />;
  if (links.isError) return <Failed error={links.error} retry={() => void links.refetch()} />;
  const hers = links.data.items.filter((link) => link.identityId === identity.id);
  const onto = links.data.items.filter((link) => link.throughId === identity.id);
  if (hers.length + onto.length === 0)
    return <p className="over">{t("person.ownIdentity", { at: time.moment(identity.linkedAt) })}</p>;
  return (
    <ul className="spans">
      {[...hers, ...onto].map((link) => (
        <OneLink key={link.identityId + link.throughId} customer={customer} link={link} onDone={onDone} />
      ))}
    </ul>
  );
}

function OneLink({ customer, link, onDone }: { customer: Customer; link: LinkLine; onDone: () => void }) {
  const { t } = useTranslation();
  const time = useTime();
  const merging = useMerging();
  const verbs = useCustomerVerbs(customer);
  const called = (id: string) => {
    const found = customer.identities.find((one) => one.id === id);
    return found ? nameOf(t, found) : t("customers.unnamed");
  };
  const takeBack = () => {
    onDone();
    customer.identities.filter((one) => link.leaving.includes(one.id)).forEach(verbs.hideIdentity);
    toast(t("person.unmerged", { count: link.leaving.length }), {
      undo: verbs.reread,
      commit: () => void merging.unmerge(customer.id, link).catch(merging.refused),
    });
  };
  return (
    <li>
      <span>{t("person.through", { one: called(link.identityId), other: called(link.throughId) })}</span>
      <span className="over num">
        {t(`customers.evidence.${link.evidence}`, { defaultValue: link.evidence })}
        <i className="sep" />
        {t(`person.confidence.${link.confidence}`)}
        <i className="sep" />
        {time.moment(link.at)}
        {link.by && (
          <>
            <i className="sep" />
            {link.by}
          </>
        )}
      </span>
      {link.reason && <span className="small">{t("person.because", { reason: link.reason })}</span>}
      <span className="small faint">{t("person.leaving", { who: link.leaving.map(called).join("、") })}</span>
      <Button look="bad" small icon="undo" onClick={takeBack}>
        {t("person.unmerge")}
      </Button>
    </li>
  );
}

export function nameOf(t: TFunction, identity: Identity): string {
  const kind = t(`customers.kind.${identity.kind}`, { defaultValue: identity.kind });
  return `${kind} ${identity.label ?? identity.value}`;
}
