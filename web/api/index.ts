export * from "./journeys.ts";
export * from "./types.ts";
export * from "./entries.ts";
export { call, Refusal, speak } from "./call.ts";
