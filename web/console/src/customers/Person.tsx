import { ByMail } from "./ByMail.tsx";
import "./customers.css";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Customer, Identity, Lifecycle } from "@parley/api";
import { WhyLinked } from "../person/WhyLinked.tsx";
import { Chip } from "../ui/Chip.tsx";
import { Thumb } from "../ui/Content.tsx";
import { money } from "../ui/format.ts";
import { Face, useName } from "../ui/People.tsx";
import { useTime } from "../ui/useTime.ts";

/// The parts of a customer, each one section; the pane of the inbox and the page are made of the same.
export function Section({
  title,
  about,
  end,
  lit,
  children,
}: {
  title: string;
  about?: ReactNode;
  end?: ReactNode;
  lit?: boolean;
  children: ReactNode;
}) {
  return (
    <section className="sec">
      <div className="h">
        {lit && <span className="live-dot" />}
        <h2>{title}</h2>
        {about}
        <span className="end">{end}</span>
      </div>
      {children}
    </section>
  );
}

export function Who({ customer, end }: { customer: Customer; end?: ReactNode }) {
  const { t } = useTranslation();
  const time = useTime();
  const member = customer.identities.find((one) => one.kind === "member");
  return (
    <div className="profile">
      <div className="row" style={{ gap: 12 }}>
        <Face name={customer.name} id={customer.id} size="lg" />
        <div className="grow">
          <div className="row">
            <b className="cut" style={{ fontSize: "var(--t-16)" }}>
              {useName()(customer.name, customer.id)}
            </b>
            {member && <span className="over num cut">{member.label ?? member.value}</span>}
          </div>
          <div className="over">
            {customer.lastSeenAt && t("customers.seenAt", { at: time.ago(customer.lastSeenAt) })}
            {customer.firstSeenAt && (
              <>
                <i className="sep" />
                {t("customers.first", { at: time.date(customer.firstSeenAt) })}
              </>
            )}
          </div>
        </div>
        {end}
      </div>
      <Life stage={customer.lifecycle} orders={customer.orders.count} />
    </div>
  );
}

const STAGES = ["visitor", "lead", "member", "repeat", "lapsed"] as const satisfies Lifecycle[];

/// Who has lapsed came as far as her orders say; others have not lapsed, and are not shown that they may.
function Life({ stage, orders }: { stage: Lifecycle; orders: number }) {
  const { t } = useTranslation();
  const lapsed = stage === "lapsed";
  const at = STAGES.indexOf(stage);
  const came = lapsed ? (orders > 1 ? 4 : 3) : at;
  return (
    <ol className="life">
      {STAGES.slice(0, lapsed ? 5 : 4).map((one, index) => (
        <li
          key={one}
          className={index < came ? "did" : index === at ? "is" : ""}
          aria-current={index === at ? "step" : undefined}
        >
          {t(`life.${one}`)}
        </li>
      ))}
    </ol>
  );
}

