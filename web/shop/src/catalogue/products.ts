import entries from "../../../../src/main/resources/demo/products.json" with { type: "json" };
import { isShape, type Shape } from "../art/draw";
import { isPalette, type Palette } from "../art/tones";
import { isCategory, type CategorySlug } from "./categories";

/** One colour of a product; the first is the one shown on lists and cards. */
export interface Variant {
  readonly id: string;
  readonly name: string;
  readonly stock: number;
  readonly palette: Palette;
}

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly category: CategorySlug;
  /** In whole New Taiwan dollars. */
  readonly price: number;
  readonly maker: string;
  readonly description: string;
  readonly details: readonly string[];
  readonly shape: Shape;
  readonly variants: readonly [Variant, ...Variant[]];
}

/** Everything the shop sells, in the order of the shelf. The server seeds its catalogue from the same file. */
export const products: readonly Product[] = entries.map((entry) => {
  const { art, variants, category, ...rest } = entry;
  const [first, ...others] = variants.map(({ palette, ...variant }) => {
    if (!isPalette(palette)) throw new Error(`${entry.id}: no dye is called ${palette}`);
    return { ...variant, palette };
  });
  if (!first) throw new Error(`${entry.id} comes in no colour`);
  if (!isShape(art.shape)) throw new Error(`${entry.id}: nobody can draw a ${art.shape}`);
  if (!isCategory(category)) throw new Error(`${entry.id}: there is no category ${category}`);
  return { ...rest, category, shape: art.shape, variants: [first, ...others] };
});

const byId = new Map(products.map((product) => [product.id, product]));

export function findProduct(id: string): Product | undefined {
  return byId.get(id);
}

export function productsIn(category: CategorySlug): readonly Product[] {
  return products.filter((product) => product.category === category);
}

/** The colour of that id; an unknown one (a colour no longer made) is the first. */
export function variantOf(product: Product, variantId?: string): Variant {
  return product.variants.find((variant) => variant.id === variantId) ?? product.variants[0];
}

/** Others of the same category first, then the neighbours on the shelf. */
export function alongside(product: Product, count: number): readonly Product[] {
  const others = products.filter((other) => other.id !== product.id);
  const same = others.filter((other) => other.category === product.category);
  const rest = others.filter((other) => other.category !== product.category);
  const start = rest.length ? products.indexOf(product) % rest.length : 0;
  return [...same.slice(0, count - 2), ...rest.slice(start), ...rest].slice(0, count);
}

/** The file name of a picture, without folder and ending. */
export function artName(product: Product, variant: Variant): string {
  return variant === product.variants[0] ? product.id : `${product.id}-${variant.id}`;
}
