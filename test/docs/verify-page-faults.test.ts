/** @module-tag browser */
import { expect, test } from "vitest";
import { exportedDraw } from "../../workflow/draw/exported-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { type Plan, planDraw } from "../support/planned-draw.ts";
import { publishedBeacon } from "../support/published-beacon.ts";
import { examplePlan } from "./example-plan.ts";
import { forgedRules } from "./forged-rules.ts";
import { forge, forgeries as otherForgeries } from "./forgeries.ts";
import { findFaults, useVerifyPage, verifyQuietly } from "./use-verify-page.ts";

const openPage = useVerifyPage();
const forgeries = { ...otherForgeries, ...forgedRules };

test("`npm run verify` finds the faults of each forgery", () => {
  for (const [what, { forged, faults }] of Object.entries(forgeries)) {
    const draw = exportedDraw.parse(JSON.parse(JSON.stringify(forged)));
    expect(verifyDraw(draw, publishedBeacon), what).toEqual(faults);
  }
});

test("the page finds the faults of each forgery", async () => {
  const page = await openPage();
  const all = Object.entries(forgeries);
  const found = await verifyQuietly(
    page,
    all.map(([, { forged }]) => JSON.stringify(forged)),
  );
  const byName = (values: readonly unknown[]) =>
    Object.fromEntries(all.map(([what], i) => [what, values[i]]));
  expect(byName(found)).toEqual(byName(all.map(([, { faults }]) => faults)));
});

test("a forgery is shown with its faults, without the sentences of a valid draw", async () => {
  const page = await openPage();
  for (const what of ["another name in a redraw", "another secret than sealed", "a void of some wins"]) {
    const { forged, faults } = forgeries[what] ?? {};
    expect(await findFaults(page, forged), what).toEqual(faults);
    expect(await page.locator("#verdict").getAttribute("data-verdict"), what).toBe("invalid");
    expect(await page.locator("#proofs").innerText(), what).toBe("");
    expect(await page.locator("#account").innerText(), what).toContain("Receipt: the draw");
  }
});

const withoutReason = forge((it) => {
  delete it.revisions[0]?.reason;
  delete it.revisions[0]?.reason_salt;
});

const soundPlans: Record<string, Plan> = {
  "with all kinds of outcomes": examplePlan,
  "without a beacon": { ...examplePlan, beacon: "none" },
  "sealed in the ledger only": { ...examplePlan, leads: [undefined] },
  "with two seals that were too late": { ...examplePlan, leads: [-1, 0, 4] },
  "from more than 100,000 people": { ...examplePlan, size: 100_001, fates: {}, revisions: [] },
  "in which earlier winners may win again": {
    ...examplePlan,
    rules: { again: true },
    fates: { 7: { sealed_as: "taken" }, 6: { outcome: "joined" } },
  },
  "of one person": { size: 1, winners: 1 },
  "of everyone, several times": {
    size: 4,
    winners: 2,
    revisions: [{ kind: "redraw" }, { kind: "redraw" }],
  },
  "from which people were erased": {
    ...examplePlan,
    fates: { ...examplePlan.fates, 1: { isErased: true }, 7: { isErased: true, outcome: "won", draw_no: 3 } },
  },
};

test("draws of all kinds are valid", async () => {
  const page = await openPage();
  expect(await findFaults(page, withoutReason)).toEqual([]);
  expect(await page.locator("#account").innerText()).toContain("Reason: erased");
  for (const [what, plan] of Object.entries(soundPlans)) {
    expect(await findFaults(page, planDraw(plan)), what).toEqual([]);
    expect(await page.locator("#verdict").getAttribute("data-verdict"), what).toBe("valid");
  }
});
