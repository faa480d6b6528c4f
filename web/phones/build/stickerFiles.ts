import type { Plugin } from "vite";
import { stickers, stickerSvg } from "../src/line/stickers";

/** Gives each sticker an address, `stickers/{stickerId}.svg`, so that other pages can show what was sent. */
export function stickerFiles(): Plugin {
  return {
    name: "phone-sticker-files",
    generateBundle() {
      for (const sticker of stickers) {
        this.emitFile({
          type: "asset",
          fileName: `stickers/${sticker.stickerId}.svg`,
          source: stickerSvg(sticker),
        });
      }
    },
  };
}
