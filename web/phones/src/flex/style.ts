import { object, text, type Json } from "../shell/json";

/**
 * What LINE's layout words mean in CSS. Pure, so that the whole of it can be tested; a value that is not one of the
 * words, a length or a colour is left out, for the sender may write anything into it.
 * Source: LINE Developers, "Flex Message elements" and "Flex Message layout".
 */
export type Style = Readonly<Record<string, string>>;

export type Layout = "horizontal" | "vertical" | "baseline";

const TEXT_SIZES = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const SPACES = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const BORDERS = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const PICTURES = {
  xxs: 40,
  xs: 60,
  sm: 80,
  md: 100,
  lg: 120,
  xl: 140,
  xxl: 160,
  "3xl": 180,
  "4xl": 200,
  "5xl": 220,
};
const BUBBLES = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };
const ALIGNS = { start: "flex-start", center: "center", end: "flex-end" };
const GRAVITIES = { top: "flex-start", center: "center", bottom: "flex-end" };
const JUSTIFIES = {
  ...ALIGNS,
  "flex-start": "flex-start",
  "flex-end": "flex-end",
  "space-between": "space-between",
  "space-around": "space-around",
  "space-evenly": "space-evenly",
};

/** A bubble is as wide as LINE says on its 375 px screen; narrower screens let the page shrink it. */
export function bubbleWidth(size: unknown): string {
  return `${word(BUBBLES, size) ?? BUBBLES.mega}px`;
}

export function layoutOf(box: Json): Layout {
  const layout = box["layout"];
  return layout === "horizontal" || layout === "baseline" ? layout : "vertical";
}

export function boxStyle(box: Json): Style {
  const layout = layoutOf(box);
  return kept({
    display: "flex",
    "flex-direction": layout === "vertical" ? "column" : "row",
    gap: space(box["spacing"]),
    "align-items": layout === "baseline" ? "baseline" : word(JUSTIFIES, box["alignItems"]),
    "justify-content": word(JUSTIFIES, box["justifyContent"]),
    padding: space(box["paddingAll"]),
    "padding-top": space(box["paddingTop"]),
    "padding-bottom": space(box["paddingBottom"]),
    "padding-inline-start": space(box["paddingStart"]),
    "padding-inline-end": space(box["paddingEnd"]),
    width: space(box["width"]),
    height: space(box["height"]),
    "max-width": space(box["maxWidth"]),
    "max-height": space(box["maxHeight"]),
    background: gradient(object(box["background"])) ?? colour(box["backgroundColor"]),
    "border-width": length(word(BORDERS, box["borderWidth"]) ?? box["borderWidth"]),
    "border-style": box["borderWidth"] ? "solid" : undefined,
    "border-color": colour(box["borderColor"]),
    "border-radius": space(box["cornerRadius"]),
    overflow: box["cornerRadius"] ? "hidden" : undefined,
  });
}

/** How a component stands among its neighbours; horizontal ones share the width unless told otherwise. */
export function placeStyle(component: Json, parent: Layout): Style {
  const offset = (name: string) => space(component[name]);
  return kept({
    flex: shareOf(component, parent),
    "min-width": parent === "vertical" ? undefined : "0",
    [parent === "vertical" ? "margin-top" : "margin-inline-start"]: space(component["margin"]),
    position: component["position"] === "absolute" ? "absolute" : offsetOf(component) ? "relative" : undefined,
    top: offset("offsetTop"),
    bottom: offset("offsetBottom"),
    "inset-inline-start": offset("offsetStart"),
    "inset-inline-end": offset("offsetEnd"),
    "align-self": parent === "horizontal" ? word(GRAVITIES, component["gravity"]) : undefined,
  });
}

export function textStyle(component: Json): Style {
  const lines = Number(component["maxLines"]);
  const clamped = component["wrap"] === true && Number.isInteger(lines) && lines > 0;
  return kept({
    "font-size": textSize(component["size"]),
    "font-weight": component["weight"] === "bold" ? "700" : undefined,
    "font-style": component["style"] === "italic" ? "italic" : undefined,
    "text-decoration": word({ underline: "underline", "line-through": "line-through" }, component["decoration"]),
    color: colour(component["color"]),
    "text-align": word({ start: "start", center: "center", end: "end" }, component["align"]),
    "white-space": component["wrap"] === true ? "pre-wrap" : "nowrap",
    overflow: "hidden",
    "text-overflow": "ellipsis",
    display: clamped ? "-webkit-box" : undefined,
    "-webkit-line-clamp": clamped ? String(lines) : undefined,
    "-webkit-box-orient": clamped ? "vertical" : undefined,
  });
}

