import { box, each, fill, line, turned, type Drawing } from "./strokes";

export const scarf: Drawing = (t) =>
  fill("M22 20c16 16 40 16 56 0l6 14c-20 20-48 20-68 0z", t.main) +
  fill("M52 42 66 40l8 46H56z", t.deep) +
  fill("M40 43l13-1-4 40H33z", t.light) +
  line("M25 27c15 14 35 14 50 0", t.light, 1.4) +
  line("M33 82v6M38 82v6M43 82v6M48 82v6", t.light, 2.2) +
  line("M57 86v6M63 86v6M69 86v6M74 86v5", t.deep, 2.2);

export const tenugui: Drawing = (t) =>
  line("M14 17h72", "#9a7b58", 3.4) +
  fill("M25 15h50v74c-8 4-16-3-25 0s-17 4-25 0z", t.label) +
  each(4, (row) =>
    each(5, (column) => {
      const x = 30 + column * 10 - (row % 2) * 5;
      const y = 37 + row * 11;
      return x < 27
        ? ""
        : line(`M${x - 4.6} ${y}a4.600 4.600 0 0 1 9.200 0M${x - 2.3} ${y}a2.300 2.300 0 0 1 4.600 0`, t.main, 1.2);
    }),
  ) +
  fill("M25 74h50v15c-8 4-16-3-25 0s-17 4-25 0z", t.main) +
  fill("M25 15h50v12H25z", t.main) +
  line("M33 84c8-2 14 3 22 1", t.light, 1.2);

export const throwBlanket: Drawing = (t) =>
  each(3, (i) =>
    box({ x: 15 - i * 1.5, y: 42 + i * 17, w: 70 + i * 3, h: 18, r: 9 }, [t.light, t.main, t.deep][i] ?? t.main),
  ) +
  line("M24 48c18 3 34 3 52 0M22 65c18 3 36 3 56 0M22 82c18 3 36 3 56 0", t.label, 1.6) +
  fill("M30 40h24v44c-4 3-8-1-12 1s-8 2-12 0z", t.band) +
  line("M30 48h24M30 53h24M30 68h24", t.label, 1.8) +
  each(6, (i) => line(`M${32 + i * 4} 84v6`, t.band, 1.8));

export const cushion: Drawing = (t) =>
  fill(
    "M17 28c2-5 6-7 12-5 14 4 28 4 42 0 6-2 10 0 12 5-4 17-4 35 0 54 1 7-4 10-10 9-15-3-31-3-46 0-6 1-11-2-10-9 4-19 4-37 0-54z",
    t.main,
  ) +
  fill(
    "M20.500 62c11-9 20 4 32-5 10-8 18-4 27-3 0 9 1.500 19 3.500 28 1 7-4 10-10 9-15-3-31-3-46 0-6 1-11-2-10-9 1.500-7 2.800-13 3.500-20z",
    t.deep,
  ) +
  line("M20 50c12-9 22 3 33-5s17-6 27-4M20 41c12-9 22 3 33-5s17-5 27-4", t.light, 1.6) +
  line("M22 73c12-9 22 3 33-5s17-6 26-4M20 84c14-8 24 2 35-4s17-6 26-5", t.band, 1.6);

const sock = (main: string, patch: string, stripe: string): string =>
  fill("M34 14h22v42c0 6 3 9 9 11l12 4c8 3 9 18-3 20-12 1-24 1-31-5-6-5-9-12-9-22z", main) +
  fill("M62 66l15 5c8 3 9 18-3 20-4 .400-8 .600-11 .600-5-7-5-18-1-25.600z", patch) +
  fill("M34 60c8 1 13 8 11 18-.300 3-.500 5-1 8-7-5-10-13-10-22z", patch) +
  fill("M33 12h24v9H33z", patch) +
  line("M35 29h20M35 34h20", stripe, 2);

export const socks: Drawing = (t) =>
  turned(4, 50, 50, `<g transform="translate(9 -2)">${sock(t.band, t.dark, t.label)}</g>`) +
  turned(-3, 50, 50, `<g transform="translate(-16 3)">${sock(t.main, t.deep, t.label)}</g>`);
