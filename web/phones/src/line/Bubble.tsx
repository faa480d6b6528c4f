import { Flex } from "../flex/Flex";
import { Icon } from "../shell/Icon";
import { say } from "../shell/words";
import { Columns, Confirm } from "./Template";
import type { Content } from "./messages";
import { StickerPicture } from "./StickerPicture";

/** What was said, in the shape LINE gives it. */
export function Bubble({ content }: { content: Content }) {
  switch (content.kind) {
    case "text":
      return <div class="bubble">{linked(content.text)}</div>;
    case "image":
      return (
        <a class="photo" href={content.original} target="_blank" rel="noopener">
          <img src={content.preview} alt={say("image")} loading="lazy" />
        </a>
      );
    case "sticker":
      return <StickerPicture packageId={content.packageId} stickerId={content.stickerId} />;
    case "video":
      return <video class="photo" src={content.url} poster={content.preview} controls aria-label={say("video")} />;
    case "audio":
      return <audio src={content.url} controls aria-label={say("audio")} />;
    case "location":
      return (
        <div class="bubble place">
          <Icon name="pin" />
          <span>
            <b>{content.title || say("location")}</b>
            {content.address}
          </span>
        </div>
      );
    case "columns":
      return <Columns columns={content.columns} altText={content.altText} />;
    case "confirm":
      return <Confirm text={content.text} actions={content.actions} />;
    case "flex":
      return <Flex bubbles={content.bubbles} altText={content.altText} />;
    case "removed":
      return <div class="gone">{say("theyUnsent")}</div>;
    case "unsupported":
      return <div class="bubble unknown">{say("unsupported", { what: content.what })}</div>;
  }
}

/** Web addresses in a text can be opened, as LINE does. */
function linked(text: string) {
  return text.split(/(https?:\/\/[^\s，。、）」]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noopener">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
