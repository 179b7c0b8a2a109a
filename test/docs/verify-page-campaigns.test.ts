/** @module-tag browser */
import { expect, test } from "vitest";
import { verifyLedger } from "../../workflow/draw/verify-ledger.ts";
import { type Plan, planDraw } from "../support/planned-draw.ts";
import { planLedger } from "../support/planned-ledger.ts";
import { publishedBeacon } from "../support/published-beacon.ts";
import { check, findFaults, useVerifyPage } from "./use-verify-page.ts";

const openPage = useVerifyPage();

/** A draw of the only person of a list, decided so many minutes after noon. */
const drawAt = (minutes: number, rules: Plan["rules"] = {}): Plan => ({
  size: 1,
  winners: 1,
  rules,
  drawn_at: new Date(Date.UTC(2023, 7, 24, 12, minutes)).toISOString(),
});
const party = { campaign: { no: 2, name: "Party" } };
const again = { again: true as const };
const twice = [{ draw_no: 2, fault: "twice" }];

/** Who wins draw 1 is skipped by draw 2, which has these rules. */
function skippedBy(rules: NonNullable<Plan["rules"]>): Plan[] {
  const plan = { size: 2, winners: 1, draw_no: 2 };
  const [first] = planDraw(plan).positions;
  const skipped = first?.lottery_serial ?? 0;
  const fates = { [skipped]: { outcome: "won", draw_no: 1 }, [3 - skipped]: { id: "E9" } } as const;
  return [
    { size: 2, winners: 2 },
    { ...plan, rules, fates },
  ];
}

test.each([
  ["two wins in one campaign", [drawAt(0, party), drawAt(5, party)], twice],
  ["two wins in two campaigns", [drawAt(0), drawAt(5, party)], []],
  ["a win before a draw that earlier winners may win", [drawAt(0), drawAt(5, again)], []],
  ["a win after a draw that earlier winners may win", [drawAt(0, again), drawAt(5)], twice],
  ["a win less than a minute after it, by other clocks", [drawAt(0, again), drawAt(1)], []],
  ["two wins that earlier winners may win", [drawAt(0, again), drawAt(5, again)], []],
  ["a person who was skipped for a win in this campaign", skippedBy({}), []],
  [
    "a person who was skipped for a win in another campaign",
    skippedBy(party),
    [{ draw_no: 2, fault: "named", position: 0 }],
  ],
] as const)("%s: the page and `npm run verify` say the same", async (_, plans, faults) => {
  const ledger = planLedger(plans);
  const found = verifyLedger(ledger.draws, { isWhole: true, beacon: publishedBeacon }).faults;
  expect(found).toEqual(faults.map((each) => expect.objectContaining(each)));
  expect(await findFaults(await openPage(), ledger)).toEqual(faults);
});

test("a ledger names the campaigns of its draws, and counts a person with several wins once", async () => {
  const page = await openPage();
  expect(await check(page, planLedger([drawAt(0), drawAt(5, again), drawAt(9, party)]))).toBe("valid");
  expect(await page.locator(".draw > summary").allInnerTexts()).toEqual([
    "Draw 1 · valid",
    "Draw 2 · valid",
    "Draw 3 · Party · valid",
  ]);
  expect(await page.locator("#proofs").innerText()).toContain(
    "Nobody has won twice in the same campaign, except where earlier winners could win again (draws 2) (people with a win: 1)",
  );
});
