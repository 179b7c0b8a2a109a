/** @module-tag browser */
import { expect, test } from "vitest";
import { printable } from "../../infra/cli/printable.ts";
import { planDraw } from "../support/planned-draw.ts";
import { planEntry, planFailure, planLedger } from "../support/planned-ledger.ts";
import { sign } from "../support/sign-draw.ts";
import { examplePlan } from "./example-plan.ts";
import { check, openDetails, useVerifyPage } from "./use-verify-page.ts";

const openPage = useVerifyPage();
const draw = planDraw(examplePlan);
const text = JSON.stringify(draw);

test("says that junk cannot be verified", async () => {
  const page = await openPage();
  const first = { lottery_serial: 3, outcome: "gap" };
  const simple = planDraw({ size: 1, winners: 1, beacon: "none" });
  const all = [
    " ",
    "Draw #7",
    "null",
    "[[]]",
    "7",
    "[".repeat(100_000),
    '{"format": "lottery-draw-v2"}',
    '{"format": "toString"}',
    '{"format": "lottery-ledger-v1", "draws": []}',
    '{"format": "lottery-ledger-v1", "draws": [null]}',
    { format: "lottery-ledger-v1", draws: [draw, planDraw({ ...examplePlan, draw_no: 6 })] },
    { format: "lottery-ledger-v1", draws: [draw, draw] },
    { format: "lottery-ledger-v1", draws: [planLedger([examplePlan])] },
    { format: "lottery-ledger-v1", draws: [planEntry(examplePlan, 1)] },
    { ...planEntry(examplePlan, 1), proof: ["x"] },
    { ...planEntry(examplePlan, 1), roster_size: 100_001 },
    { ...planFailure({ draw_no: 7 }), receipt: "0".repeat(64) },
    text.slice(0, 500),
    text.replace('"outcome":"won"', '"outcome":null'),
    text.replace('"won"', '"__proto__"'),
    text.replace("{", '{"draw_no":7,'),
    text.replace('"employee_id"', '"\\u0065mployee_id":"E0005","employee_id"'),
    text.replace('"person"', '"Person"'),
    text.replace('"salt"', '"pepper"'),
    text.replace('"rules":{', '"rules":{"luck":true,'),
    { ...draw, roster_size: 2 ** 40 + 1 },
    { ...draw, draw_no: 1e300 },
    { ...draw, seals: [{ ...draw.seals[0], round: 2 ** 53 }] },
    { ...draw, link_no: -1 },
    { ...draw, signature: draw.signature?.toUpperCase() },
    { ...draw, secret: null },
    { ...draw, positions: [{ ...first, employee_id: "E0003" }] },
    { ...draw, positions: [{ ...first, sealed_as: "free" }] },
    { ...draw, positions: [{ ...draw.positions[1], salt: undefined }] },
    { ...draw, positions: [{ ...draw.positions[1], leaf: "0".repeat(64) }] },
    { ...draw, positions: [{ ...draw.positions[3], draw_no: 1 }] },
    { ...draw, positions: { length: 1 } },
  ];
  for (const [i, junk] of all.entries()) {
    // What a valid draw shows must disappear.
    if (i % 5 === 0) expect(await check(page, simple)).toBe("valid");
    expect(await check(page, junk), JSON.stringify(junk).slice(0, 200)).toBe("unreadable");
    expect(await page.locator("#proofs, #account").allInnerTexts()).toEqual(["", ""]);
  }
});

test("survives the largest numbers that a record may have", async () => {
  const page = await openPage();
  const [seal] = draw.seals;
  const largest = {
    draw_no: 9_999_999_999,
    link_no: Number.MAX_SAFE_INTEGER,
    num_of_winners: Number.MAX_SAFE_INTEGER,
    roster_size: 2 ** 40,
    seals: [{ ...seal, round: Number.MAX_SAFE_INTEGER, message_ts: "9".repeat(5_000) }],
  };
  expect(await check(page, { ...draw, ...largest })).toBe("invalid");
  expect(await check(page, { ...planFailure({ draw_no: 7 }), ...largest, roster_size: undefined })).toBe(
    "invalid",
  );
  const { seals: _, ...facts } = largest;
  const entry = {
    ...planEntry(examplePlan, 1),
    ...facts,
    round: Number.MAX_SAFE_INTEGER,
    roster_size: 100_000,
  };
  expect(await check(page, entry)).toBe("invalid");
});

