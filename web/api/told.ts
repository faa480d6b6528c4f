import type { components } from "./schema.d.ts";

export type Told = components["schemas"];

/// The generated shape with some of its fields told more exactly. A field that the server no longer has is an error.
export type Narrow<Wide, Words extends Partial<Record<keyof Wide, unknown>>> = Omit<Wide, keyof Words> & Words;

/// What may be said of two arms of an experiment.
export type Verdict = Narrow<Told["VerdictLine"], { kind: "sizes_off" | "too_early" | "better" | "worse" | "alike" }>;
