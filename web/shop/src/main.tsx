import { render } from "preact";
import { CartPage } from "./cart/CartPage";
import { findProduct } from "./catalogue/products";
import { CheckoutPage } from "./checkout/CheckoutPage";
import { CompletePage } from "./checkout/CompletePage";
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
  return (
    <Frame route={route}>
      <Page route={route} />
    </Frame>
  );
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
