import type { Config } from "../../../sdk/src/protocol";
import type { Message } from "../message";

const SEALS = { service: "客", editor: "編", assistant: "助" };

/// Who speaks, before the words: the persona's portrait where the shop gave one, and a seal otherwise.
export function Face({ persona, author }: { persona: Config["persona"]; author?: Message["author"] }) {
  const isPersona = !author || !author.name || author.name === persona.name;
  if (isPersona && persona.avatarUrl) return <img class="face" src={persona.avatarUrl} alt="" />;
  const voice = author?.voice;
  const seal = author?.kind === "system" ? "機" : voice && !isPersona ? SEALS[voice] : persona.seal;
  return (
    <span class={`face seal ${voice ?? ""}`} aria-hidden="true">
      {seal}
    </span>
  );
}
