/** @module-tag browser */
import fc from "fast-check";
import { expect, test } from "vitest";
import { quicknet } from "../../data/runtime/beacon-chain.ts";
import { isGenuine } from "../../workflow/beacon/round-signature.ts";
import { exportedDraw, exportedLedger } from "../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { verifyLedger } from "../../workflow/draw/verify-ledger.ts";
import { exampleEntryText, exampleText } from "../support/algorithm-doc.ts";
import { arbitraryDraw } from "../support/arbitrary-draw.ts";
import { changesOf } from "../support/changes-of.ts";
import { FUZZ_TIMEOUT, fuzz } from "../support/fuzz.ts";
import { publishedBeacon } from "../support/published-beacon.ts";
import { seal, sign } from "../support/sign-draw.ts";
import { arbitraryLedger } from "../support/simulated-ledger.ts";
import { publishedRounds } from "../workflow/beacon/published-rounds.ts";
import { check, findFaults, useVerifyPage, verifyQuietly } from "./use-verify-page.ts";

const openPage = useVerifyPage();

test("verifies the examples of docs/algorithm.md", async () => {
  const page = await openPage();
  expect(await check(page, exampleText)).toBe("valid");
  expect(await check(page, exampleEntryText)).toBe("valid");
});

test("finds the same signatures genuine as the program", async () => {
  const [[round, signature] = [0, ""]] = publishedRounds;
  const samples: (readonly [round: number, signature: string])[] = [
    ...publishedRounds,
    [round + 1, signature],
    [round, `${signature.startsWith("8") ? "a" : "8"}${signature.slice(1)}`],
    [round, signature.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))],
    // The point at infinity, one outside the subgroup, one beyond the field, and one that is not compressed.
    ...["c0", "80", "9f", "00"].map((first) => [round, `${first}${"00".repeat(47)}`] as const),
    [round, `9f${"ff".repeat(47)}`],
  ];
  const page = await openPage();
  const found = await page.evaluate(`${JSON.stringify(samples)}.map((sample) => isGenuine(...sample))`);
  expect(found).toEqual(samples.map((sample) => isGenuine(quicknet, ...sample)));
  expect(found).toEqual(samples.map((_, i) => i < publishedRounds.length));
});

/** All values that differ from a JSON text in one thing, from the one that `pick` chooses on. */
function changesFrom(text: string, pick: number): unknown[] {
  const changes = Array.from(changesOf(JSON.parse(text)), ({ value }) => value);
  const first = pick % changes.length;
  return [...changes.slice(first), ...changes.slice(0, first)];
}

test("finds the same faults as `npm run verify` in many valid and forged draws", {
  timeout: FUZZ_TIMEOUT,
}, async () => {
  const samples = fc
    .sample(fc.tuple(arbitraryDraw, fc.nat(), fc.nat(3)), fuzz(20_260_303, 200))
    .map(([draw, pick, kind]) => {
      const sound = JSON.stringify(draw);
      if (kind === 0) return sound;
      const [value] = changesFrom(sound, pick);
      // Some of the forged draws get new receipts, and some also new seals.
      const forged = exportedDraw.safeParse(value);
      if (!forged.success || kind === 1) return JSON.stringify(value);
      return JSON.stringify((kind === 2 ? sign : seal)(forged.data));
    });
  const expected = samples.map((sample) => {
    const draw = exportedDraw.safeParse(JSON.parse(sample));
    return draw.success ? verifyDraw(draw.data, publishedBeacon) : "unreadable";
  });
  const page = await openPage();
  expect(await verifyQuietly(page, samples)).toEqual(expected);
  const count = (of: (faults: unknown) => boolean) => expected.filter(of).length;
  expect(count((it) => it === "unreadable")).toBeGreaterThan(samples.length / 15);
  expect(count((it) => Array.isArray(it) && it.length === 0)).toBeGreaterThan(samples.length / 6);
  expect(count((it) => Array.isArray(it) && it.length > 0)).toBeGreaterThan(samples.length / 6);
});

test("finds the same faults as `npm run verify` in many valid and forged ledgers", {
  tags: ["slow"],
  timeout: FUZZ_TIMEOUT,
}, async () => {
  const samples = fc
    .sample(fc.tuple(arbitraryLedger, fc.nat(), fc.nat(3)), fuzz(20_260_304, 40))
    .map(([draws, pick, kind]) => {
      const text = JSON.stringify({ format: "lottery-ledger-v1", draws });
      if (kind === 0) return text;
      if (kind === 1)
        return JSON.stringify({
          format: "lottery-ledger-v1",
          draws: draws.toSpliced(pick % draws.length, draws.length > 1 ? 1 : 0),
        });
      const forged = changesFrom(text, pick).find((value) => exportedLedger.safeParse(value).success);
      const { draws: changed } = exportedLedger.parse(forged);
      const signed = changed.map((draw) => (draw.format === "lottery-draw-v1" ? sign(draw) : draw));
      return JSON.stringify({ format: "lottery-ledger-v1", draws: signed });
    })
    .filter((text) => !text.endsWith('"draws":[]}'));
  const page = await openPage();
  let faulty = 0;
  for (const sample of samples) {
    const { draws } = exportedLedger.parse(JSON.parse(sample));
    const { faults } = verifyLedger(draws, { isWhole: true, beacon: publishedBeacon });
    const expected = faults.map((each) => ({
      draw_no: each.draw_no,
      fault: each.fault,
      ...("position" in each && { position: each.position }),
      ...("revision" in each && { revision: each.revision }),
    }));
    expect(await findFaults(page, sample)).toEqual(expected);
    if (faults.length > 0) faulty++;
  }
  expect(faulty).toBeGreaterThan(samples.length / 4);
});
