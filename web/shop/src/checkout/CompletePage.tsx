import { money } from "../catalogue/money";
import { MissingPage } from "../pages/MissingPage";
import { Kite } from "../shell/Icon";
import { paths } from "../shell/route";
import { Backstage } from "./Backstage";
import { ownOrders } from "./order";

export function CompletePage({ number }: { number: string }) {
  const order = ownOrders.get().find((other) => other.number === number);
  if (!order) return <MissingPage />;
  return (
    <div class="alone receipt">
      <Kite class="kite lost" />
      <p class="eyebrow num">{order.number}</p>
      <h1 class="serif">訂單收到了，{order.name}</h1>
      <p>我們這就去包。出貨那天會告訴您。</p>
      <ul class="brief">
        {order.lines.map((line) => (
          <li key={line.name + line.variant} class="row">
            <span>
              {line.name}，{line.variant}
              {line.quantity > 1 && ` × ${line.quantity}`}
            </span>
            <span class="num">{money(line.price * line.quantity)}</span>
          </li>
        ))}
        <li class="row quiet">
          <span>運費</span>
          <span class="num">{order.shipping === 0 ? "免運" : money(order.shipping)}</span>
        </li>
        {order.coupon && (
          <li class="row quiet">
            <span>折價券</span>
            <span class="num">−{money(order.coupon.discount)}</span>
          </li>
        )}
        <li class="row">
          <span>合計</span>
          <b class="num">{money(order.total)}</b>
        </li>
      </ul>
      <a class="press" href={paths.home}>
        再逛逛
      </a>
      <Backstage order={order} />
    </div>
  );
}
