import { box, disc, each, fill, line, oval, placed, turned, type Drawing } from "./strokes";
import { dye, hex } from "./tones";

export const mug: Drawing = (t) =>
  line("M73 43c19-3 21 27-2 29", t.main, 7) +
  fill("M18 30h58v47a16 16 0 0 1-16 16H34a16 16 0 0 1-16-16z", t.label) +
  fill("M18 60c8-10 15-14 21-6 6-12 15-16 22-3 5-6 10-6 15-2v28a16 16 0 0 1-16 16H34a16 16 0 0 1-16-16z", t.main) +
  fill("M18 70c13-13 24 4 35-7 9-9 16-4 23 0v14a16 16 0 0 1-16 16H34a16 16 0 0 1-16-16z", t.deep) +
  oval(47, 30, 29, 4, t.light) +
  oval(47, 30.6, 24.5, 2.6, hex(0.47, 0.05, 55));

export const plate: Drawing = (t) =>
  disc(50, 52, 41, t.deep) +
  disc(50, 51, 40.5, t.main) +
  line("M16 60c8 20 28 31 48 25 12-4 19-12 22-22", t.light, 3) +
  line("M14 50c0-14 8-28 22-33", t.light, 1.6) +
  disc(50, 51, 28, t.band) +
  disc(50, 51.8, 27, t.light) +
  line("M28 52c8-6 14 4 22 0s14-5 22 0M31 60c7-5 12 4 19 0s12-5 19 0", t.main, 1.4);

export const teapot: Drawing = (t) =>
  line("M24 46C26 12 74 12 76 46", "#8a6546", 4) +
  fill("M70 62c8 0 12-7 15-17 1-3 8-3 7 1-3 14-9 26-20 28z", t.band) +
  fill("M14 64c0-16 14-24 34-24s34 8 34 24c0 18-12 29.500-34 29.500S14 82 14 64z", t.main) +
  fill("M15 71c8-8 13 4 21-2s12 6 20 0 14 4 24-3c-2 18-14 27.500-32 27.500S18 87 15 71z", t.deep) +
  oval(48, 42, 17, 4.5, t.band) +
  oval(48, 40.5, 16, 4, t.light) +
  disc(48, 34.5, 4.2, t.deep) +
  line("M24 55c5-6 11-8 17-9", t.label, 2);

const sparrow = (body: string, wing: string): string =>
  fill("M4 12C4 4 12 0 19 3c4 2 6 5 11 6-3 2-4 4-6 6-4 5-16 5-20-3z", body) +
  fill("M14 8c5-1 9 1 15 1-3 5-9 7-14 4z", wing) +
  fill("M4 10 0 9.500l4-2.500z", dye("mustard")) +
  disc(8.5, 7, 1.1, "#2b2622");

export const chopsticks: Drawing = (t) =>
  turned(
    32,
    50,
    50,
    each(4, (i) => {
      const x = 34 + i * 7 + (i > 1 ? 6 : 0);
      return (
        fill(`M${x} 4h4.200l-1 88h-2.200z`, i % 2 ? t.main : t.band) +
        fill(`M${x} 4h4.200l-.250 22h-3.700z`, t.dark) +
        line(`M${x + 0.4} 30h3.400`, t.label, 1)
      );
    }),
  ) +
  placed(14, 76, 0.95, sparrow(dye("snow"), dye("haze"))) +
  placed(56, 80, 0.8, sparrow(dye("rose"), dye("clay")));

export const placemat: Drawing = (t) =>
  turned(-9, 50, 55, box({ x: 12, y: 34, w: 74, h: 50, r: 2 }, t.deep)) +
  turned(
    3,
    50,
    55,
    each(13, (i) => line(`M14 ${37 + i * 4}h-5M86 ${37 + i * 4}h5`, t.band, 1.1)) +
      box({ x: 13, y: 34, w: 74, h: 54, r: 1.5 }, t.main) +
      line("M22 34v54M25 34v54M75 34v54M78 34v54", t.light, 1.6) +
      line("M41 42v10c0 4 6 4 6 0V42M44 42v38", t.dark, 2.2) +
      fill("M56 42c5 2 6 12 3 19h-2v19h-2.500z", t.dark),
  );

export const glass: Drawing = (t) =>
  fill("M24 22h52l-6 65a6.500 6.500 0 0 1-6.500 6.500h-27A6.500 6.500 0 0 1 30 87z", dye("snow"), 0.75) +
  fill("M26 44h48l-4 43a6.500 6.500 0 0 1-6.500 6.500h-27A6.500 6.500 0 0 1 30 87z", t.light, 0.75) +
  fill("M27.500 58h45l-2.500 29a6.500 6.500 0 0 1-6.500 6.500h-27A6.500 6.500 0 0 1 30 87z", t.main, 0.8) +
  fill("M29 74h42l-1 13a6.500 6.500 0 0 1-6.500 6.500h-27A6.500 6.500 0 0 1 30 87z", t.deep) +
  turned(14, 40, 42, `<rect x="34" y="38" width="13" height="13" rx="3" fill="#fff" fill-opacity=".65"/>`) +
  turned(-18, 59, 44, `<rect x="52" y="40" width="14" height="14" rx="3" fill="#fff" fill-opacity=".5"/>`) +
  oval(50, 22, 26, 3, t.light) +
  line("M31 30l3.500 42", "#ffffff", 2.4);
