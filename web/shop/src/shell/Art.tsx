import { drawn } from "../art/draw";
import type { Product, Variant } from "../catalogue/products";

/** The thing, drawn; the words beside it say what it is. */
export function Art({ product, variant = product.variants[0] }: { product: Product; variant?: Variant }) {
  const markup = { __html: drawn(product.shape, variant.palette) };
  return <svg class="art" viewBox="0 0 100 100" aria-hidden="true" dangerouslySetInnerHTML={markup} />;
}

/** The thing on a sunlit table, as the picture of a page. */
export function Scene({ product, variant }: { product: Product; variant?: Variant }) {
  return (
    <div class="scene">
      <span class="sunbeam" />
      <svg class="scene-kite" viewBox="0 0 40 48" aria-hidden="true" fill="none" stroke="currentColor">
        <path d="M20 2 35 19 20 36 5 19z" stroke-width="2.200" stroke-linejoin="round" />
        <path d="M20 2v34M5 19h30" stroke-width="1.400" />
        <path d="M20 36c-3 4 4 5 0 10" stroke-width="1.800" stroke-linecap="round" />
      </svg>
      <span class="shade" />
      <Art product={product} variant={variant ?? product.variants[0]} />
    </div>
  );
}
