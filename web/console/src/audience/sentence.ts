import type { Condition, LeafCondition } from "./condition.ts";
import { english } from "./sentenceEn.ts";
import { chinese } from "./sentenceZh.ts";

/// One run of a sentence: what is merely said, what somebody chose, what joins two parts, and what is still to choose.
export interface Run {
  text: string;
  as: "say" | "key" | "join" | "open";
}

/// What ids stand for, and how the shop writes its money.
export interface Names {
  segment: (id: string) => string | null;
  product: (id: string) => string | null;
  channel: (channel: string) => string;
  /// What the merchant calls an attribute she defined.
  attribute?: (name: string) => string | null;
  money: (amount: number) => string;
}

/// How one language says a leaf, and what it puts between parts. `not` is carried down to the leaves, where a language
/// says it as people do: 沒有看過, not "it is false that she saw".
export interface Tongue {
  leaf: (leaf: LeafCondition, not: boolean, names: Names) => string;
  between: (mode: "all" | "any", inside: boolean) => string;
  brackets: readonly [string, string];
  empty: string;
}

export type Lang = "zh" | "en";
export const langOf = (tag: string): Lang => (tag.startsWith("zh") ? "zh" : "en");

const tongues: Record<Lang, Tongue> = { zh: chinese, en: english };

/// A condition as one would tell a colleague: a clause that goes before 的人, or after "People who".
export function say(condition: Condition, lang: Lang, names: Names): Run[] {
  return runs(clause(condition, false, false, tongues[lang], names));
}

export function plain(said: Run[]): string {
  return said.map((run) => run.text).join("");
}

function clause(condition: Condition, not: boolean, inside: boolean, tongue: Tongue, names: Names): string {
  switch (condition.kind) {
    case "not":
      return clause(condition.of, !not, inside, tongue, names);
    case "all":
    case "any": {
      if (condition.of.length === 0) return open(tongue.empty);
      const only = condition.of.length === 1 ? condition.of[0] : undefined;
      if (only) return clause(only, not, inside, tongue, names);
      const mode = not === (condition.kind === "all") ? "any" : "all";
      const parts = condition.of.map((part) => clause(part, not, true, tongue, names));
      const joined = parts.join(join(tongue.between(mode, inside)));
      return inside ? join(tongue.brackets[0]) + joined + join(tongue.brackets[1]) : joined;
    }
    default:
      return tongue.leaf(condition, not, names);
  }
}

/// While a sentence is put together, its runs are set off by these characters, which nobody can type.
const MARKS = { key: "\u0001", join: "\u0002", open: "\u0003" } as const;
const END = "\u0004";

const mark = (as: keyof typeof MARKS, text: string) =>
  MARKS[as] + [...text].filter((char) => char > "\u001f").join("") + END;
export const key = (text: string | number): string => mark("key", String(text));
export const join = (text: string): string => mark("join", text);
export const open = (text: string): string => mark("open", text);

function runs(marked: string): Run[] {
  return marked
    .split(/([\u0001-\u0003][^\u0004]*\u0004)/)
    .filter((run) => run !== "")
    .map((run) => {
      const as = (Object.keys(MARKS) as (keyof typeof MARKS)[]).find((name) => run.startsWith(MARKS[name]));
      return as ? { as, text: run.slice(1, -1) } : { as: "say", text: run };
    });
}