test("shows markup in names, ids and reasons as text", async () => {
  const page = await openPage();
  const markup = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
  const hostile = sign({
    ...planDraw({
      ...examplePlan,
      prize: markup,
      fates: {
        ...examplePlan.fates,
        1: { name: markup },
        7: { outcome: "won", draw_no: 3, id: markup },
      },
      revisions: [{ kind: "redraw", reason: markup, requested_by: markup }, { kind: "void" }],
    }),
    drawn_at: markup,
    draw_id: "7",
  });
  // The seal is of another id.
  expect(await check(page, hostile)).toBe("invalid");
  expect(await check(page, sign({ ...hostile, draw_id: draw.draw_id }))).toBe("valid");
  await openDetails(page);
  const shown = await page.locator("#account").innerText();
  // Prize, time, winner (also by position and as cancelled), skipped person, reason and requester.
  expect(shown.split(markup).length - 1).toBe(8);
  expect(await page.locator("#account :is(img, script), #verdict img").count()).toBe(0);
  await page.getByLabel("Find a person").fill(markup);
  expect(await page.locator("#found img").count()).toBe(0);
  expect(await page.locator("#found li").count()).toBe(1);
  for (const text of [
    { [markup]: 1 },
    { ...draw, [markup]: 1 },
    { ...planFailure({ draw_no: 1 }), [markup]: 1 },
  ]) {
    expect(await check(page, text)).toBe("unreadable");
    expect(await page.locator("#verdict img").count()).toBe(0);
  }
  await check(page, { ...planFailure({ draw_no: 1 }), error: markup, failed_at: markup });
  await openDetails(page);
  expect((await page.locator("#account").innerText()).split(markup).length - 1).toBe(2);
});

test("names a key that an object has twice", async () => {
  const page = await openPage();
  expect(await check(page, text.replace('"drawn_at"', '"dr\\u0061w_no":7,"drawn_at"'))).toBe("unreadable");
  expect(await page.getByRole("status").innerText()).toContain("The field draw_no is there twice.");
});

test("shows direction marks and other invisible characters as `npm run verify` does", async () => {
  const page = await openPage();
  const name = "Mallory\u202e eciA\u200e\u200b\u00ad 👩🏽‍💻 ❤️\u200d";
  const hostile = planDraw({
    ...examplePlan,
    prize: name,
    fates: {
      ...examplePlan.fates,
      1: { name },
      7: { outcome: "won", draw_no: 3, id: "E\u200b0007" },
    },
    revisions: [{ kind: "redraw", reason: "is\u061c\naway" }],
  });
  expect(await check(page, hostile)).toBe("valid");
  await openDetails(page);
  const account = await page.locator("#account").innerText();
  const shown = "Mallory\\u{202e} eciA\\u{200e}\\u{200b}\\u{00ad} 👩🏽‍💻 ❤️\\u{200d}";
  for (const part of [
    `Prize: ${shown}`,
    `${shown} (E0001), serial 1`,
    "Person 7 (E\\u{200b}0007) has already won draw 3.",
    "Reason: is\\u{061c}\\u{000a}away",
  ])
    expect(account).toContain(part);
  expect(account).not.toMatch(/[\u202e\u200b\u200e\u00ad\u061c]/);
  const samples = Array.from({ length: 0x3000 }, (_, i) => `a${String.fromCharCode(i)}b`);
  expect(await page.evaluate(`${JSON.stringify(samples)}.map(visible)`)).toEqual(samples.map(printable));
});
