import { box, disc, each, fill, line, oval, type Drawing } from "./strokes";
import { dye } from "./tones";

export const tote: Drawing = (t) =>
  line("M33 42C33 12 67 12 67 42", t.dark, 5) +
  fill("M17 40h66l-6 50a4 4 0 0 1-4 3.500H27a4 4 0 0 1-4-3.500z", t.main) +
  fill("M20 66h60l-3 24a4 4 0 0 1-4 3.500H27a4 4 0 0 1-4-3.500z", t.deep) +
  fill("M17 40h66l-1 7H18z", t.band) +
  line("M33 43v12M67 43v12", t.dark, 5) +
  box({ x: 44, y: 52, w: 12, h: 9, r: 1.5 }, t.label);

export const shoulderTote: Drawing = (t) =>
  line("M35 48C33 2 67 2 65 48", t.dark, 4) +
  fill("M18 47h64l3 42a4.500 4.500 0 0 1-4.500 4.500h-61A4.500 4.500 0 0 1 15 89z", t.main) +
  fill("M15.900 78h68.200l.900 11a4.500 4.500 0 0 1-4.500 4.500h-61A4.500 4.500 0 0 1 15 89z", t.deep) +
  line("M35 48v18M65 48v18", t.dark, 4) +
  line("M20 52h60", t.light, 1, "3 2.500") +
  box({ x: 44, y: 57, w: 12, h: 8, r: 1.5 }, t.label) +
  line("M47 61h6", t.dark, 1);

export const backpack: Drawing = (t) =>
  line("M42 18C42 6 58 6 58 18", t.dark, 4) +
  fill("M18 58c-5 2-7 10-6 26 0 4 6 4 8 2zM82 58c5 2 7 10 6 26 0 4-6 4-8 2z", t.dark) +
  box({ x: 20, y: 16, w: 60, h: 77.5, r: 17 }, t.main) +
  fill("M20 62h60v14.500a17 17 0 0 1-17 17H37a17 17 0 0 1-17-17z", t.band) +
  box({ x: 28, y: 60, w: 44, h: 27, r: 6 }, t.deep) +
  line("M32 66h36", t.light, 1, "3 2.500") +
  fill("M20 33a17 17 0 0 1 17-17h26a17 17 0 0 1 17 17v11c0 8-14 12-30 12s-30-4-30-12z", t.deep) +
  line("M38 44v24M62 44v24", t.dark, 4) +
  box({ x: 35.5, y: 62, w: 5, h: 6, r: 1 }, t.label) +
  box({ x: 59.5, y: 62, w: 5, h: 6, r: 1 }, t.label) +
  box({ x: 45, y: 27, w: 10, h: 8, r: 1.5 }, t.label);

export const crossbody: Drawing = (t) =>
  line("M20 56C4 4 96 4 80 56", t.dark, 2.6) +
  disc(20, 56, 3, dye("mustard")) +
  disc(80, 56, 3, dye("mustard")) +
  box({ x: 16, y: 50, w: 68, h: 43.5, r: 10 }, t.deep) +
  fill("M16 58a8 8 0 0 1 8-8h52a8 8 0 0 1 8 8v5c0 11-15 17-34 17s-34-6-34-17z", t.main) +
  line("M20 63c1 8 14 13 30 13s29-5 30-13", t.light, 1, "3 2.500") +
  disc(50, 77, 4.5, t.dark) +
  disc(50, 77, 2, dye("mustard"));

export const drawstring: Drawing = (t) =>
  line("M26 40C12 20 20 10 32 8M74 40c14-20 6-30-6-32", t.dark, 2.4) +
  fill("M30 20c3-5 5 2 8-2s5 3 8-1 5 3 8 0 5 3 8 0 5 6 9 4c-1 7-3 11-5 14H34c-2-3-4-8-4-15z", t.band) +
  fill("M32 34h36c9 10 14 26 14 44 0 10-6 15.500-14 15.500H32c-8 0-14-5.500-14-15.500 0-18 5-34 14-44z", t.main) +
  fill(
    "M18.600 72h62.800c.400 2 .600 4 .600 6 0 10-6 15.500-14 15.500H32c-8 0-14-5.500-14-15.500 0-2 .200-4 .600-6z",
    t.deep,
  ) +
  line("M33 34c10 3 24 3 34 0", t.dark, 3) +
  line("M52 36c2 8-3 10-2 17", t.dark, 1.8) +
  line("M38 42c-3 8-5 14-6 22M62 42c3 8 5 14 6 22", t.light, 1.2) +
  disc(50, 55, 3, t.label);

export const net: Drawing = (t) =>
  line("M28 40C28 4 48 4 46 40M72 40C72 4 52 4 54 40", t.deep, 3) +
  disc(41, 74, 13, dye("persimmon")) +
  disc(61, 72, 12, dye("mustard")) +
  disc(52, 83, 10, dye("rose")) +
  fill("M60 60c2-8 10-9 14-7-2 6-8 9-14 7z", dye("moss")) +
  each(9, (i) => {
    const top = 26 + i * 6;
    const belly = 16 + i * 8.5;
    return line(`M${top} 40C${belly} 62 ${belly} 80 ${38 + i * 3} 93`, t.deep, 1.1);
  }) +
  each(5, (i) => {
    const half = [28, 33, 34, 31, 22][i] ?? 30;
    const y = 50 + i * 10;
    return line(
      `M${50 - half} ${y - 3}C${50 - half / 2} ${y + 4} ${50 + half / 2} ${y + 4} ${50 + half} ${y - 3}`,
      t.deep,
      1.1,
    );
  }) +
  line("M25 40h50", t.deep, 4) +
  oval(50, 40, 25, 1.2, t.main);
