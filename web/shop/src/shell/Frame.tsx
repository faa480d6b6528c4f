import type { ComponentChildren } from "preact";
import { countOf } from "../cart/cart";
import { ownCart } from "../cart/ownCart";
import { categories } from "../catalogue/categories";
import { ownMember } from "../member/member";
import { ConsentSwitch } from "./ConsentSwitch";
import { Icon, Kite } from "./Icon";
import { paths, type Route } from "./route";
import { useKept } from "./store";
import { ThemeSwitch } from "./ThemeSwitch";

export function Frame({ route, children }: { route: Route; children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">
        跳到內容
      </a>
      <Header route={route} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  );
}

function Header({ route }: { route: Route }) {
  const count = countOf(useKept(ownCart));
  const member = useKept(ownMember);
  return (
    <header class="top">
      <a class="logo serif" href={paths.home} aria-label="風箏選物，首頁">
        <Kite />
        風箏選物
      </a>
      <nav class="shelves" aria-label="分類">
        {categories.map(({ slug, name }) => (
          <a
            key={slug}
            href={paths.category(slug)}
            aria-current={route.page === "category" && route.slug === slug ? "page" : undefined}
          >
            {name}
          </a>
        ))}
        <a href={paths.blog} aria-current={route.page === "blog" || route.page === "post" ? "page" : undefined}>
          手帖
        </a>
      </nav>
      <nav class="tools" aria-label="工具">
        <a href="/shop/search" aria-label="找東西">
          <Icon name="search" />
        </a>
        <a href={paths.member()} aria-label={member ? `會員，${member.name}` : "登入會員"}>
          <Icon name="person" />
          {member && <span class="signed-in" />}
        </a>
        <a href={paths.cart} aria-label={count > 0 ? `購物車，${count} 件` : "購物車，空的"}>
          <Icon name="bag" />
          {count > 0 && <span class="count num">{count}</span>}
        </a>
      </nav>
    </header>
  );
}

function Footer() {
  return (
    <footer class="foot">
      <div>
        <p class="serif">風箏選物</p>
        <p>台北市大安區青田街 12 巷的一個小店面，和全台二十幾家小工廠。</p>
        <p class="fine">這是示範商店：不會真的扣款，也不會出貨。</p>
      </div>
      <nav aria-label="其他">
        <a href={paths.faq}>常見問題</a>
        <a href={paths.blog}>手帖</a>
        <a href={paths.member()}>會員</a>
        <a href={paths.cart}>購物車</a>
      </nav>
      <ConsentSwitch />
      <ThemeSwitch />
    </footer>
  );
}
