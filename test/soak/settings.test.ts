import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("the settings of a soak have defaults", () => {
  expect(readSettings({})).toEqual({ SOAK_DRAWS: 10_000, SOAK_SEED: 1, SOAK_MINUTES: 20 });
  expect(readSettings({ SOAK_DRAWS: "2000", SOAK_SEED: "7" })).toMatchObject({
    SOAK_DRAWS: 2_000,
    SOAK_SEED: 7,
  });
});

test.each(["abc", "", "1.5", "-1", "0", "1e3"])(
  "a soak refuses %j draws, and names the variable",
  (SOAK_DRAWS) => {
    expect(() => readSettings({ SOAK_DRAWS })).toThrow(/^SOAK_DRAWS must be/);
  },
);

test("a soak names all invalid variables", () => {
  expect(() => readSettings({ SOAK_DRAWS: "abc", SOAK_MINUTES: "x" })).toThrow(
    "SOAK_DRAWS must be a whole number\nSOAK_MINUTES must be a whole number",
  );
});
