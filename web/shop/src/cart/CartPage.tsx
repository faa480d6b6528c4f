import { useEffect } from "preact/hooks";
import { money } from "../catalogue/money";
import { artName } from "../catalogue/products";
import { Art } from "../shell/Art";
import { Icon, Kite } from "../shell/Icon";
import { paths } from "../shell/route";
import { useKept } from "../shell/store";
import { cartViewed } from "../tracking/events";
import { FREE_SHIPPING_FROM, linesOf, subtotalOf, type Line } from "./cart";
import { changeQuantity, ownCart } from "./ownCart";

export function CartPage() {
  const lines = linesOf(useKept(ownCart));
  const subtotal = subtotalOf(lines);
  useEffect(() => cartViewed(lines, subtotal), []);
  if (lines.length === 0) return <EmptyCart />;
  return (
    <div class="two-columns">
      <section>
        <header class="page-head">
          <h1 class="serif">購物車</h1>
        </header>
        <ul class="lines">
          {lines.map((line) => (
            <CartLine key={artName(line.product, line.variant)} line={line} />
          ))}
        </ul>
      </section>
      <aside class="sum" aria-label="小計">
        <p class="row">
          <span>小計</span>
          <b class="num">{money(subtotal)}</b>
        </p>
        <p class="fine">
          {subtotal >= FREE_SHIPPING_FROM ? "這車免運" : `再 ${money(FREE_SHIPPING_FROM - subtotal)} 就免運`}
        </p>
        <a class="press wide" href={paths.checkout}>
          去結帳
        </a>
      </aside>
    </div>
  );
}

function CartLine({ line }: { line: Line }) {
  const { product, variant, quantity } = line;
  return (
    <li class="line">
      <a class="ground" href={paths.product(product.id)} tabIndex={-1} aria-hidden="true">
        <Art product={product} variant={variant} />
      </a>
      <div class="what">
        <a href={paths.product(product.id)}>{product.name}</a>
        <span class="quiet">
          {variant.name}，<span class="num">{money(product.price)}</span>
        </span>
        <div class="quantity" role="group" aria-label={`${product.name}的數量`}>
          <button type="button" aria-label="少一個" onClick={() => changeQuantity(line, quantity - 1)}>
            <Icon name="minus" />
          </button>
          <output class="num">{quantity}</output>
          <button
            type="button"
            aria-label="多一個"
            disabled={quantity >= variant.stock}
            onClick={() => changeQuantity(line, quantity + 1)}
          >
            <Icon name="plus" />
          </button>
        </div>
      </div>
      <div class="line-end">
        <b class="num">{money(product.price * quantity)}</b>
        <button
          class="take-out"
          type="button"
          onClick={() => changeQuantity(line, 0)}
          aria-label={`拿出${product.name}`}
        >
          拿出來
        </button>
      </div>
    </li>
  );
}

function EmptyCart() {
  return (
    <div class="alone">
      <Kite class="kite lost" />
      <h1 class="serif">購物車是空的</h1>
      <p>看到喜歡的放進來，關掉視窗也會在。</p>
      <a class="press" href={paths.category("bags")}>
        從包袋逛起
      </a>
    </div>
  );
}
