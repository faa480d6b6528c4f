import { categories } from "../catalogue/categories";
import { findProduct, productsIn, type Product } from "../catalogue/products";
import { PostList } from "../reading/BlogPage";
import { Art, Scene } from "../shell/Art";
import { Icon, Kite } from "../shell/Icon";
import { paths } from "../shell/route";
import { Tiles } from "./Tiles";

const IN_THE_WINDOW = "sunny-day-tote";

const PICKED = [
  "travel-pouch-trio",
  "mountain-haze-mug",
  "hand-dyed-linen-scarf",
  "kite-string-notebook",
  "market-net-bag",
  "drizzle-umbrella",
  "sunset-glass",
  "passport-sleeve",
];

export function HomePage() {
  const shown = findProduct(IN_THE_WINDOW);
  const picked = PICKED.map(findProduct).filter((product): product is Product => product !== undefined);
  return (
    <div class="home">
      {shown && (
        <section class="window">
          <Scene product={shown} />
          <div class="greeting">
            <Kite class="kite far" />
            <h1 class="serif">
              今天風好，
              <br />
              帶個好用的包出門
            </h1>
            <p>
              我們在台灣找還在做、也還想做下去的小工廠，
              <br />
              和他們一起做每天用得到的東西。
            </p>
            <a class="press" href={paths.product(shown.id)}>
              看{shown.name}
            </a>
          </div>
        </section>
      )}
      <Shelves />
      <section aria-labelledby="picked">
        <h2 id="picked" class="serif">
          這個月，大家帶走的
        </h2>
        <Tiles products={picked} />
      </section>
      <section aria-labelledby="notes">
        <h2 id="notes" class="serif">
          手帖
        </h2>
        <PostList />
      </section>
    </div>
  );
}

function Shelves() {
  return (
    <ul class="shelf-list">
      {categories.map(({ slug, name, motto }) => {
        const [first, second] = productsIn(slug);
        return (
          <li key={slug}>
            <a href={paths.category(slug)}>
              <span class="ground">
                {first && <Art product={first} />}
                {second && <Art product={second} />}
              </span>
              <span class="serif shelf-name">
                {name}
                <Icon name="arrow" />
              </span>
              <span class="fine">{motto}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
