/** @module-tag browser */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { ExportedDraw } from "../../workflow/draw/exported-draw.ts";
import { computeFailureReceipt } from "../../workflow/draw/receipt.ts";
import type { Plan } from "../support/planned-draw.ts";
import { planLedger } from "../support/planned-ledger.ts";
import { seal } from "../support/sign-draw.ts";
import { check, findFaults, openDetails, useVerifyPage } from "./use-verify-page.ts";

const openPage = useVerifyPage();

/** The orders begin with 7, 2 (draw 1), with 6, 9, 1 (draw 3) and with 2, 8 (draw 4). */
const plans: readonly (Plan | null)[] = [
  { size: 10, winners: 2, prize: "Tea" },
  null,
  { size: 10, winners: 1, fates: { 6: { outcome: "held", draw_no: 4 }, 9: { lost_to: 2 } } },
  { size: 10, winners: 1, fates: { 2: { outcome: "won", draw_no: 1 } }, revisions: [{ kind: "void" }] },
];
const ledger = planLedger(plans);
const withPlan = (no: number, plan: Plan | null) => planLedger(plans.with(no - 1, plan));

type Ledger = typeof ledger;
const without = (numbers: readonly number[], { format, draws }: Ledger = ledger) => ({
  format,
  draws: draws.filter(({ draw_no }) => !numbers.includes(draw_no)),
});

function drawOf({ draws }: Ledger, no: number): ExportedDraw {
  const draw = draws.find(({ draw_no }) => draw_no === no);
  if (draw?.format !== "lottery-draw-v1") throw new Error(`Draw ${no} was not decided.`);
  return draw;
}

/** The ledger with a draw that the owner changed later, with new seals and receipts. */
function rewrite(no: number, change: Partial<ExportedDraw>, from: Ledger = ledger): Ledger {
  const changed = seal({ ...drawOf(from, no), ...change });
  return { ...from, draws: from.draws.map((draw) => (draw.draw_no === no ? changed : draw)) };
}

const proofsOf = (page: Page, kind: "proved" | "limit") => page.locator(`#proofs .${kind}`).allInnerTexts();
const sentences = (texts: readonly string[]) => texts.map((text) => text.split("\n")[0]);

test("a whole ledger is valid: its numbers, its history, and its people across draws", async () => {
  const page = await openPage();
  expect(await check(page, ledger)).toBe("valid");
  const verdict = await page.getByRole("status").innerText();
  expect(verdict).toContain("Draws 1–4 are valid");
  expect(verdict).toContain(
    "Now compare the receipt of each draw with the latest one in the channel or the email.",
  );
  expect(sentences(await proofsOf(page, "proved"))).toEqual([
    "All 4 draws are there; 1 of them failed.",
    "Each draw contains a digest of the draws before it, and all of them fit together.",
    "Nobody has won twice (people with a win: 3), and everyone who was skipped because of a win had won.",
  ]);
  expect(await proofsOf(page, "limit")).toEqual([
    "People who were skipped because of a draw that did not choose them in the end, and may have released them: 2.",
  ]);
  expect(await page.locator(".draw > summary").allInnerTexts()).toEqual([
    "Draw 1: Tea · valid",
    "Draw 2 · failed",
    "Draw 3 · valid",
    "Draw 4 · void",
  ]);
  await openDetails(page);
  const account = await page.locator("#account").innerText();
  expect(account).toContain(
    "This draw failed, and nobody won: NotEnoughEntrants, Aug 23, 2023, 4:30:00 PM UTC.",
  );
  expect(account).toContain("Person 2 (E0002) has already won draw 1.");
  expect(account.match(/11 seconds before the random number existed/g)).toHaveLength(3);
});

test("what does not fit together is a fault of the draw where it shows", async () => {
  const page = await openPage();
  const link = (no: number) => ({ draw_no: no, fault: "link" });
  const free = withPlan(4, { size: 10, winners: 1 });
  for (const [what, forged, faults] of [
    ["a draw that was changed later", rewrite(1, { prize: "Coffee" }), [link(2)]],
    ["a failed draw that was changed later", withoutError(), [link(3)]],
    ["a draw that was removed", without([3]), [{ draw_no: 3, fault: "missing" }]],
    ["two draws that were removed", without([2, 3]), [{ draw_no: 2, fault: "missing" }]],
    [
      "a change after a draw that was removed",
      without([2], rewrite(3, { prize: "Coffee" })),
      [{ draw_no: 2, fault: "missing" }, link(4)],
    ],
    ["a link to the draw itself", rewrite(4, { link_no: 4 }), [link(4)]],
    ["a link to a later draw", rewrite(4, { link_no: 7 }), [link(4)]],
    ["a first link", rewrite(1, { link: "1".repeat(64) }), [link(1), link(2)]],
    ["a person who won twice", free, [{ draw_no: 4, fault: "twice" }]],
    [
      "a person who did not win the named draw",
      withPlan(4, { size: 10, winners: 1, fates: { 2: { outcome: "won", draw_no: 3 } } }),
      [{ draw_no: 4, fault: "named", position: 0 }],
    ],
    [
      "a person who won a failed draw",
      withPlan(4, {
        size: 10,
        winners: 1,
        fates: { 2: { outcome: "gap" }, 7: { outcome: "won", draw_no: 2 } },
        revisions: [{ kind: "redraw" }],
      }),
      [{ draw_no: 4, fault: "named", position: 2, revision: 1 }],
    ],
    [
      "a person whose win was cancelled more than an hour before",
      rewrite(4, { drawn_at: "2023-08-24T09:00:01.000Z" }, cancelled),
      [{ draw_no: 4, fault: "named", position: 0 }],
    ],
    [
      "a person whose win came later",
      rewrite(1, { drawn_at: "2023-08-23T16:00:27.000Z" }),
      [link(2), { draw_no: 4, fault: "named", position: 0 }],
    ],
    ["a draw with a fault of its own", rewrite(4, { num_of_winners: 2 }), [{ draw_no: 4, fault: "count" }]],
  ] as const) {
    expect(await findFaults(page, forged), what).toEqual(faults);
    expect(await page.locator("#verdict").getAttribute("data-verdict"), what).toBe("invalid");
    const states = await page.locator(".draw > summary").allInnerTexts();
    const isFaulty = (no: number) => faults.some(({ draw_no }) => draw_no === no);
    const shown = forged.draws.filter(({ draw_no }) => isFaulty(draw_no)).map(({ draw_no }) => draw_no);
    const marked = forged.draws
      .filter((_, i) => states[i]?.includes("not valid"))
      .map(({ draw_no }) => draw_no);
    expect(marked, what).toEqual(shown);
  }
});

