/// Journeys, as the server's /api/v1 speaks of them.
import type { Narrow, Told, Verdict } from "./told.ts";

export type Journey = Narrow<
  Told["JourneyView"],
  { state: JourneyState; draft: unknown; versions: Narrow<Told["VersionLine"], { definition: unknown }>[] }
>;
export type JourneyState = "draft" | "live" | "paused" | "ended";
export type JourneyLine = Narrow<Told["JourneyLine"], { state: JourneyState }>;
export type StepCount = Narrow<Told["StepCount"], { ways: Record<string, number> }>;
export type JourneyCounts = Narrow<Told["JourneyCounts"], { steps: StepCount[] }>;
export type JourneyRecipe = Narrow<Told["JourneyRecipe"], { draft: unknown }>;
export type JourneyErrand = Narrow<Told["JourneyErrand"], { kind: "webhook" | "note" | "assign"; state: "planned" | "done" | "failed" }>;
export type JourneySecret = Told["JourneySecret"];
export type JourneySend = Told["JourneySend"];
export type KeptOutLine = Told["KeptOutLine"];
export type RunView = Told["RunView"];
export type RunPath = Told["RunPath"];
export type JourneyResult = Narrow<
  Told["JourneyResult"],
  { verdicts: Verdict[]; worth: Narrow<Told["WorthLine"], { verdict: Verdict }> | null }
>;
export type Recovery = Narrow<Told["Recovery"], { results: JourneyResult[] }>;
