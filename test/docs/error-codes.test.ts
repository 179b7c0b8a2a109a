import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorCodes } from "../../data/runtime/lottery-error.ts";

test("the operations guide explains each error of a draw, and no others", () => {
  const guide = readFileSync("docs/operations.md", "utf8");
  const [, table = ""] = /\| Error \| What it means \|\n(.*?)\n\n/s.exec(guide) ?? [];
  const explained = table
    .split("\n")
    .flatMap((row) => Array.from((row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g), ([, code]) => code));
  const ofStepFunctions = ["States.Timeout", "Sandbox.Timedout"];
  expect(explained.toSorted()).toEqual([...Object.keys(errorCodes), ...ofStepFunctions].sort());
});