/** The first draw was voided on 2023-08-24 at 8:00. */
const cancelled = withPlan(1, { size: 10, winners: 2, revisions: [{ kind: "void" }] });

/** The ledger with another error of the failed draw. */
function withoutError(): Ledger {
  return {
    ...ledger,
    draws: ledger.draws.map((draw) =>
      draw.format === "lottery-failure-v1" ? { ...draw, error: "CustomError" } : draw,
    ),
  };
}

test("what only looks suspicious is valid, and is said", async () => {
  const page = await openPage();
  const isErased = { ...plans[0], size: 10, winners: 2, fates: { 7: { isErased: true } } };
  for (const [ledgerOf, limits] of [
    [without([4]), [/may have released them: 1\.$/]],
    [rewrite(4, pickLink(2), without([3])), [/^These draws are not there.*: 3\. They may be under way\.$/]],
    [withPlan(1, isErased), [/^People who were erased, and cannot be compared: 1\.$/, /released them: 2\.$/]],
    [
      withPlan(1, { size: 10, winners: 2, beacon: "none" }),
      [/released them: 2\.$/, /^These draws were not sealed: 1\.$/],
    ],
    [rewrite(4, { drawn_at: "2023-08-24T09:00:00.000Z" }, cancelled), [/released them: 2\.$/]],
    // An erased person of draw 1 may be the one who was skipped.
    [
      planLedger([
        { size: 10, winners: 2, fates: { 7: { isErased: true } } },
        { size: 10, winners: 1, fates: { 8: { outcome: "won", draw_no: 1 } } },
      ]),
      [/^People who were erased, and cannot be compared: 1\.$/],
    ],
    // A win that was cancelled does not count.
    [
      planLedger([
        { size: 10, winners: 2, revisions: [{ kind: "void" }] },
        null,
        null,
        { size: 10, winners: 1 },
      ]),
      [],
    ],
  ] as const) {
    expect(await findFaults(page, ledgerOf)).toEqual([]);
    expect(await proofsOf(page, "limit")).toEqual(limits.map((limit) => expect.stringMatching(limit)));
  }
});

/** The link that was known after a draw. */
function pickLink(no: number) {
  const { link_no, link } = drawOf(ledger, no + 1);
  return { link_no, link };
}

const fileOf = (value: unknown, i: number) => ({
  name: `draw-${i}.json`,
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify(value)),
});

test("several files are verified together, in the order of their numbers", async () => {
  const page = await openPage();
  const [first, , third, fourth] = ledger.draws;
  const open = (...values: unknown[]) => page.getByLabel("or its file").setInputFiles(values.map(fileOf));
  await open(fourth, first, third);
  await page.getByText("Draws 1, 3–4 are valid").waitFor();
  expect(await proofsOf(page, "limit")).toContain(
    "These draws are not there, so nothing is checked about them: 2. They may be under way.",
  );
  await open(fourth, rewrite(1, { prize: "Coffee" }).draws[0], ledger.draws[1]);
  await page.getByText("Draws 1–2, 4 are not valid").waitFor();
  await open(first, first);
  await page.getByText("This cannot be verified").waitFor();
});

test("the receipt or seal of the visitor is found among all draws", async () => {
  const page = await openPage();
  const receipt = page.getByLabel("The latest receipt");
  const failure = ledger.draws[1];
  if (failure?.format !== "lottery-failure-v1") throw new Error("Draw 2 did not fail.");
  for (const [typed, verdict, text] of [
    [drawOf(ledger, 1).receipt, "valid", "Draw 1: The receipt matches yours."],
    [computeFailureReceipt(failure), "valid", "Draw 2: The receipt matches yours."],
    [
      drawOf(ledger, 4).receipt,
      "valid",
      "Draw 4: Your receipt is an earlier one. The draw was changed later.",
    ],
    [drawOf(ledger, 3).seals[0]?.seal ?? "", "valid", "Draw 3: Your digits are a seal."],
    ["0".repeat(40), "invalid", "Your digits belong to another record."],
  ] as const) {
    await receipt.fill(typed);
    expect(await check(page, ledger)).toBe(verdict);
    expect(await page.getByRole("status").innerText()).toContain(text);
  }
});

test("a person is found in all draws", async () => {
  const page = await openPage();
  await check(page, ledger);
  await page.getByLabel("Find a person").fill("E0002");
  expect(await page.locator("#found li").allInnerTexts()).toEqual([
    "Person 2 (E0002), serial 2: winner 2 of draw 1",
    "Draw 4, position 1: Person 2 (E0002) has already won draw 1.",
  ]);
});
