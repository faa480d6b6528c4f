import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { LINK_PARAMETER, restoreCart } from "./cart/restore";
import { CartPage } from "./cart/CartPage";
import { findProduct } from "./catalogue/products";
import { CheckoutPage } from "./checkout/CheckoutPage";
import { CompletePage } from "./checkout/CompletePage";
import { LinkOver, Restoring } from "./link/CheckoutLink";
import { LinkPage } from "./link/LinkPage";
import { MemberPage } from "./member/MemberPage";
import { CategoryPage } from "./pages/CategoryPage";
import { HomePage } from "./pages/HomePage";
import { MissingPage } from "./pages/MissingPage";
import { ProductPage } from "./pages/ProductPage";
import { SearchPage } from "./pages/SearchPage";
import { BlogPage, PostPage } from "./reading/BlogPage";
import { FaqPage } from "./reading/FaqPage";
import { findPost } from "./reading/posts";
import { Frame } from "./shell/Frame";
import { followLinks, useRoute } from "./shell/navigation";
import type { Route } from "./shell/route";
import "./style/ground.css";
import "./style/frame.css";
import "./style/shelves.css";
import "./style/product.css";
import "./style/buying.css";
import "./style/reading.css";

function Shop() {
  const route = useRoute();
  const link = useCheckoutLink();
  return (
    <Frame route={route}>
      {link === "waiting" ? <Restoring /> : link === "over" ? <LinkOver /> : <Page route={route} />}
    </Frame>
  );
}

/** The cart of a checkout link is put back before the page that shows it. */
function useCheckoutLink() {
  const [state, set] = useState<"none" | "waiting" | "over">(() =>
    new URL(location.href).searchParams.has(LINK_PARAMETER) ? "waiting" : "none",
  );
  useEffect(() => {
    if (state === "waiting") void restoreCart().then((how) => set(how === "over" ? "over" : "none"));
    const away = () => set((now) => (now === "over" ? "none" : now));
    addEventListener("popstate", away);
    document.addEventListener("click", away);
    return () => {
      removeEventListener("popstate", away);
      document.removeEventListener("click", away);
    };
  }, []);
  return state;
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case "home":
      return <HomePage />;
    case "category":
      return <CategoryPage slug={route.slug} />;
    case "product": {
      const product = findProduct(route.id);
      return product ? <ProductPage key={product.id} product={product} /> : <MissingPage />;
    }
    case "search":
      return <SearchPage query={route.query} />;
    case "cart":
      return <CartPage />;
    case "checkout":
      return <CheckoutPage />;
    case "complete":
      return <CompletePage number={route.order} />;
    case "faq":
      return <FaqPage />;
    case "blog":
      return <BlogPage />;
    case "post": {
      const post = findPost(route.slug);
      return post ? <PostPage post={post} /> : <MissingPage />;
    }
    case "member":
      return <MemberPage back={route.back} />;
    case "link":
      return <LinkPage linkToken={route.linkToken} />;
    case "missing":
      return <MissingPage />;
  }
}

const root = document.getElementById("shop");
if (!root) throw new Error("the page has no place for the shop");
document.addEventListener("click", followLinks);
render(<Shop />, root);
