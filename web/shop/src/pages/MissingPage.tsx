import { Kite } from "../shell/Icon";
import { paths } from "../shell/route";

export function MissingPage() {
  return (
    <div class="alone">
      <Kite class="kite lost" />
      <h1 class="serif">這一頁被風吹走了</h1>
      <p>網址可能改過，或東西已經不做了。</p>
      <a class="press" href={paths.home}>
        回首頁
      </a>
    </div>
  );
}
