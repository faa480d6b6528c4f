import type { Channel } from "@parley/api";

const CHANNELS: readonly unknown[] = ["web", "line", "email"] satisfies Channel[];

export function isChannel(word: unknown): word is Channel {
  return CHANNELS.includes(word);
}
