import * as bags from "./bags";
import * as stationery from "./stationery";
import type { Drawing } from "./strokes";
import * as table from "./table";
import * as textiles from "./textiles";
import { tones, type Palette } from "./tones";
import * as travel from "./travel";

const DRAWINGS = {
  tote: bags.tote,
  "shoulder-tote": bags.shoulderTote,
  backpack: bags.backpack,
  crossbody: bags.crossbody,
  drawstring: bags.drawstring,
  net: bags.net,
  scarf: textiles.scarf,
  tenugui: textiles.tenugui,
  throw: textiles.throwBlanket,
  cushion: textiles.cushion,
  socks: textiles.socks,
  mug: table.mug,
  plate: table.plate,
  teapot: table.teapot,
  chopsticks: table.chopsticks,
  placemat: table.placemat,
  glass: table.glass,
  pouch: travel.pouchTrio,
  "eye-mask": travel.eyeMask,
  passport: travel.passport,
  umbrella: travel.umbrella,
  bottle: travel.bottle,
  notebook: stationery.notebook,
  letters: stationery.letters,
  pen: stationery.pen,
  tape: stationery.tape,
  calendar: stationery.calendar,
} as const satisfies Record<string, Drawing>;

export type Shape = keyof typeof DRAWINGS;

export function isShape(name: string): name is Shape {
  return Object.hasOwn(DRAWINGS, name);
}

/** The thing alone, without a ground, to stand in a page. */
export function drawn(shape: Shape, palette: Palette): string {
  return DRAWINGS[shape](tones(palette));
}

/**
 * A picture that stands by itself, for cards in a chat: paper, table and shade. Cards show it square or cut to 20:13,
 * so the thing keeps within the middle two thirds.
 */
export function card(shape: Shape, palette: Palette): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="480" height="480">` +
    `<path d="M0 0h120v120H0z" fill="#ebe2d4"/><path d="M0 81h120v39H0z" fill="#dccbb3"/>` +
    `<path d="M22 0h20L8 81H-12zM62 0h12L40 81H28z" fill="#fff" fill-opacity=".35"/>` +
    `<ellipse cx="60" cy="94.500" rx="29" ry="2.800" fill="#4a3a28" fill-opacity=".18"/>` +
    `<g transform="translate(24.500 27) scale(.71)">${drawn(shape, palette)}</g></svg>`
  );
}
