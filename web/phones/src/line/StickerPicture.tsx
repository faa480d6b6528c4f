import { Icon } from "../shell/Icon";
import { currentLanguage, say } from "../shell/words";
import { findSticker, stickerSvg, type Sticker } from "./stickers";

interface Props {
  readonly packageId: string;
  readonly stickerId: string;
}

/** One of the phone's own stickers, or, for any other of LINE's thousands, its number. */
export function StickerPicture({ packageId, stickerId }: Props) {
  const sticker = findSticker(packageId, stickerId);
  if (sticker) return <Drawn sticker={sticker} />;
  return (
    <div class="sticker other">
      <Icon name="smile" />
      {say("sticker")}
      <span>
        {packageId}/{stickerId}
      </span>
    </div>
  );
}

export function stickerName(sticker: Sticker): string {
  return currentLanguage() === "en" ? sticker.en : sticker.zh;
}

function Drawn({ sticker }: { sticker: Sticker }) {
  const name = `${say("sticker")}：${stickerName(sticker)}`;
  return (
    <span class="sticker" role="img" aria-label={name} dangerouslySetInnerHTML={{ __html: stickerSvg(sticker) }} />
  );
}
