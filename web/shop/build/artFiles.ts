import { Resvg } from "@resvg/resvg-js";
import type { Plugin } from "vite";
import { card } from "../src/art/draw";
import { artName, products } from "../src/catalogue/products";

/**
 * Gives every product colour a picture at `art/{name}.svg` and, for chats that take no vectors (LINE wants PNG or
 * JPEG), the same at `art/{name}.png`. Pages draw the things themselves and load none of these.
 */
export function artFiles(): Plugin {
  return {
    name: "kite-art-files",
    generateBundle() {
      for (const [name, svg] of pictures()) {
        this.emitFile({ type: "asset", fileName: `art/${name}.svg`, source: svg });
        this.emitFile({ type: "asset", fileName: `art/${name}.png`, source: png(svg) });
      }
    },
  };
}

function pictures(): [string, string][] {
  return products.flatMap((product) =>
    product.variants.map((variant): [string, string] => [
      artName(product, variant),
      card(product.shape, variant.palette),
    ]),
  );
}

function png(svg: string): Uint8Array {
  return new Resvg(svg, { fitTo: { mode: "width", value: 720 } }).render().asPng();
}
