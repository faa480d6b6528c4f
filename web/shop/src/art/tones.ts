/** The six tones one colour gives: every picture of the shop is drawn with these and nothing else. */
export interface Tones {
  readonly main: string;
  readonly band: string;
  readonly deep: string;
  readonly dark: string;
  readonly light: string;
  readonly label: string;
}

/** Lightness, chroma and hue of the dye, in OKLCH. */
const DYES = {
  caramel: [0.72, 0.105, 62],
  fog: [0.56, 0.045, 236],
  linen: [0.87, 0.028, 88],
  ink: [0.4, 0.022, 255],
  moss: [0.6, 0.055, 135],
  indigo: [0.47, 0.085, 262],
  persimmon: [0.69, 0.135, 45],
  celadon: [0.82, 0.04, 172],
  mustard: [0.8, 0.112, 86],
  rose: [0.8, 0.075, 32],
  stone: [0.76, 0.014, 80],
  clay: [0.64, 0.085, 40],
  plum: [0.53, 0.065, 345],
  haze: [0.74, 0.055, 228],
  snow: [0.94, 0.008, 230],
  sage: [0.83, 0.045, 150],
} as const satisfies Record<string, readonly [number, number, number]>;

export type Palette = keyof typeof DYES;

export function isPalette(name: string): name is Palette {
  return Object.hasOwn(DYES, name);
}

export function tones(palette: Palette): Tones {
  const [lightness, chroma, hue] = DYES[palette];
  return {
    main: hex(lightness, chroma, hue),
    band: hex(lightness - 0.06, chroma, hue - 3),
    deep: hex(lightness - 0.12, chroma * 1.04, hue - 7),
    dark: hex(Math.max(0.36, lightness - 0.27), chroma * 0.72, hue - 9),
    light: hex(Math.min(0.97, lightness + 0.1), chroma * 0.6, hue + 4),
    label: hex(0.955, 0.018, 82),
  };
}

/** One dye alone, for a second colour in a picture. */
export function dye(palette: Palette): string {
  const [lightness, chroma, hue] = DYES[palette];
  return hex(lightness, chroma, hue);
}

/** OKLCH to sRGB: the pictures are also read by mail programs and phones that know nothing newer than #rrggbb. */
export function hex(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return `#${[
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
    .map(channel)
    .join("")}`;
}

function channel(linear: number): string {
  const curved = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  const value = Math.round(Math.min(1, Math.max(0, curved)) * 255);
  return value.toString(16).padStart(2, "0");
}
