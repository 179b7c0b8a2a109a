/** @module-tag slow */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { exampleEntryText, exampleText, readExample } from "../../support/algorithm-doc.ts";
import { sign } from "../../support/sign-draw.ts";
import { simulateLedger } from "../../support/simulated-ledger.ts";
import { runCli, startCli } from "./run-cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lottery-verify-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a file of the folder and returns its path. */
async function write(name: string, content: string | object): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

async function verify(content: string | object, ...options: string[]) {
  return runCli("verify-draw", [...options, await write("draw.json", content)]);
}

test("tells the story of a valid draw, without a network, and exits with 0", async () => {
  const { out, err, code } = await startCli("verify-draw", [await write("draw.json", exampleText)]);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  expect(out).toMatch(/^Draw 7 is valid\.\n/);
  for (const part of [
    "16 seconds before the random number existed",
    "it has drand's signature of round 20791007 (checked offline)",
    "c5c1a-d67fc-b58fa-1183f-e7ab5-ff30e-86aa4-248ba",
    "2d8a5-3c6d0-99391-3dd73-07a72-6afb8-402e9-5b43a",
    "2d157-fd82c-7ec5d-162fc-8248c-0dbc8-8622a-87e69",
    "a8453-71f82-e41b2-8c2a6-04988-f2f74-9be67-f8ec4",
    "Winner: 王小明 (E0017), serial 17, but change 2 cancelled this win",
    "That the list includes everyone",
  ])
    expect(out).toContain(part);
  expect(out).not.toContain("position 1:");
});

test("explains position by position why these people won", async () => {
  const { out } = await verify(exampleText, "--positions");
  expect(out.match(/^ {2}position \d+: /gm)).toHaveLength(11);
});

test("says what is wrong, and exits with 1", async () => {
  const draw = readExample();
  draw.revisions[0]?.positions.shift();
  const { out, code } = await verify(draw);
  expect(code).toBe(1);
  expect(out).toMatch(
    /^Draw 7 is not valid:\n {2}the draw: .*\n {2}change 1, position 7: .*\n {2}change 1: .*receipt/,
  );
});

test("verifies several files against each other, and a whole ledger for missing draws", async () => {
  const draw = (lag: number) => ({ kind: "draw", wanted: 1, lag }) as const;
  const draws = simulateLedger([draw(0), draw(0), { kind: "fail", lag: 0 }, draw(0)]);
  const files = await Promise.all(draws.slice(1).map((each, i) => write(`draw-${i}.json`, each)));
  const several = await runCli("verify-draw", files.toReversed());
  expect(several).toMatchObject({ code: 0, out: expect.stringMatching(/^Draws 2–4 are valid\.\n/) });

  const ledger = { format: "lottery-ledger-v1", draws };
  expect(await verify(ledger)).toMatchObject({
    code: 0,
    out: expect.stringContaining("All draws from 1 to 4 are there; 1 of them failed."),
  });
  expect(await verify({ ...ledger, draws: draws.toSpliced(1, 1) })).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^Draws 1, 3–4 are not valid:\n {2}draw 2: the draw is missing/),
  });

  const twice = await runCli("verify-draw", [await write("all.json", ledger), ...files.slice(0, 1)]);
  expect(twice).toMatchObject({ code: 2, out: "", err: "Draw 2 is there twice.\n" });
});

test("verifies one person's entry, alone", async () => {
  expect(await verify(exampleEntryText)).toMatchObject({
    code: 0,
    err: "",
    out: expect.stringMatching(
      /^Ana Müller \(E0006\) is No\. 6 of 20 on the list that was sealed for draw 7\.\n/,
    ),
  });
  expect(await verify(exampleEntryText.replace("Ana", "Ann"))).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^This does not prove that Ann Müller \(E0006\) is on the list of draw 7:\n/),
  });
  const together = await verify(exampleEntryText, await write("other.json", exampleText));
  expect(together).toMatchObject({ code: 2, out: "", err: "Verify a person's entry alone.\n" });
});

test("uses the chain of a private network if asked, and quicknet otherwise", async () => {
  const chain = await write("chain.json", { ...quicknet, hash: "ab".repeat(32) });
  const other = await verify(exampleText, "--chain", chain);
  expect(other).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^Draw 7 is not valid:\n {2}the draw: the random number is not genuine/),
  });
  expect(await verify(exampleText, "--chain", await write("chain.json", quicknet))).toMatchObject({
    code: 0,
  });
  const malformed = await verify(
    exampleText,
    "--chain",
    await write("chain.json", { ...quicknet, period: 0 }),
  );
  expect(malformed).toMatchObject({ code: 2, out: "", err: expect.stringContaining("is not a chain") });
});

test.each([
  ["text that is not JSON", "not a draw"],
  ["JSON that is not a draw", "{}"],
  ["a key twice", exampleText.replace("{", '{"draw_no": 6,')],
  ["an unknown field", exampleText.replace("{", '{"more": 1,')],
  ["a ledger without draws", '{"format": "lottery-ledger-v1", "draws": []}'],
])("exits with 2 if the file contains %s", async (_, content) => {
  const { out, err, code } = await verify(content);
  expect({ out, code }).toEqual({ out: "", code: 2 });
  expect(err).toMatch(/^[^\n]+\n$/);
  expect(err).toMatch(/ is not (?:JSON|an exported draw)|^There are no draws/);
});

test("exits with 2 if there is no file", async () => {
  expect(await runCli("verify-draw", [])).toMatchObject({ code: 2, err: expect.stringContaining("Usage") });
  const missing = await runCli("verify-draw", [join(folder, "missing.json")]);
  expect(missing).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^There is no file \S+missing\.json\n$/),
  });
});

test("escapes control characters of a record on the terminal", async () => {
  const draw = readExample();
  Object.assign(draw, { drawn_at: "\u001b[2J\r\nDraw 7 is valid.\u202e" });
  const { out, code } = await verify(sign(draw));
  expect(code).toBe(0);
  expect(out).toContain("Drawn \\u{001b}[2J\\u{000d}\\u{000a}Draw 7 is valid.\\u{202e}\n");
  const steering = await verify(`{"\u001b[2J": 1}`);
  expect(steering.err).not.toContain("\u001b");
});
