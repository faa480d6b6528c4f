import { categoryOf, isCategory, type CategorySlug } from "../catalogue/categories";
import { findProduct } from "../catalogue/products";
import { findPost } from "../reading/posts";

/** The pages of the shop. */
export type Route =
  | { readonly page: "home" }
  | { readonly page: "category"; readonly slug: CategorySlug }
  | { readonly page: "product"; readonly id: string }
  | { readonly page: "search"; readonly query: string }
  | { readonly page: "cart" }
  | { readonly page: "checkout" }
  | { readonly page: "complete"; readonly order: string }
  | { readonly page: "faq" }
  | { readonly page: "blog" }
  | { readonly page: "post"; readonly slug: string }
  | { readonly page: "member"; readonly back: string }
  | { readonly page: "link"; readonly linkToken: string }
  | { readonly page: "missing" };

const ROOT = "/shop";

export function routeOf(url: URL): Route {
  const [first = "", second = "", ...more] = url.pathname.slice(ROOT.length).split("/").filter(Boolean);
  if (more.length > 0) return { page: "missing" };
  return second ? inner(first, decodeURIComponent(second), url) : outer(first, url);
}

function outer(name: string, url: URL): Route {
  const asked = (key: string) => url.searchParams.get(key) ?? "";
  switch (name) {
    case "":
      return { page: "home" };
    case "search":
      return { page: "search", query: asked("q") };
    case "member":
      return { page: "member", back: ownPath(asked("back")) };
    case "link":
      return { page: "link", linkToken: asked("linkToken") };
    case "cart":
    case "checkout":
    case "faq":
    case "blog":
      return { page: name };
    default:
      return { page: "missing" };
  }
}

function inner(folder: string, name: string, url: URL): Route {
  if (folder === "categories" && isCategory(name)) return { page: "category", slug: name };
  if (folder === "products" && findProduct(name)) return { page: "product", id: name };
  if (folder === "blog" && findPost(name)) return { page: "post", slug: name };
  if (folder === "checkout" && name === "complete")
    return { page: "complete", order: url.searchParams.get("order") ?? "" };
  return { page: "missing" };
}

/** Where to go back to after signing in: only ever a page of this shop, whoever wrote the address. */
function ownPath(path: string): string {
  return path.startsWith(`${ROOT}/`) ? path : `${ROOT}/`;
}

export const paths = {
  home: `${ROOT}/`,
  category: (slug: CategorySlug) => `${ROOT}/categories/${slug}`,
  product: (id: string) => `${ROOT}/products/${id}`,
  search: (query: string) => `${ROOT}/search?q=${encodeURIComponent(query)}`,
  cart: `${ROOT}/cart`,
  checkout: `${ROOT}/checkout`,
  complete: (order: string) => `${ROOT}/checkout/complete?order=${encodeURIComponent(order)}`,
  faq: `${ROOT}/faq`,
  blog: `${ROOT}/blog`,
  post: (slug: string) => `${ROOT}/blog/${slug}`,
  member: (back?: string) => (back ? `${ROOT}/member?back=${encodeURIComponent(back)}` : `${ROOT}/member`),
};

export function titleOf(route: Route): string {
  const title = heading(route);
  return title ? `${title}｜風箏選物` : "風箏選物 Kite｜好好用的日常";
}

function heading(route: Route): string {
  switch (route.page) {
    case "home":
      return "";
    case "category":
      return categoryOf(route.slug).name;
    case "product":
      return findProduct(route.id)?.name ?? "";
    case "search":
      return route.query ? `找「${route.query}」` : "找東西";
    case "cart":
      return "購物車";
    case "checkout":
      return "結帳";
    case "complete":
      return "訂單收到了";
    case "faq":
      return "常見問題";
    case "blog":
      return "手帖";
    case "post":
      return findPost(route.slug)?.title ?? "";
    case "member":
      return "會員";
    case "link":
      return "連結 LINE";
    case "missing":
      return "這一頁被風吹走了";
  }
}
