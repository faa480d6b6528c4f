import { useEffect, useRef } from "preact/hooks";
import { products } from "../catalogue/products";
import { searched } from "../catalogue/search";
import { go } from "../shell/navigation";
import { Icon } from "../shell/Icon";
import { paths } from "../shell/route";
import { productsSearched } from "../tracking/events";
import { Tiles } from "./Tiles";

const SUGGESTED = ["托特", "藍染", "杯", "旅行", "可機洗"];

export function SearchPage({ query }: { query: string }) {
  const input = useRef<HTMLInputElement>(null);
  const found = searched(products, query);
  useEffect(() => {
    if (query) productsSearched(query);
    else input.current?.focus();
  }, [query]);
  const search = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = input.current?.value.trim() ?? "";
    if (typed && typed !== query) go(paths.search(typed));
  };
  return (
    <>
      <header class="page-head">
        <h1 class="serif">找東西</h1>
        <form class="search" role="search" onSubmit={search}>
          <input
            key={query}
            ref={input}
            type="search"
            name="q"
            defaultValue={query}
            aria-label="找什麼"
            placeholder="托特、藍染、送禮…"
          />
          <button class="press" type="submit">
            <Icon name="search" />找
          </button>
        </form>
        <p class="suggested">
          {SUGGESTED.map((word) => (
            <a key={word} class="chip" href={paths.search(word)}>
              {word}
            </a>
          ))}
        </p>
      </header>
      {query && (
        <p class="found" role="status">
          {found.length > 0
            ? `「${query}」有 ${found.length} 件`
            : `沒有「${query}」，換個說法，或看看大家都帶走了什麼`}
        </p>
      )}
      <Tiles products={query && found.length === 0 ? products.slice(0, 4) : found} />
    </>
  );
}
