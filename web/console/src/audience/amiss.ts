import { useTranslation } from "react-i18next";
import { Refusal } from "@parley/api";
import type { Amiss } from "./Editor.tsx";
import { conditionOf, type Group, lackIn, partAt } from "./tree.ts";

/// The server names the place in its sentence: 條件的 of[1].where[0].op：只能是…
const PLACED = /^(?:條件的\s*|The condition, at\s*)([\w.[\]]+)[：:]\s*(.*)$/s;

export function placed(title: string): { place: string; words: string } | null {
  const found = PLACED.exec(title);
  if (found) return { place: found[1]!, words: found[2]! };
  const whole = /^(?:條件：|The condition:\s*)(.*)$/s.exec(title);
  return whole ? { place: "", words: whole[1]! } : null;
}

/// What a refusal says of this tree, at its part.
export function amissOf(error: unknown, root: Group): Amiss | null {
  if (!(error instanceof Refusal)) return null;
  const told = placed(error.title);
  const at = told && partAt(conditionOf(root).places, told.place);
  return told && at ? { ...at, words: told.words } : null;
}

/// What still lacks, in words at its place; said once somebody wanted to go on.
export function useLack(root: Group): Amiss | null {
  const { t } = useTranslation();
  const lack = lackIn(root);
  if (!lack) return null;
  const last = lack.field.split(".").at(-1)!;
  const known = ["of", "name", "property", "value", "tag", "by", "segment", "atLeast", "amount"];
  const key = known.includes(last) ? last : "value";
  return { ...lack, words: t(`audience.lack.${key}`) };
}
