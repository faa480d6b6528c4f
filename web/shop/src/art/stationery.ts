import { box, disc, each, fill, line, placed, turned, type Drawing } from "./strokes";
import { dye, tones, type Palette } from "./tones";

export const notebook: Drawing = (t) =>
  turned(
    -5,
    50,
    52,
    box({ x: 27, y: 17, w: 54, h: 74, r: 2.5 }, t.dark) +
      box({ x: 25, y: 15, w: 54, h: 75, r: 2 }, t.label) +
      box({ x: 22, y: 13, w: 55, h: 76, r: 3 }, t.main) +
      box({ x: 22, y: 13, w: 9, h: 76, r: 2 }, t.deep) +
      each(5, (i) => line(`M22.500 ${22 + i * 15}h8`, t.label, 1.8)) +
      box({ x: 40, y: 26, w: 28, h: 20, r: 1.5 }, t.label) +
      line("M45 33h18M45 39h11", t.dark, 1.4) +
      line("M66 13C60 34 74 48 64 89", t.label, 1.3) +
      line("M60 62l5 6-5 6-5-6zM60 62v12M55 68h10", t.label, 1.2),
  );

const paperPlane = (paper: string, fold: string): string =>
  fill("M0 14 34 0 20 30l-6-10z", paper) + fill("M14 20 34 0 18 17z", fold) + fill("M14 20l4-3 2 13z", fold);

export const letters: Drawing = (t) =>
  turned(
    -4,
    50,
    60,
    box({ x: 24, y: 26, w: 52, h: 50, r: 1.5 }, "#fbf8f1") +
      line("M31 35h30M31 41h36M31 47h22", t.band, 1.3) +
      fill("M15 50 50 72 85 50v37a4 4 0 0 1-4 4H19a4 4 0 0 1-4-4z", t.main) +
      fill("M15 88 44 66c3-2 9-2 12 0l29 22c-.500 2-2 3-4 3H19c-2 0-3.500-1-4-3z", t.band) +
      disc(50, 70, 5, dye("persimmon")),
  ) +
  placed(58, 6, 0.92, paperPlane("#ffffff", dye("haze"))) +
  line("M50 30c-8 3-13-3-20 2", dye("haze"), 1.6, "3 4");

export const pen: Drawing = (t) =>
  turned(
    38,
    50,
    50,
    fill("M46 82h8l-4 14z", t.dark) +
      fill("M45 70h10l-1 12h-8z", t.light) +
      box({ x: 44, y: 16, w: 12, h: 55, r: 2 }, t.main) +
      box({ x: 44, y: 16, w: 4, h: 55, r: 2 }, t.light) +
      box({ x: 53, y: 16, w: 3, h: 55, r: 1.5 }, t.deep) +
      box({ x: 43, y: 42, w: 14, h: 3 }, t.dark) +
      each(5, (i) => line(`M45 ${58 + i * 2.5}h10`, t.deep, 0.9)) +
      box({ x: 47, y: 3, w: 6, h: 9, r: 2 }, t.deep) +
      box({ x: 43.5, y: 10, w: 13, h: 7, r: 2 }, t.band) +
      box({ x: 56, y: 13, w: 3, h: 26, r: 1.5 }, t.deep),
  ) + line("M12 90c10-5 16 3 25-1s12-1 18 0", t.dark, 1.8);

const roll = (x: number, y: number, palette: Palette): string => {
  const t = tones(palette);
  return (
    disc(x, y + 1.6, 18.5, t.deep) +
    disc(x, y, 18.5, t.main) +
    line(`M${x - 14} ${y - 4}a14.600 14.600 0 0 1 9-10`, t.light, 2) +
    disc(x, y, 10.5, t.label) +
    disc(x, y, 8.2, t.dark)
  );
};

export const tape: Drawing = () =>
  roll(33, 32, "rose") +
  roll(68, 36, "haze") +
  roll(30, 71, "mustard") +
  roll(67, 74, "persimmon") +
  fill("M67 92.500h22l3-3-2-2 2-2-2-2 2-2H83z", dye("persimmon"));

export const calendar: Drawing = (t) =>
  box({ x: 12, y: 84, w: 76, h: 9.5, r: 2 }, "#a9825c") +
  box({ x: 12, y: 84, w: 76, h: 3, r: 1.5 }, "#c19b73") +
  box({ x: 21, y: 12, w: 60, h: 73, r: 2 }, t.deep) +
  box({ x: 19, y: 14, w: 60, h: 71, r: 2 }, t.label) +
  fill("M19 16a2 2 0 0 1 2-2h56a2 2 0 0 1 2 2v33H19z", t.main) +
  disc(62, 27, 6.5, dye("persimmon")) +
  fill("M19 42c8-9 14-12 21-4 7-10 14-9 20-3 7-4 13-2 19 3v11H19z", t.deep) +
  each(4, (row) =>
    each(6, (column) =>
      disc(28 + column * 8.4, 57 + row * 7, 1.5, row === 1 && column === 2 ? dye("persimmon") : t.dark),
    ),
  );
