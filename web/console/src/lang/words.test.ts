import { describe, expect, it } from "vitest";
import { en, zh } from "./words.ts";

type Words = { [name: string]: string | Words };

function flat(words: Words, path = ""): string[] {
  return Object.entries(words).flatMap(([name, said]) =>
    typeof said === "string" ? [path + name] : flat(said, `${path}${name}.`),
  );
}

/// English has a form for one that Chinese has not.
const forms = (keys: string[]) => keys.filter((key) => !/_(one|other)$/.test(key)).sort();

const textOf = (key: string) =>
  (key.split(".").reduce<unknown>((at, name) => (at as Words | undefined)?.[name], en) as string | undefined) ?? "";

describe("the words", () => {
  it("are the same in both languages", () => {
    expect(forms(flat(en as Words))).toEqual(forms(flat(zh as Words)));
  });

  it("name the same values in both languages", () => {
    const said = (words: Words, key: string) =>
      key.split(".").reduce<unknown>((at, name) => (at as Words)[name], words) as string;
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort();
    for (const key of forms(flat(zh as Words)))
      expect([key, values(said(en as Words, key))]).toEqual([key, values(said(zh as Words, key))]);
  });

  it("have a form for one wherever English counts things", () => {
    const counted = flat(en as Words).filter((key) => /\{\{\w+\}\} (?!is\b)[a-z]+s\b/.test(textOf(key)));
    const wrong = counted.filter((key) => textOf(`${key}_one`) === "");
    expect(wrong).toEqual([]);
  });

  it("exist for every key that the source names", () => {
    const known = new Set(flat(zh as Words));
    const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
    const missing = Object.entries(sources)
      .filter(([file]) => !file.includes(".test."))
      .flatMap(([, source]) => [...source.matchAll(/\bt\("([\w.]+)"/g)].map((found) => found[1]!))
      .filter((key) => !known.has(key));
    expect(missing).toEqual([]);
  });
});
