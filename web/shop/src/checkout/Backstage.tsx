import { useState } from "preact/hooks";
import { orderCancelled, orderUpdated } from "../tracking/events";
import type { Order } from "./order";

const STAGES = [
  { status: "paid", name: "收到款了", done: "已付款" },
  { status: "shipped", name: "出貨", done: "已出貨" },
  { status: "arrived", name: "送到門市", done: "已到店" },
  { status: "second reminder", name: "再提醒一次取貨", done: "已提醒" },
  { status: "cancelled", name: "取消訂單", done: "已取消" },
] as const;

/** Nobody packs parcels in a demo: whoever tries it out plays the shop, and its customer is told as by a real one. */
export function Backstage({ order }: { order: Order }) {
  const [done, setDone] = useState<readonly string[]>([]);
  const over = done.includes("cancelled");
  const tell = (status: string) => {
    if (status === "cancelled") orderCancelled(order);
    else orderUpdated(order, status);
    setDone([...done, status]);
  };
  return (
    <section class="backstage" aria-labelledby="backstage">
      <h2 id="backstage">扮演店家</h2>
      <p class="fine">示範商店沒有人出貨。按下去，顧客會在 LINE 或信箱收到通知。</p>
      <div class="steps">
        {STAGES.filter((one) => order.delivery === "store" || !one.name.includes("門市") && !one.name.includes("取貨")).map((one) => (
          <button
            key={one.status}
            type="button"
            class="quiet-press"
            disabled={over || done.includes(one.status)}
            onClick={() => tell(one.status)}
          >
            {done.includes(one.status) ? `${one.done} ✓` : one.name}
          </button>
        ))}
      </div>
    </section>
  );
}
