import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  call,
  type Amiss,
  type Journey,
  type JourneyCounts,
  type JourneyLine,
  type JourneyRecipe,
  type KeptOutLine,
  type Listing,
  type RunPath,
  type RunView,
} from "@parley/api";
import type { Flow } from "./flow.ts";

/// What keeps a journey from being published: at which step (null: its beginning), in which field, and why.
export interface Lack {
  step: string | null;
  field: string;
  words: string;
}

export const lacksOf = (amiss: Amiss[], lang: string): Lack[] =>
  amiss.map(({ step, field, chinese, english }) => ({ step, field, words: lang.startsWith("zh") ? chinese : english }));

const REST_MILLIS = 10_000;
const TRIAL_MILLIS = 1_000;

export function useJourneys() {
  return useQuery({
    queryKey: ["journeys"],
    queryFn: ({ signal }) => call<Listing<JourneyLine>>("/journeys", { signal }),
    refetchInterval: REST_MILLIS,
  });
}

export function useJourney(id: string) {
  return useQuery({
    queryKey: ["journey", id],
    queryFn: ({ signal }) => call<Journey>(`/journeys/${id}`, { signal }),
  });
}

export function useRecipes(lang: string, enabled = true) {
  return useQuery({
    queryKey: ["recipes", lang],
    enabled,
    queryFn: ({ signal }) => call<Listing<JourneyRecipe>>("/journey-recipes", { signal }),
  });
}

/// What is counted of a version: how many came to each step, are there, and left by which way.
export function useCounts(id: string, version: number | null) {
  return useQuery({
    queryKey: ["journey", id, "counts", version],
    enabled: version !== null,
    queryFn: ({ signal }) => call<JourneyCounts>(`/journeys/${id}/counts`, { query: { version }, signal }),
    refetchInterval: REST_MILLIS,
    placeholderData: (before) => before,
  });
}

export function useRuns(id: string, step: string | null) {
  return useQuery({
    queryKey: ["journey", id, "runs", step],
    queryFn: ({ signal }) => call<Listing<RunView>>(`/journeys/${id}/runs`, { query: { step, limit: 50 }, signal }),
    refetchInterval: REST_MILLIS,
    placeholderData: (before) => before,
  });
}

export function useKeptOut(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["journey", id, "kept-out"],
    enabled,
    queryFn: ({ signal }) => call<Listing<KeptOutLine>>(`/journeys/${id}/kept-out`, { signal }),
  });
}

/// One person's way, followed while she is on it.
export function useRunPath(id: string, run: string | null) {
  return useQuery({
    queryKey: ["journey", id, "run", run],
    enabled: run !== null,
    queryFn: ({ signal }) => call<RunPath>(`/journeys/${id}/runs/${run}`, { signal }),
    refetchInterval: (query) => (query.state.data && !query.state.data.run.endedAt ? TRIAL_MILLIS : false),
  });
}

export function useJourneyVerbs() {
  const queries = useQueryClient();
  const told = (journey: Journey) => {
    queries.setQueryData(["journey", journey.id], journey);
    void queries.invalidateQueries({ queryKey: ["journeys"] });
    return journey;
  };
  const verb = (name: "publish" | "pause" | "resume" | "end") => async (id: string) =>
    told(await call<Journey>(`/journeys/${id}/${name}`, { method: "POST" }));
  return {
    make: async (name: string, draft: unknown, recipe: string | null) =>
      told(await call<Journey>("/journeys", { method: "POST", body: { name, draft, recipe } })),
    draw: async (id: string, name: string, draft: Flow, edition: number) =>
      told(await call<Journey>(`/journeys/${id}`, { method: "PUT", body: { name, draft, edition } })),
    check: (draft: Flow) => call<Listing<Amiss>>("/journeys/check", { method: "POST", body: { draft } }),
    publish: verb("publish"),
    pause: verb("pause"),
    resume: verb("resume"),
    end: verb("end"),
    attempt: (id: string, customer: string) =>
      call<RunPath>(`/journeys/${id}/trials`, { method: "POST", body: { customer } }),
    takeOut: (id: string, run: string) =>
      call<void>(`/journeys/${id}/runs/${run}/take-out`, { method: "POST" }),
    remove: async (id: string) => {
      await call<void>(`/journeys/${id}`, { method: "DELETE", keepalive: true });
      await queries.invalidateQueries({ queryKey: ["journeys"] });
    },
  };
}
