import { box, disc, each, fill, line, placed, type Drawing } from "./strokes";
import { dye, type Tones } from "./tones";

const pouch = (t: Tones, body: string): string =>
  fill("M14 36h72l4 42a6 6 0 0 1-6 6H16a6 6 0 0 1-6-6z", body) +
  fill("M14 36h72l.800 9H13.200z", t.deep) +
  line("M70 40v18", t.dark, 4) +
  disc(70, 61, 4, t.dark) +
  line("M24 62h26", t.band, 2.5, "5 4");

export const pouchTrio: Drawing = (t) =>
  placed(6, -10.5, 0.88, pouch(t, t.light)) +
  placed(17, 13, 0.74, pouch(t, t.band)) +
  placed(33, 45.5, 0.57, pouch(t, t.main));

export const eyeMask: Drawing = (t) =>
  line("M12 52C16 14 84 14 88 52", t.deep, 4) +
  fill(
    "M10 50c0-8 8-11 18-11 12 0 32 0 44 0 10 0 18 3 18 11 0 20-8 30-20 30-10 0-12-10-20-10s-10 10-20 10C18 80 10 70 10 50z",
    t.main,
  ) +
  fill(
    "M10.500 57c3 14 10 19 20 19 11 0 11-10 19.500-10s8.500 10 19.500 10c10 0 17-5 20-19-1.500 15-9 23-19.500 23-10 0-12-10-20-10s-10 10-20 10c-10.500 0-18-8-19.500-23z",
    t.deep,
  ) +
  line("M22 54c4 6 12 6 16 0M62 54c4 6 12 6 16 0", t.label, 2) +
  line("M24 60l-2 3M30 61.500v3.500M36 60l2 3M64 60l-2 3M70 61.500v3.500M76 60l2 3", t.label, 1.6) +
  fill("M51 45a5.500 5.500 0 1 0 4 9 6 6 0 0 1-4-9z", dye("mustard"));

export const passport: Drawing = (t) =>
  box({ x: 29, y: 11, w: 48, h: 60, r: 3 }, dye("indigo")) +
  box({ x: 33, y: 8, w: 36, h: 40, r: 1.5 }, t.label) +
  line("M38 14h22M38 18h14", dye("haze"), 1.6) +
  box({ x: 22, y: 20, w: 56, h: 73.5, r: 6 }, t.main) +
  fill("M22 64h56v23.500a6 6 0 0 1-6 6H28a6 6 0 0 1-6-6z", t.band) +
  box({ x: 26, y: 24, w: 48, h: 65.5, r: 4 }, "none").replace(
    "/>",
    ` stroke="${t.light}" stroke-width="1.200" stroke-dasharray="3 2.400"/>`,
  ) +
  line("M50 38 62 52 50 66 38 52zM50 38v28M38 52h24M50 66c-3 4 3 6 0 11", t.dark, 1.8);

export const umbrella: Drawing = (t) =>
  line("M50 12v66c0 14-17 14-17 2", t.dark, 3.4) +
  fill("M8 56C10 30 28 17 50 17s40 13 42 39c-5-6-14-6-21 0-6-6-15-6-21 0-6-6-15-6-21 0-7-6-16-6-21 0z", t.main) +
  fill("M50 17c10 8 19 22 21 39-6-6-15-6-21 0-6-6-15-6-21 0 2-17 11-31 21-39z", t.band) +
  fill("M50 17c3 8 5 22 4 37l-4 2-4-2c-1-15 1-29 4-37z", t.deep) +
  line("M50 10v6", t.dark, 3) +
  each(4, (i) => line(`M${17 + i * 22} ${70 + (i % 2) * 7}l-2 6`, dye("haze"), 2));

export const bottle: Drawing = (t) =>
  box({ x: 39, y: 7, w: 22, h: 14, r: 3.5 }, t.dark) +
  line("M61 11c9 0 9 9 1 10", t.dark, 2.6) +
  box({ x: 41, y: 19, w: 18, h: 6 }, "#c9cdd0") +
  fill(
    "M33 36c0-8 4-11 8-12h18c4 1 8 4 8 12v51a6.500 6.500 0 0 1-6.500 6.500h-21A6.500 6.500 0 0 1 33 87z",
    t.main,
  ) +
  fill(
    "M33 70c8-11 12-2 17-9 6-9 11-4 17 3v23a6.500 6.500 0 0 1-6.500 6.500h-21A6.500 6.500 0 0 1 33 87z",
    t.deep,
  ) +
  line("M38.500 37v26", t.light, 3) +
  disc(56, 44, 3.6, t.label);
