import { categoryOf } from "./categories";
import type { Product } from "./products";

/** The products in which every word of the question occurs, those that are called so first. */
export function searched(products: readonly Product[], question: string): readonly Product[] {
  const words = folded(question).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits = products.filter((product) => words.every((word) => text(product).includes(word)));
  const named = (product: Product) => words.some((word) => folded(product.name + product.nameEn).includes(word));
  return [...hits.filter(named), ...hits.filter((product) => !named(product))];
}

/** Full-width letters become half-width, 臺 becomes 台, capitals become small: people type all of them. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll("臺", "台").trim();
}

function text(product: Product): string {
  const { name, nameEn } = categoryOf(product.category);
  const colours = product.variants.map((variant) => variant.name);
  return folded(
    [
      product.name,
      product.nameEn,
      name,
      nameEn,
      product.maker,
      product.description,
      ...product.details,
      ...colours,
    ].join(" "),
  );
}
