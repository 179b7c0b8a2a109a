import { expect, test } from "vitest";
import { parseAddition } from "../../../bot/input/parse-addition.ts";

const ann = { userId: "U0ANN", shown: "@ann" };
const max = { userId: "U0MAX", shown: "@max" };

test.each([
  ["@ann", [ann], "U0ANN", undefined],
  ["@ann E0042", [ann], "U0ANN", "E0042"],
  ["@ann, “E0042”", [ann], "U0ANN", "E0042"],
  ["@ann：工号 7", [ann], "U0ANN", "工号 7"],
  ["U0ANN", [], "U0ANN", undefined],
  ["W0ANN E0042", [], "W0ANN", "E0042"],
  ["U0ANN\tE0042", [], "U0ANN", "E0042"],
  [`@ann ${"x".repeat(128)}`, [ann], "U0ANN", "x".repeat(128)],
] as const)("%j adds %s with the employee id %s", (args, mentions, userId, employeeId) => {
  expect(parseAddition(args, mentions)).toEqual({ userId, employeeId });
});

test.each([
  ["nobody", "", []],
  ["a name", "ann", []],
  ["text before the person", "please @ann", [ann]],
  ["several people", "@ann @max", [ann, max]],
  ["an id that is too short", "U0AN", []],
  ["something that only starts like an id", "U0ANN-7", []],
  ["an id that is not at the start", "add U0ANN", []],
  ["an employee id that is too long", `@ann ${"x".repeat(129)}`, [ann]],
  ["an employee id that nobody can see", "@ann \u200b\u2060", [ann]],
] as const)("%s adds nobody", (_, args, mentions) => {
  expect(parseAddition(args, mentions)).toBeUndefined();
});
