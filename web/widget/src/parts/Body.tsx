import type { ComponentChildren } from "preact";
import { money, safeUrl } from "../format";
import type { Content, Product } from "../message";
import type { Words } from "../words";
import { Icon } from "./icons";

interface Props {
  content: Content;
  words: Words;
  locale: string;
}

/// What a message says. A kind that cannot be shown says so: never an empty bubble.
export function Body({ content, words, locale }: Props) {
  switch (content.kind) {
    case "text":
      return <div class="b">{linked(content.text)}</div>;
    case "image":
      return <Picture url={content.previewUrl ?? content.url} full={content.url} name={words.image} />;
    case "sticker":
      return content.url ? (
        <img class="sticker" src={content.url} alt={words.sticker} />
      ) : (
        <div class="b odd">{words.sticker}</div>
      );
    case "card":
      return (
        <>
          {content.text && <div class="b">{linked(content.text)}</div>}
          {content.products.map((product) => (
            <Card key={product.id} product={product} words={words} locale={locale} />
          ))}
        </>
      );
    case "button":
      return (
        <div class="b">
          {linked(content.text)}
          <Out url={content.url} class="go">
            {content.label}
          </Out>
        </div>
      );
    case "location":
      return (
        <div class="b">
          <Icon name="place" /> {[content.title, content.address].filter(Boolean).join("　")}{" "}
          <Out url={`https://www.google.com/maps/search/?api=1&query=${content.latitude},${content.longitude}`}>
            {words.map}
          </Out>
        </div>
      );
    case "file":
      return (
        <div class="b">
          <Icon name="file" /> {content.url ? <Out url={content.url}>{content.name}</Out> : content.name}
        </div>
      );
    case "audio":
      return <audio controls src={safeUrl(content.url, location.href)} />;
    case "video":
      return <video controls playsInline src={safeUrl(content.url, location.href)} />;
    case "postback":
      return <div class="b">{content.text}</div>;
    case "removed":
      return <div class="b odd">{words.removed}</div>;
    case "unsupported":
      return <div class="b odd">{words.unsupported(content.what)}</div>;
    case "event":
      return <>{content.text || words.events[content.what] || content.what}</>;
    default:
      // A server newer than this page.
      return <div class="b odd">{words.unsupported((content as { kind: string }).kind)}</div>;
  }
}

function Picture({ url, full, name }: { url: string; full: string; name: string }) {
  if (url.startsWith("data:")) return <img class="pic" src={url} alt={name} />;
  return (
    <a class="pic" href={safeUrl(full, location.href)} target="_blank" rel="noopener">
      <img class="pic" src={safeUrl(url, location.href)} alt={name} loading="lazy" />
    </a>
  );
}

function Card({ product, words, locale }: { product: Product; words: Words; locale: string }) {
  return (
    <div class="card">
      <span class="thumb">
        {product.imageUrl && <img src={safeUrl(product.imageUrl, location.href)} alt="" loading="lazy" />}
      </span>
      <div>
        <b>{product.name}</b>
        <span class="num">{money(product.price, locale)}</span>
        <a class="go" href={safeUrl(product.url, location.href)} target="_top">
          {words.look}
        </a>
      </div>
    </div>
  );
}

function Out({ url, children, class: name }: { url: string; children: ComponentChildren; class?: string }) {
  return (
    <a class={name} href={safeUrl(url, location.href)} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/// Addresses in a text become links. A Chinese sentence may follow an address without a space, so only the characters
/// of an address count.
function linked(text: string) {
  return text
    .split(/(https?:\/\/[\w\-.~:/?#@!$&'*+,;=%]+[\w/#=&])/)
    .map((part, index) => (index % 2 ? <Out url={part}>{part}</Out> : part));
}
