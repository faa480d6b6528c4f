import { useEffect, useState } from "preact/hooks";
import { FREE_SHIPPING_FROM, quantityOf } from "../cart/cart";
import { ownCart, putInCart } from "../cart/ownCart";
import { dye } from "../art/tones";
import { categoryOf } from "../catalogue/categories";
import { money } from "../catalogue/money";
import { alongside, type Product, type Variant } from "../catalogue/products";
import { Scene } from "../shell/Art";
import { Icon, Kite } from "../shell/Icon";
import { paths } from "../shell/route";
import { useKept } from "../shell/store";
import { productViewed } from "../tracking/events";
import { Tiles } from "./Tiles";

const FEW = 9;

export function ProductPage({ product }: { product: Product }) {
  const [variant, setVariant] = useState(product.variants[0]);
  useEffect(() => productViewed(product), [product]);
  return (
    <>
      <article class="product">
        <div class="hero">
          <Scene product={product} variant={variant} />
          <div class="offer">
            <div>
              <p class="eyebrow serif">{product.maker}</p>
              <h1 class="serif">{product.name}</h1>
              <p class="fine" lang="en">
                {product.nameEn}
              </p>
              <p class="story">{sentences(product.description)}</p>
            </div>
            <Buying product={product} variant={variant} choose={setVariant} />
          </div>
        </div>
        <Facts product={product} />
      </article>
      <section aria-labelledby="more">
        <h2 id="more" class="serif">
          也在附近
        </h2>
        <Tiles products={alongside(product, 4)} />
      </section>
    </>
  );
}

/** A line a sentence, as the shop sets its stories. */
function sentences(text: string) {
  return text
    .split(/(?<=。)/)
    .filter(Boolean)
    .map((sentence) => <span key={sentence}>{sentence}</span>);
}

function Buying({
  product,
  variant,
  choose,
}: {
  product: Product;
  variant: Variant;
  choose: (variant: Variant) => void;
}) {
  const inCart = quantityOf(useKept(ownCart), product.id, variant.id);
  const [said, say] = useState("");
  useEffect(() => say(""), [variant]);
  const buy = () => say(putInCart(product, variant, 1) > 0 ? "放進去了" : "架上就這麼多了");
  return (
    <div class="buying">
      <p class="price num">{money(product.price)}</p>
      <p class="quiet">
        {variant.name}
        {variant.stock < FEW ? `，剩 ${variant.stock} 個` : "，現貨"}
      </p>
      <fieldset class="swatches">
        <legend class="sr">顏色</legend>
        {product.variants.map((other) => (
          <label key={other.id} title={other.name}>
            <input type="radio" name="variant" checked={other === variant} onChange={() => choose(other)} />
            <span style={{ background: dye(other.palette) }} />
            <span class="sr">{other.name}</span>
          </label>
        ))}
      </fieldset>
      <button class="press wide" type="button" onClick={buy} disabled={inCart >= variant.stock}>
        {inCart >= variant.stock ? "都在購物車裡了" : "放進購物車"}
      </button>
      <p class="after" role="status">
        {said && (
          <>
            <Icon name="check" />
            {said}，<a href={paths.cart}>看購物車</a>
          </>
        )}
      </p>
    </div>
  );
}

function Facts({ product }: { product: Product }) {
  return (
    <aside class="facts" aria-label="細節">
      <Kite class="kite near" />
      <Kite class="kite far" />
      <h2 class="serif">細節</h2>
      <ul>
        {product.details.map((detail) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
      <h2 class="serif">寄送</h2>
      <ul>
        <li>平日下午兩點前，當天出貨</li>
        <li>滿 {money(FREE_SHIPPING_FROM)} 免運，七天內可退</li>
        <li>
          <a href={paths.faq}>其他想問的</a>
        </li>
      </ul>
      <p class="fine">
        <a href={paths.category(product.category)}>回到{categoryOf(product.category).name}</a>
      </p>
    </aside>
  );
}
