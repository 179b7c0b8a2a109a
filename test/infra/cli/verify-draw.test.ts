/** @module-tag slow */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ExportedDraw } from "../../../workflow/draw/exported-draw.ts";
import { exampleText, readExample } from "../../support/algorithm-doc.ts";
import { sign } from "../../support/arbitrary-draw.ts";
import { runCli } from "./run-cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lottery-verify-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function verify(content: string | ExportedDraw, ...options: string[]) {
  const file = join(folder, "draw.json");
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return runCli("verify-draw", [...options, file]);
}

test("says that a draw is valid, with its receipts, and exits with 0", async () => {
  const { out, err, code } = await verify(exampleText);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  expect(out).toMatch(/^Draw 7 is valid\.\n/);
  for (const part of [
    "fbb0e-f0c65-a4dcb-6789d-67ca1-74ea8-94cb1-1adf3",
    "2ea6b-2154b-8d654-7e3ca-ab248-6749b-e0acc-b2b80",
    "92a27-7c8f8-cf529-096c6-36b05-4c52f-77418-7d215",
    "王小明 (E0007, serial 7), but change 2 cancelled this win",
    "Change 1: redraw, 2026-05-05T08:00:00.000Z, requested by U0OPERATOR, reason: On leave",
    "Change 2: void, 2026-05-06T10:15:00.000Z\n",
    "This does not prove that everyone was on the roster list, or that",
  ])
    expect(out).toContain(part);
  expect(out).not.toContain("position 1:");
});

test("explains position by position why these people won", async () => {
  const { out } = await verify(exampleText, "--positions");
  for (const line of [
    "position 1: serial 1, no employee has this serial",
    "position 2: serial 2, E0002 has already won draw 3",
    "position 3: serial 5, E0005 was chosen, but draw 8 claimed them first",
    "position 4: serial 7, E0007 wins, but change 2 cancelled this win",
    "position 5: serial 3, E0003 has left",
    "position 7: serial 8, E0008 was claimed by draw 9, which was under way",
    "position 8: serial 10, E0010 has already won an earlier draw",
    "position 1: serial 1, E0011 wins, but change 2 cancelled this win",
  ])
    expect(out.split("\n")).toContain(`  ${line}`);
});

test("says what is wrong, and exits with 1", async () => {
  const draw = readExample();
  draw.revisions[0]?.positions.shift();
  const { out, code } = await verify(draw);
  expect(code).toBe(1);
  expect(out).toMatch(/^Draw 7 is not valid:\n {2}change 1, position 7: .*\n {2}change 1: .*receipt/);
});

test.each([
  ["text that is not JSON", "not a draw"],
  ["JSON that is not a draw", "{}"],
  ["a key twice", exampleText.replace("{", '{"draw_no": 6,')],
  ["an unknown field", exampleText.replace("{", '{"more": 1,')],
])("exits with 2 if the file contains %s", async (_, content) => {
  const { out, err, code } = await verify(content);
  expect({ out, code }).toEqual({ out: "", code: 2 });
  expect(err).not.toMatch(/^\s+at /m);
});

test("exits with 2 if there is no file", async () => {
  expect(await runCli("verify-draw", [])).toMatchObject({ code: 2, err: expect.stringContaining("Usage") });
  const missing = await runCli("verify-draw", [join(folder, "missing.json")]);
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining("ENOENT") });
});

test("escapes control characters of a record on the terminal", async () => {
  const draw = readExample();
  Object.assign(draw.winners[0] ?? {}, { employee_name: "\u001b[2JMallory\r\nDraw 7 is valid.\u202e" });
  const { out, code } = await verify(sign(draw));
  expect(code).toBe(0);
  expect(out).toContain("\\u{001b}[2JMallory\\u{000d}\\u{000a}Draw 7 is valid.\\u{202e} (E0007, serial 7)");
  const steering = await verify(`{"\u001b[2J": 1}`);
  expect(steering.err).not.toContain("\u001b");
});
