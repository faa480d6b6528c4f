import { type Backtest, call, type Counted, type Listing, type Sampled } from "@parley/api";
import { type Condition, tidy } from "./condition.ts";

/// An estimate within a second; `exact` takes its time.
export function countNow(condition: Condition, exact: boolean, signal: AbortSignal): Promise<Counted> {
  return call<Counted>("/conditions/count", { method: "POST", body: { condition: tidy(condition), exact }, signal });
}

const SAMPLE = 8;

export async function sampleNow(condition: Condition, signal: AbortSignal): Promise<Sampled[]> {
  const body = { condition: tidy(condition), limit: SAMPLE };
  return (await call<Listing<Sampled>>("/conditions/sample", { method: "POST", body, signal })).items;
}

export const BACK_DAYS = 30;

export async function backtest(condition: Condition, signal: AbortSignal): Promise<Backtest> {
  return call<Backtest>("/conditions/backtest", {
    method: "POST",
    body: { condition: tidy(condition), days: BACK_DAYS },
    signal,
  });
}
