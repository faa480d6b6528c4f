import type { Plugin } from "vite";
import { categories } from "../src/catalogue/categories";
import { products } from "../src/catalogue/products";
import { posts } from "../src/reading/posts";
import { paths, routeOf, titleOf } from "../src/shell/route";

/**
 * Writes the titles of all pages into the one page there is: the snippet may run before the shop does, and the first
 * page view should already be called what the customer sees.
 */
export function pageTitles(): Plugin {
  return {
    name: "kite-page-titles",
    transformIndexHtml: (html) => html.replace("{/*titles*/}", JSON.stringify(titles()).replaceAll("<", "\\u003c")),
  };
}

function titles(): Record<string, string> {
  const all = [
    ...categories.map(({ slug }) => paths.category(slug)),
    ...products.map(({ id }) => paths.product(id)),
    ...posts.map(({ slug }) => paths.post(slug)),
    ...[paths.home, paths.cart, paths.checkout, paths.faq, paths.blog, paths.member(), "/shop/link"],
  ];
  return Object.fromEntries(all.map((path) => [path, titleOf(routeOf(new URL(path, "https://kite.example")))]));
}
