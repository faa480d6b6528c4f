import "./customers.css";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Customer } from "@parley/api";
import { Attributes } from "../attributes/Values.tsx";
import { HeldCoupons } from "../coupons/HeldCoupons.tsx";
import { HerJourneys } from "../journeys/HerJourneys.tsx";
import { HerSends } from "../outreach/HerSends.tsx";
import { Consents } from "../person/Consents.tsx";
import { Privacy } from "../person/Privacy.tsx";
import { MaySame } from "../person/Same.tsx";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useName } from "../ui/People.tsx";
import { Bones, Failed } from "../ui/States.tsx";
import { useCustomer } from "./data.ts";
import { Cart, EarlierConversations, Identities, Orders, Viewing, Who } from "./Person.tsx";
import { Tags } from "./Tags.tsx";
import { Timeline } from "./Timeline.tsx";

const route = getRouteApi("/frame/customers/$customerId");

/// One customer with everything known of them, and the whole timeline.
export function CustomerPage() {
  const { t } = useTranslation();
  const { customerId } = route.useParams();
  const navigate = useNavigate();
  const customer = useCustomer(customerId);
  const nameOf = useName();
  const latest = customer.data?.conversations[0];
  return (
    <div className="customer">
      <header className="bar">
        <nav className="crumb">
          <Link to="/customers">{t("customers.title")}</Link>
          <Icon name="right" size={12} />
          <h1 className="cut">{customer.data && nameOf(customer.data.name, customer.data.id)}</h1>
        </nav>
        <span className="grow" />
        <Button onClick={() => void navigate({ to: "/customers/$customerId/merge", params: { customerId } })}>
          {t("person.merge")}
        </Button>
        {latest && (
          <Button
            icon="chat"
            onClick={() => void navigate({ to: "/inbox/{-$conversationId}", params: { conversationId: latest.id } })}
          >
            {t("customers.say")}
          </Button>
        )}
      </header>
      {customer.isError ? (
        <Failed error={customer.error} retry={() => void customer.refetch()} />
      ) : (
        <>
          <div className="left">{customer.data ? <Known customer={customer.data} /> : <Bones rows={9} />}</div>
          <div className="right">
            <h2 style={{ fontSize: "var(--t-16)", marginBottom: 8 }}>{t("customers.timeline")}</h2>
            <Timeline customerId={customer.data?.id ?? customerId} />
          </div>
        </>
      )}
    </div>
  );
}

function Known({ customer }: { customer: Customer }) {
  return (
    <>
      <Who customer={customer} />
      <MaySame customerId={customer.id} />
      <Viewing customer={customer} />
      <Identities customer={customer} />
      <Tags customer={customer} />
      <Cart customer={customer} />
      <Orders customer={customer} />
      <HeldCoupons customerId={customer.id} />
      <HerSends customerId={customer.id} name={customer.name} />
      <EarlierConversations customer={customer} />
      <Attributes customer={customer} />
      <HerJourneys customerId={customer.id} />
      <Consents customer={customer} />
      <Privacy customer={customer} />
    </>
  );
}
