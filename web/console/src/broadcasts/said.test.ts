import { expect, test } from "vitest";
import { verdictSaid, worthSaid } from "./said.ts";

const t = ((key: string, values?: Record<string, unknown>) => `${key} ${JSON.stringify(values ?? {})}`) as never;

test("a verdict is said with its interval, and too early with how many more it takes", () => {
  const better = { kind: "better" as const, share: 0.081, low: 0.012, high: 0.151, chance: 0.974, more: null };
  expect(verdictSaid(better, t)).toBe(
    'broadcasts.report.verdict.better {"share":"+8.1 %","low":"+1.2 %","high":"+15 %","chance":"97 %"}',
  );
  const early = { kind: "too_early" as const, share: null, low: null, high: null, chance: null, more: 1900 };
  expect(verdictSaid(early, t)).toBe('broadcasts.report.verdict.earlyMore {"n":"1,900"}');
});

test("a loss is written with its sign", () => {
  const verdict = { kind: "alike" as const, share: -0.1, low: -0.3, high: 0.1, chance: 0.2, more: null };
  expect(worthSaid({ verdict, gain: -100, low: -400.4, high: 200 }, "TWD", t)).toBe(
    'broadcasts.report.worth.alike {"amount":"−NT$100","low":"−NT$400","high":"NT$200"}',
  );
});
