import { findProduct, type Product } from "../catalogue/products";
import { Tiles } from "../pages/Tiles";
import { Art, Scene } from "../shell/Art";
import { paths } from "../shell/route";
import { dayOf, posts, type Post } from "./posts";

export function BlogPage() {
  return (
    <>
      <header class="page-head">
        <p class="eyebrow serif" lang="en">
          Notes
        </p>
        <h1 class="serif">手帖</h1>
        <p>東西怎麼來的，怎麼用，怎麼陪妳久一點。</p>
      </header>
      <PostList />
    </>
  );
}

export function PostList() {
  return (
    <ul class="posts">
      {posts.map((post) => {
        const [product] = spokenOf(post);
        return (
          <li key={post.slug}>
            <a href={paths.post(post.slug)}>
              <span class="ground">{product && <Art product={product} />}</span>
              <span class="serif post-title">{post.title}</span>
              <span class="quiet">{post.lead}</span>
              <time class="fine num" dateTime={post.date}>
                {dayOf(post.date)}
              </time>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

export function PostPage({ post }: { post: Post }) {
  const products = spokenOf(post);
  const [first] = products;
  return (
    <>
      <article class="reading">
        {first && <Scene product={first} />}
        <p class="eyebrow num">
          <time dateTime={post.date}>{dayOf(post.date)}</time>
        </p>
        <h1 class="serif">{post.title}</h1>
        <p class="lead">{post.lead}</p>
        {post.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </article>
      <section aria-labelledby="spoken-of">
        <h2 id="spoken-of" class="serif">
          這篇說到的
        </h2>
        <Tiles products={products} />
      </section>
    </>
  );
}

function spokenOf(post: Post): Product[] {
  return post.products.map(findProduct).filter((product): product is Product => product !== undefined);
}
