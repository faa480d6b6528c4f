import { Press } from "../line/Press";
import { readAction } from "../line/messages";
import { object, type Json } from "../shell/json";
import { Component } from "./Component";
import { bubbleWidth, colour, namesColour, type Layout } from "./style";

/** A flex message: one bubble, or a row of them to swipe. */
export function Flex({ bubbles, altText }: { bubbles: readonly Json[]; altText: string }) {
  if (bubbles.length === 1 && bubbles[0]) return <Bubble bubble={bubbles[0]} altText={altText} />;
  return (
    <div class="cards" role="group" aria-label={altText} tabIndex={0}>
      {bubbles.map((bubble, index) => (
        <Bubble key={index} bubble={bubble} altText="" />
      ))}
    </div>
  );
}

const BLOCKS = ["header", "hero", "body", "footer"] as const;

function Bubble({ bubble, altText }: { bubble: Json; altText: string }) {
  const own = namesColour(bubble) ? { "data-theme": "light" } : {};
  const blocks = BLOCKS.filter((name) => bubble[name] !== undefined);
  const content = blocks.map((name) => (
    <Block key={name} name={name} block={object(bubble[name])} style={blockStyle(bubble, name)} />
  ));
  return (
    <div
      class="flex-bubble"
      style={{ width: bubbleWidth(bubble["size"]) }}
      dir={bubble["direction"] === "rtl" ? "rtl" : undefined}
      role="group"
      aria-label={altText || undefined}
      {...own}
    >
      {bubble["action"] ? (
        <Press action={readAction(bubble["action"])} class="flex-press">
          {content}
        </Press>
      ) : (
        content
      )}
    </div>
  );
}

interface BlockProps {
  readonly name: (typeof BLOCKS)[number];
  readonly block: Json;
  readonly style: Record<string, string>;
}

function Block({ name, block, style }: BlockProps) {
  const parent: Layout = "vertical";
  return (
    <div class={`flex-${name}`} style={style}>
      <Component component={block} parent={parent} />
    </div>
  );
}

function blockStyle(bubble: Json, name: string): Record<string, string> {
  const style = object(object(bubble["styles"])[name]);
  const ground = colour(style["backgroundColor"]);
  const ruled = style["separator"] === true;
  return {
    ...(ground ? { "background-color": ground } : {}),
    ...(ruled ? { "border-top": `1px solid ${colour(style["separatorColor"]) ?? "#d4d6da"}` } : {}),
  };
}
