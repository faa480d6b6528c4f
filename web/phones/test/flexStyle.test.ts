import { describe, expect, it } from "vitest";
import {
  boxStyle,
  bubbleWidth,
  buttonStyle,
  colour,
  namesColour,
  pictureStyle,
  placeStyle,
  space,
  textStyle,
} from "../src/flex/style";

describe("a length", () => {
  it("is a word, pixels or a part, and nothing else", () => {
    expect(["md", "12px", "50%", "none"].map(space)).toEqual(["8px", "12px", "50%", "0"]);
    expect(["huge", "12px;color:red", "calc(1px)", "url(x)", 7].map(space)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      "7px",
    ]);
  });
});

describe("a colour", () => {
  it("is six or eight digits", () => {
    expect([colour("#A1b2C3"), colour("#A1b2C380")]).toEqual(["#A1b2C3", "#A1b2C380"]);
    expect([colour("red"), colour("#abc"), colour("#000000;background:url(x)"), colour(3)]).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe("a box", () => {
  it("lays its children out as LINE's words say", () => {
    const box = {
      type: "box",
      layout: "horizontal",
      spacing: "md",
      paddingAll: "lg",
      justifyContent: "space-between",
      cornerRadius: "xl",
    };
    expect(boxStyle(box)).toMatchObject({
      "flex-direction": "row",
      gap: "8px",
      padding: "12px",
      "justify-content": "space-between",
      "border-radius": "16px",
      overflow: "hidden",
    });
  });
  it("stands upright when nobody says how", () => {
    expect(boxStyle({ type: "box" })).toEqual({ display: "flex", "flex-direction": "column" });
  });
  it("may shade from one colour to another", () => {
    const background = { type: "linearGradient", angle: "90deg", startColor: "#ff0000", endColor: "#0000ff" };
    expect(boxStyle({ background })["background"]).toBe("linear-gradient(90deg, #ff0000, #0000ff)");
  });
});

describe("a neighbour", () => {
  it("shares the width of a row but not the height of a column", () => {
    expect(placeStyle({ type: "text" }, "horizontal")["flex"]).toBe("1 1 0");
    expect(placeStyle({ type: "text" }, "vertical")["flex"]).toBe("0 0 auto");
  });
  it("takes the share it asks for", () => {
    expect(placeStyle({ type: "text", flex: 3 }, "vertical")["flex"]).toBe("3 1 0");
    expect(placeStyle({ type: "text", flex: 0 }, "horizontal")["flex"]).toBe("0 0 auto");
  });
  it("keeps its distance on the side that looks at the other", () => {
    expect(placeStyle({ margin: "sm" }, "vertical")["margin-top"]).toBe("4px");
    expect(placeStyle({ margin: "sm" }, "horizontal")["margin-inline-start"]).toBe("4px");
  });
});

describe("a text", () => {
  it("is one line unless it may wrap", () => {
    expect(textStyle({ text: "x" })["white-space"]).toBe("nowrap");
    expect(textStyle({ text: "x", wrap: true, maxLines: 2 })).toMatchObject({
      "white-space": "pre-wrap",
      "-webkit-line-clamp": "2",
    });
  });
  it("is sized in parts of the bubble's letters", () => {
    expect(textStyle({ size: "xxs" })["font-size"]).toBe("0.6875em");
    expect(textStyle({ size: "24px" })["font-size"]).toBe("1.5em");
  });
});

describe("a picture", () => {
  it("is a square of 100 unless told otherwise", () => {
    expect(pictureStyle({})).toMatchObject({ width: "100px", "aspect-ratio": "1 / 1", "object-fit": "contain" });
    expect(pictureStyle({ size: "full", aspectRatio: "20:13", aspectMode: "cover" })).toMatchObject({
      width: "100%",
      "aspect-ratio": "20 / 13",
      "object-fit": "cover",
    });
  });
});

describe("a button", () => {
  it("wears its colour as ground when filled and as letters when not", () => {
    expect(buttonStyle({ style: "primary", color: "#243a63" })).toEqual({ "background-color": "#243a63" });
    expect(buttonStyle({ style: "link", color: "#243a63" })).toEqual({ color: "#243a63" });
  });
});

describe("a bubble", () => {
  it("is as wide as LINE says", () => {
    expect([bubbleWidth("micro"), bubbleWidth(undefined), bubbleWidth("vast")]).toEqual([
      "160px",
      "300px",
      "300px",
    ]);
  });
  it("was made for white paper if a colour is named anywhere in it", () => {
    const body = (text: object) => ({ type: "bubble", body: { type: "box", contents: [text] } });
    expect(namesColour(body({ type: "text", text: "x" }))).toBe(false);
    expect(namesColour(body({ type: "text", text: "x", color: "#999999" }))).toBe(true);
  });
});
