import { useEffect } from "preact/hooks";
import { categoryOf, type CategorySlug } from "../catalogue/categories";
import { productsIn } from "../catalogue/products";
import { productListViewed } from "../tracking/events";
import { Tiles } from "./Tiles";

export function CategoryPage({ slug }: { slug: CategorySlug }) {
  const { name, nameEn, motto } = categoryOf(slug);
  const products = productsIn(slug);
  useEffect(() => productListViewed(slug, products), [slug]);
  return (
    <>
      <header class="page-head">
        <p class="eyebrow serif" lang="en">
          {nameEn}
        </p>
        <h1 class="serif">{name}</h1>
        <p>{motto}</p>
      </header>
      <Tiles products={products} />
    </>
  );
}
