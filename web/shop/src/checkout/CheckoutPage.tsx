import { useEffect, useState } from "preact/hooks";
import { DELIVERIES, linesOf, shippingOf, subtotalOf, type Line } from "../cart/cart";
import { emptyCart, ownCart } from "../cart/ownCart";
import { ownLink } from "../cart/restore";
import { money } from "../catalogue/money";
import { ownMember } from "../member/member";
import { Field } from "../shell/Field";
import { go } from "../shell/navigation";
import { paths } from "../shell/route";
import { useKept } from "../shell/store";
import { checkoutStarted, orderCompleted } from "../tracking/events";
import { askTill, CouponField, useCoupon } from "./Coupon";
import { Choices } from "./Choices";
import { keepOrder, orderNumber, orderOf, PAYMENTS, problemsOf, type Form } from "./order";

export function CheckoutPage() {
  const lines = linesOf(useKept(ownCart));
  const [form, setForm] = useState(blank);
  const [asked, setAsked] = useState(false);
  const subtotal = subtotalOf(lines);
  const shipping = shippingOf(subtotal, form.delivery);
  const coupon = useCoupon(lines, form.delivery);
  const [refused, refuse] = useState("");
  const off = coupon.taken?.discount ?? 0;
  const placed = (filled: Form) => void placeOrder(filled, lines, coupon.taken?.code).then(refuse);
  useEffect(() => {
    if (lines.length === 0) go(paths.cart, { replace: true });
    else checkoutStarted(lines, subtotal, shipping);
  }, []);
  const change = (part: Partial<Form>) => setForm({ ...form, ...part });
  const place = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(problemsOf(form)).length === 0) placed(form);
    else focusFirstProblem(event.currentTarget);
  };
  return (
    <form class="two-columns" onSubmit={place} noValidate>
      <section>
        <header class="page-head">
          <h1 class="serif">結帳</h1>
        </header>
        <Express total={subtotal + shippingOf(subtotal, "store") - off} pay={() => placed(wallet())} />
        <Details form={form} change={change} asked={asked} />
      </section>
      <aside class="sum" aria-label="這筆訂單">
        <ul class="brief">
          {lines.map(({ product, variant, quantity }) => (
            <li key={product.id + variant.id} class="row">
              <span>
                {product.name}，{variant.name}
                {quantity > 1 && ` × ${quantity}`}
              </span>
              <span class="num">{money(product.price * quantity)}</span>
            </li>
          ))}
        </ul>
        <p class="row quiet">
          <span>運費</span>
          <span class="num">{shipping === 0 ? "免運" : money(shipping)}</span>
        </p>
        <CouponField coupon={coupon} />
        <p class="row">
          <span>合計</span>
          <b class="num price">{money(subtotal + shipping - off)}</b>
        </p>
        <button class="press wide" type="submit">
          送出訂單
        </button>
        <p role="alert" class="problem">
          {refused}
        </p>
        <p class="fine">示範商店，不會真的扣款。</p>
      </aside>
    </form>
  );
}

/** A wallet knows who gets it and where: from the link in a chat to paid are two taps. */
function Express({ total, pay }: { total: number; pay: () => void }) {
  return (
    <div class="express">
      <button class="press wide" type="button" onClick={pay}>
        用錢包付 <span class="num">{money(total)}</span>
      </button>
      <p class="fine">收件人和超商都在錢包裡，按一下就好。或在下面自己填。</p>
    </div>
  );
}

/** The demo's wallet. */
function wallet(): Form {
  const member = ownMember.get();
  return {
    ...blank(),
    name: member?.name ?? "風箏的客人",
    phone: "0912345678",
    email: member?.email ?? "wallet@kite.example",
    address: "青田門市",
    payment: "line-pay",
  };
}

function Details({ form, change, asked }: { form: Form; change: (part: Partial<Form>) => void; asked: boolean }) {
  const problems = asked ? problemsOf(form) : {};
  return (
    <>
      <h2 class="serif">誰收</h2>
      <div class="fields">
        <Field
          label="名字"
          value={form.name}
          onValue={(name) => change({ name })}
          problem={problems.name}
          input={{ name: "name", autocomplete: "name" }}
        />
        <Field
          label="手機"
          value={form.phone}
          onValue={(phone) => change({ phone })}
          problem={problems.phone}
          input={{ name: "phone", type: "tel", autocomplete: "tel", placeholder: "0912 345 678" }}
        />
        <Field
          label="電子郵件"
          value={form.email}
          onValue={(email) => change({ email })}
          problem={problems.email}
          input={{ name: "email", type: "email", autocomplete: "email" }}
        />
      </div>
      <h2 class="serif">怎麼拿</h2>
      <Choices
        name="delivery"
        options={DELIVERIES}
        chosen={form.delivery}
        choose={(delivery) => change({ delivery })}
        label="怎麼拿"
      />
      <div class="fields">
        <Field
          label={form.delivery === "store" ? "取貨門市" : "收件地址"}
          value={form.address}
          onValue={(address) => change({ address })}
          problem={problems.address}
          input={{ name: "address", placeholder: form.delivery === "store" ? "青田門市" : "台北市大安區…" }}
        />
      </div>
      <h2 class="serif">怎麼付</h2>
      <Choices
        name="payment"
        options={PAYMENTS}
        chosen={form.payment}
        choose={(payment) => change({ payment })}
        label="怎麼付"
      />
    </>
  );
}

/** The till takes the code for this order, and only then is it placed. Answers why not, if it is not. */
async function placeOrder(form: Form, lines: readonly Line[], code: string | undefined): Promise<string> {
  const now = new Date();
  const answer = code ? await askTill({ code, lines, delivery: form.delivery, number: orderNumber(now) }) : null;
  if (answer && !answer.accepted) return answer.says ?? "";
  const taken = answer && code ? { code, discount: answer.discount, ofShipping: answer.ofShipping } : undefined;
  const order = orderOf(form, lines, now, taken);
  keepOrder(order);
  orderCompleted(order, lines, ownLink.get()?.link);
  go(paths.complete(order.number));
  emptyCart();
  ownLink.set(null);
  return "";
}

function focusFirstProblem(form: EventTarget | null): void {
  requestAnimationFrame(() => {
    if (form instanceof HTMLFormElement) form.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  });
}

function blank(): Form {
  const member = ownMember.get();
  return {
    name: member?.name ?? "",
    email: member?.email ?? "",
    phone: "",
    address: "",
    delivery: "store",
    payment: "card",
  };
}