export function Viewing({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const time = useTime();
  if (customer.viewing.length === 0)
    return (
      <Section title={t("customers.viewing")}>
        <span className="faint">{t("customers.notViewing")}</span>
      </Section>
    );
  return (
    <Section
      title={t("customers.viewing")}
      lit
      end={<span className="num">{t("customers.tabs", { count: customer.viewing.length })}</span>}
    >
      {customer.viewing.map((page, index) => (
        <div className="row" key={`${page.url}-${index}`} style={{ minHeight: 22 }}>
          <span className={index === 0 ? "grow cut" : "grow cut dim"} title={page.url}>
            {page.title ?? page.url}
          </span>
          <span className="num over">{time.ago(page.since)}</span>
        </div>
      ))}
    </Section>
  );
}

/// Which edge colour stands for the kind of identity.
const channelOf: Record<string, string> = { visitor: "web", member: "web", email: "email", phone: "sms", line: "line" };

export function Identities({ customer, end }: { customer: Customer; end?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Section
      title={t("customers.identities")}
      about={t("customers.linked", { count: customer.identities.length })}
      end={end}
    >
      {customer.identities.map((identity) => (
        <OneIdentity key={identity.id} customer={customer} identity={identity} />
      ))}
    </Section>
  );
}

function OneIdentity({ customer, identity }: { customer: Customer; identity: Identity }) {
  const { t } = useTranslation();
  return (
    <div className="kv" data-ch={channelOf[identity.kind] ?? "store"}>
      <span className="dot" />
      {t(`customers.kind.${identity.kind}`, { defaultValue: identity.kind })}
      <span className="cut dim num" title={identity.value}>
        {identity.kind === "visitor"
          ? t("customers.device", { end: identity.label ?? identity.value.slice(-4) })
          : (identity.label ?? identity.value)}
      </span>
      <WhyLinked customer={customer} identity={identity} />
    </div>
  );
}

/// `after` is what can be done with the cart; it is shown when something lies in it.
export function Cart({ customer, after }: { customer: Customer; after?: ReactNode }) {
  const { t } = useTranslation();
  const time = useTime();
  const { cart } = customer;
  if (!cart || cart.items.length === 0)
    return (
      <Section title={t("customers.cart")}>
        <span className="faint">{t("customers.noCart")}</span>
      </Section>
    );
  return (
    <Section
      title={t("customers.cart")}
      about={time.ago(cart.updatedAt)}
      end={<b className="num">{money(cart.total)}</b>}
    >
      {cart.items.map((item, index) => (
        <div key={index} className="cart-item">
          <Thumb url={item.imageUrl} />
          <span className="grow cut">
            {item.name}
            {item.variant && <span className="faint"> {item.variant}</span>}
            {item.quantity > 1 && <span className="num"> ×{item.quantity}</span>}
          </span>
          <span className="num strong">
            {item.price !== null && money({ amount: item.price, currency: cart.total.currency })}
          </span>
        </div>
      ))}
      {after}
    </Section>
  );
}

const ORDER_LOOKS = { placed: "good", cancelled: "state", refunded: "bad" } as const;

export function Orders({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const time = useTime();
  const { orders } = customer;
  if (orders.count === 0)
    return (
      <Section title={t("customers.orders")}>
        <span className="faint">{t("customers.noOrders")}</span>
      </Section>
    );
  return (
    <Section
      title={t("customers.orders")}
      about={t("customers.orderCount", { count: orders.count })}
      end={<b className="num">{money(orders.total)}</b>}
    >
      {orders.recent.map((order) => (
        <div key={order.id} className="ord" data-ch={order.channel}>
          <span className="dot" />
          <span className="cut" title={order.number}>
            {order.items[0]?.name ?? order.number}
            <span className="faint num">
              {order.items.length > 1 && t("customers.andMore", { count: order.items.length - 1 })}{" "}
              {order.at && time.date(order.at)}
            </span>
          </span>
          <Chip look={ORDER_LOOKS[order.state]}>{t(`orderState.${order.state}`)}</Chip>
          <span className="num">{money(order.total)}</span>
        </div>
      ))}
    </Section>
  );
}

export function EarlierConversations({ customer, but }: { customer: Customer; but?: string }) {
  const { t } = useTranslation();
  const time = useTime();
  const navigate = useNavigate();
  const others = customer.conversations.filter((one) => one.id !== but);
  if (others.length === 0)
    return (
      <Section title={t("customers.earlier")}>
        <span className="faint">{t("customers.noEarlier")}</span>
        <ByMail customer={customer} />
      </Section>
    );
  return (
    <Section title={t("customers.earlier")} about={t("customers.times", { count: others.length })}>
      {others.map((one) => (
        <button
          key={one.id}
          type="button"
          className="ord three"
          data-ch={one.channel}
          onClick={() => void navigate({ to: "/inbox/{-$conversationId}", params: { conversationId: one.id } })}
        >
          <span className="dot" />
          <span className="cut">
            {t(`channel.${one.channel}`)}
            <i className="sep" />
            {t(one.state === "open" ? "customers.openOne" : "customers.closedOne")}
          </span>
          <span className="num over">{one.lastAt && time.ago(one.lastAt)}</span>
        </button>
      ))}
      <ByMail customer={customer} />
    </Section>
  );
}