/** Nested text runs take only what says how letters look. */
export function spanStyle(component: Json): Style {
  const {
    "font-size": size,
    "font-weight": weight,
    "font-style": slant,
    "text-decoration": line,
    color,
  } = textStyle(component);
  return kept({
    "font-size": component["size"] ? size : undefined,
    "font-weight": weight,
    "font-style": slant,
    "text-decoration": line,
    color,
  });
}

export function pictureStyle(component: Json): Style {
  const size = component["size"];
  const named = word(PICTURES, size ?? "md");
  return kept({
    width: size === "full" ? "100%" : (length(named) ?? space(size)),
    "max-width": "100%",
    "aspect-ratio": ratio(component["aspectRatio"]),
    "object-fit": component["aspectMode"] === "cover" ? "cover" : "contain",
    "background-color": colour(component["backgroundColor"]),
    "align-self": word(ALIGNS, component["align"]) ?? "center",
  });
}

export function buttonStyle(component: Json): Style {
  const style = component["style"];
  const own = colour(component["color"]);
  const filled = style === "primary" || style === "secondary";
  return kept({ "background-color": filled ? own : undefined, color: filled ? undefined : own });
}

/** Whether the sender chose any colour: such a bubble was made for white paper and keeps it in the dark. */
export function namesColour(component: unknown): boolean {
  if (Array.isArray(component)) return component.some(namesColour);
  if (typeof component !== "object" || component === null) return false;
  return Object.entries(component).some(([key, value]) => {
    const named = key === "color" || key === "backgroundColor" || key === "borderColor" || key === "background";
    return (named && object(component)["type"] !== "button") || namesColour(value);
  });
}

/** A length in a word of LINE's, in pixels, or in a part of the parent. */
export function space(value: unknown): string | undefined {
  return length(word(SPACES, value) ?? value);
}

export function colour(value: unknown): string | undefined {
  return typeof value === "string" && /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(value) ? value : undefined;
}

function shareOf(component: Json, parent: Layout): string {
  const share = component["flex"];
  if (typeof share === "number" && share > 0) return `${share} 1 0`;
  if (share === 0 || parent === "vertical") return "0 0 auto";
  const still =
    component["type"] === "separator" || component["type"] === "icon" || component["width"] !== undefined;
  return still ? "0 0 auto" : "1 1 0";
}

function offsetOf(component: Json): boolean {
  return ["offsetTop", "offsetBottom", "offsetStart", "offsetEnd"].some((name) => component[name] !== undefined);
}

function textSize(value: unknown): string | undefined {
  const named = word(TEXT_SIZES, value);
  if (named !== undefined) return `${named / 16}em`;
  return typeof value === "string" && /^\d+(\.\d+)?px$/.test(value) ? `${parseFloat(value) / 16}em` : undefined;
}

function ratio(value: unknown): string {
  const [, width, height] = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(text(value)) ?? [];
  return width && height ? `${width} / ${height}` : "1 / 1";
}

function gradient(background: Json): string | undefined {
  if (background["type"] !== "linearGradient") return undefined;
  const [from, to] = [colour(background["startColor"]), colour(background["endColor"])];
  const [angle] = /^\d+(\.\d+)?deg$/.exec(text(background["angle"])) ?? ["0deg"];
  return from && to ? `linear-gradient(${angle}, ${from}, ${to})` : undefined;
}

function length(value: unknown): string | undefined {
  if (typeof value === "number") return value === 0 ? "0" : `${value}px`;
  return typeof value === "string" && /^\d+(\.\d+)?(px|%)$/.test(value) ? value : undefined;
}

function word<T>(words: Readonly<Record<string, T>>, value: unknown): T | undefined {
  return typeof value === "string" && Object.hasOwn(words, value) ? words[value] : undefined;
}

function kept(style: Readonly<Record<string, string | undefined>>): Style {
  return Object.fromEntries(
    Object.entries(style).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
