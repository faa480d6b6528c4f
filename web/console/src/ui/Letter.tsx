import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Letter, MailContent } from "@parley/api";
import { bytes, linked } from "./Content.tsx";
import { Icon } from "./Icon.tsx";

/// A mail that came in: what she wrote, with what she quoted folded away. As she formatted it, it is shown in a box
/// from which nothing gets out.
export function LetterBubble({ letter }: { letter: Letter }) {
  const { t } = useTranslation();
  const [whole, show] = useState(false);
  const [formatted, format] = useState(false);
  return (
    <div className="bub letter">
      <b className="subject">{letter.subject || t("inbox.mail.noSubject")}</b>
      {formatted && letter.html ? (
        <iframe className="sheet" title={letter.subject} sandbox="allow-popups" srcDoc={page(letter.html)} />
      ) : (
        <>
          <div className="words">{linked(letter.text)}</div>
          {letter.quoted && (
            <button type="button" className="more" aria-expanded={whole} onClick={() => show(!whole)}>
              {t(whole ? "inbox.mail.lessQuoted" : "inbox.mail.quoted")}
            </button>
          )}
          {whole && letter.quoted && <blockquote>{letter.quoted}</blockquote>}
        </>
      )}
      {letter.html && (
        <button type="button" className="more" aria-pressed={formatted} onClick={() => format(!formatted)}>
          {t(formatted ? "inbox.mail.plain" : "inbox.mail.formatted")}
        </button>
      )}
      {letter.attachments.map((file, n) => (
        <Attached key={n} {...file} />
      ))}
    </div>
  );
}

function Attached({ name, size, url }: Letter["attachments"][number]) {
  const { t } = useTranslation();
  const inside = (
    <>
      <Icon name="file" size={14} />
      <span className="cut">{name}</span>
      <small className="num">{url ? size !== null && bytes(size) : t("inbox.mail.tooBig")}</small>
    </>
  );
  return url ? (
    <a className="attached" href={url} download={name}>
      {inside}
    </a>
  ) : (
    <span className="attached">{inside}</span>
  );
}

/// A mail of ours: what it says, block by block.
export function MailBubble({ mail }: { mail: MailContent }) {
  return (
    <div className="bub letter">
      <b className="subject">{mail.subject}</b>
      {mail.blocks.map((block, n) => {
        switch (block.block) {
          case "heading":
            return <b key={n}>{block.text}</b>;
          case "text":
            return (
              <div key={n} className="words">
                {linked(block.text)}
              </div>
            );
          case "products":
            return <div key={n}>{block.products.map((product) => product.name).join("、")}</div>;
          case "button":
            return (
              <a key={n} className="press" href={block.url} target="_blank" rel="noreferrer noopener">
                {block.label}
              </a>
            );
          case "image":
            return <div key={n}>{block.alt}</div>;
          case "footer":
            return (
              <small key={n} className="faint">
                {block.shop}
              </small>
            );
        }
      })}
    </div>
  );
}

/// Links open beside; nothing is fetched but what stands in the mail itself.
function page(html: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<base target="_blank"><style>body{margin:8px;font:14px/1.6 system-ui,sans-serif;overflow-wrap:anywhere}</style>${html}`;
}
