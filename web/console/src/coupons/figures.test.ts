import { expect, test } from "vitest";
import { figureOf, oddFigure } from "./figures.ts";

test("figures as people write them are figures, an empty field is no limit, anything else is said", () => {
  expect([figureOf("1,000"), figureOf("NT$1,000"), figureOf("100 張"), figureOf("10%"), figureOf("")]).toEqual(
    [1000, 1000, 100, 10, null],
  );
  const data = new FormData();
  data.set("off", "100");
  data.set("total", "很多");
  expect(oddFigure(data)).toBe("total");
  data.set("total", "-5");
  expect(oddFigure(data)).toBe("total");
  data.set("total", "");
  expect(oddFigure(data)).toBeNull();
});
