import { Kite } from "../shell/Icon";
import { paths } from "../shell/route";

export function Restoring() {
  return (
    <div class="alone" role="status">
      <Kite class="kite lost" />
      <p>正在把購物車放回來…</p>
    </div>
  );
}

export function LinkOver() {
  return (
    <div class="alone">
      <Kite class="kite lost" />
      <h1 class="serif">這個連結過期了</h1>
      <p>跟小編要一個新的，或自己再挑一次。</p>
      <a class="press" href={paths.cart}>
        看看購物車
      </a>
    </div>
  );
}
