import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Content, Product } from "@parley/api";
import { money } from "./format.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { LetterBubble, MailBubble } from "./Letter.tsx";

/// What a message says, whatever kind it is of. A kind this console does not know is named, never left empty.
export function MessageContent({ content }: { content: Content }) {
  const { t } = useTranslation();
  switch (content.kind) {
    case "text":
      return <TextBubble text={content.text} offers={content.quickReplies ?? []} />;
    case "image":
      return <ImageBubble url={content.url} previewUrl={content.previewUrl ?? null} />;
    case "sticker":
      return <Sticker url={content.url ?? null} stickerId={content.stickerId} />;
    case "card":
      return (
        <>
          {content.text && <TextBubble text={content.text} offers={[]} />}
          <div className="prods">
            {content.caption && (
              <div className="bub">
                {content.caption.text}
                <a className="press" href={content.caption.url} target="_blank" rel="noreferrer noopener">
                  {content.caption.label}
                </a>
              </div>
            )}
            {content.products.map((product) => (
              <ProductCard key={product.id} product={product} />
            ))}
          </div>
        </>
      );
    case "button":
      return (
        <div className="bub">
          {content.text}
          <a className="press" href={content.url} target="_blank" rel="noreferrer noopener">
            {content.label}
          </a>
        </div>
      );
    case "location":
      return (
        <Thing
          icon="place"
          title={content.title ?? t("inbox.kind.location")}
          detail={content.address}
          href={`https://www.openstreetmap.org/?mlat=${content.latitude}&mlon=${content.longitude}#map=17`}
        />
      );
    case "file":
      return (
        <Thing
          icon="file"
          title={content.name}
          detail={content.size === null ? null : bytes(content.size)}
          {...(content.url !== null && { href: content.url })}
        />
      );
    case "audio":
      return (
        <div className="bub thing">
          <Icon name="sound" />
          <span>
            {t("inbox.kind.audio")}{" "}
            {content.seconds !== null && <small className="num">{length(content.seconds)}</small>}
          </span>
          <audio controls preload="none" src={content.url} aria-label={t("inbox.kind.audio")} />
        </div>
      );
    case "video":
      return (
        <div className="bub media">
          <video controls preload="metadata" src={content.url} aria-label={t("inbox.kind.video")} />
        </div>
      );
    case "postback":
      return (
        <Thing
          icon="bolt"
          title={content.text ?? t("inbox.kind.postback")}
          detail={t("inbox.kind.pressed", { data: content.data })}
        />
      );
    case "removed":
      return <div className="bub gone">{t("inbox.kind.removed")}</div>;
    case "unsupported":
      return <div className="bub gone">{t("inbox.kind.unsupported", { what: content.what })}</div>;
    case "letter":
      return <LetterBubble letter={content} />;
    case "mail":
      return <MailBubble mail={content} />;
    case "event":
      return <>{content.text ?? content.what}</>;
  }
}

/// The same in one line, for lists and quotes.
export function useSummary(): (content: Content) => string {
  const { t } = useTranslation();
  return (content) => {
    switch (content.kind) {
      case "text":
        return content.text;
      case "card":
        return (
          content.caption?.text ??
          [content.text, content.products.map((product) => product.name).join("、")].filter(Boolean).join(" ")
        );
      case "button":
        return content.text;
      case "file":
        return content.name;
      case "location":
        return content.title ?? t("inbox.kind.location");
      case "postback":
        return content.text ?? t("inbox.kind.postback");
      case "unsupported":
        return t("inbox.kind.unsupported", { what: content.what });
      case "letter":
        return content.text || content.subject;
      case "mail":
        return content.subject;
      case "event":
        return content.text ?? "";
      case "image":
      case "sticker":
      case "audio":
      case "video":
      case "removed":
        return t(`inbox.kind.${content.kind}`);
    }
  };
}

function TextBubble({ text, offers }: { text: string; offers: string[] }) {
  return (
    <>
      <div className="bub">{linked(text)}</div>
      {offers.length > 0 && (
        <div className="offers">
          {offers.map((offer) => (
            <span key={offer}>{offer}</span>
          ))}
        </div>
      )}
    </>
  );
}

/// Addresses in a text become links; they open without telling the other page where from.
export function linked(text: string): ReactNode {
  return text.split(/(https?:\/\/[^\s「」（）]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noreferrer noopener">
        {part}
      </a>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}

function ImageBubble({ url, previewUrl }: { url: string; previewUrl: string | null }) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  if (broken) return <Thing icon="image" title={t("inbox.kind.image")} detail={t("inbox.kind.gone")} href={url} />;
  return (
    <a className="bub media" href={url} target="_blank" rel="noreferrer noopener">
      <img src={previewUrl ?? url} alt={t("inbox.kind.image")} onError={() => setBroken(true)} />
    </a>
  );
}

/// LINE's own picture; where there is no way to LINE, the demo's drawing of it; else its number.
function stickerAddresses(stickerId: string): string[] {
  return [
    `https://stickershop.line-scdn.net/stickershop/v1/sticker/${stickerId}/android/sticker.png`,
    `/phones/stickers/${stickerId}.svg`,
  ];
}

export function Sticker({ url, stickerId, small }: { url: string | null; stickerId: string; small?: boolean }) {
  const { t } = useTranslation();
  const [failed, fail] = useState(0);
  const address = [...new Set([...(url ? [url] : []), ...stickerAddresses(stickerId)])][failed];
  if (!address)
    return <span className={small ? "over num" : "bub gone num"}>{t("inbox.kind.stickerOf", { id: stickerId })}</span>;
  return (
    <img
      className="stick"
      style={small ? { width: 56, height: 52 } : undefined}
      src={address}
      alt={t("inbox.kind.stickerOf", { id: stickerId })}
      referrerPolicy="no-referrer"
      onError={() => fail(failed + 1)}
    />
  );
}

function ProductCard({ product }: { product: Product }) {
  const inside = (
    <>
      <Thumb url={product.imageUrl} />
      <span className="t">
        <b className="cut">{product.name}</b>
        <b className="num">{product.price && money(product.price)}</b>
      </span>
    </>
  );
  return product.url === null ? (
    <div className="prod">{inside}</div>
  ) : (
    <a className="prod" href={product.url} target="_blank" rel="noreferrer noopener">
      {inside}
    </a>
  );
}

export function Thumb({ url }: { url: string | null }) {
  const [broken, setBroken] = useState(false);
  return (
    <span className="thumb">
      {url && !broken ? <img src={url} alt="" onError={() => setBroken(true)} /> : <Icon name="bag" />}
    </span>
  );
}

function Thing({ icon, title, detail, href }: { icon: IconName; title: string; detail: string | null; href?: string }) {
  const inside = (
    <>
      <Icon name={icon} />
      <span>{title}</span>
      {detail && <small className="num">{detail}</small>}
    </>
  );
  return href ? (
    <a className="bub thing" href={href} target="_blank" rel="noreferrer noopener" style={{ textDecoration: "none" }}>
      {inside}
    </a>
  ) : (
    <div className="bub thing">{inside}</div>
  );
}

export function bytes(size: number): string {
  return size < 1_000_000 ? `${Math.max(1, Math.round(size / 1_000))} KB` : `${(size / 1_000_000).toFixed(1)} MB`;
}

function length(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
}
