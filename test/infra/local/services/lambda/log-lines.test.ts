import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { formatLogLine } from "../../../../../infra/local/services/lambda/log-lines.ts";

test("formats a logged object as one line of JSON with its level first", () => {
  expect(formatLogLine("warn", [{ event: "request-refused", reason: "a\nb" }])).toBe(
    '{"level":"warn","event":"request-refused","reason":"a\\nb"}',
  );
});

test("formats all other values as text, separated by spaces", () => {
  expect(formatLogLine("info", ["Lottery is ready", 3, undefined])).toBe("Lottery is ready 3 undefined");
  expect(formatLogLine("error", [new RangeError("too far")])).toBe("RangeError: too far");
});

test("makes the console write objects as lines of JSON, and errors with their stack as before", () => {
  const program = `
    const { writeLogLines } = await import("./infra/local/services/lambda/log-lines.ts");
    const { log } = await import("./data/runtime/log.ts");
    writeLogLines();
    log("info", "draw-announced", { draw_no: 7, revisions: undefined });
    log("info", "draw-announced", { draw_no: 8, revisions: 1 });
    console.log("100 %d", 5);
    console.log(new Error("with a stack"));
  `;
  const lines = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  }).split("\n");
  expect(lines.slice(0, 4)).toEqual([
    '{"level":"info","event":"draw-announced","draw_no":7}',
    '{"level":"info","event":"draw-announced","draw_no":8,"revisions":1}',
    "100 5",
    "Error: with a stack",
  ]);
  expect(lines[4]).toMatch(/^ +at /);
});
