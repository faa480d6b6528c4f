import { money } from "../catalogue/money";
import type { Product } from "../catalogue/products";
import { Art } from "../shell/Art";
import { paths } from "../shell/route";

export function Tiles({ products }: { products: readonly Product[] }) {
  return (
    <ul class="tiles">
      {products.map((product) => (
        <li key={product.id}>
          <a class="tile" href={paths.product(product.id)}>
            <span class="ground">
              <Art product={product} />
            </span>
            <span class="name">{product.name}</span>
            <span class="num quiet">{money(product.price)}</span>
            {product.variants.length > 1 && <span class="fine">{product.variants.length} 色</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
