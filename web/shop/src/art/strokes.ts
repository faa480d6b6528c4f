import type { Tones } from "./tones";

/** A drawing on a square of 100, standing on y = 93, as SVG markup. */
export type Drawing = (tones: Tones) => string;

export function fill(path: string, colour: string, opacity = 1): string {
  return `<path d="${path}" fill="${colour}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ""}/>`;
}

export function line(path: string, colour: string, width: number, dash = ""): string {
  const dashes = dash ? ` stroke-dasharray="${dash}"` : "";
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${dashes}/>`;
}

export function disc(x: number, y: number, radius: number, colour: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`;
}

export function oval(x: number, y: number, rx: number, ry: number, colour: string): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${colour}"/>`;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly r?: number;
}

export function box({ x, y, w, h, r = 0 }: Box, colour: string): string {
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${colour}"/>`;
}

export function turned(degrees: number, x: number, y: number, markup: string): string {
  return `<g transform="rotate(${degrees} ${x} ${y})">${markup}</g>`;
}

export function placed(x: number, y: number, scale: number, markup: string): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})">${markup}</g>`;
}

export function each(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join("");
}
