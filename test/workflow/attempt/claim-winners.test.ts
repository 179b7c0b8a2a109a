import { expect, test } from "vitest";
import type { Claims } from "../../../data/people/claims.ts";
import { claimWinners } from "../../../workflow/attempt/claim-winners.ts";
import { createJudgeClaim } from "../../../workflow/attempt/judge-claim.ts";
import { winnerAt } from "../../support/draw-records.ts";
import { startLottery } from "../../support/start-lottery.ts";

const CLAIMANT = { drawId: "mine", drawNo: 9, campaignNo: 1, round: 2, expiresAt: 1_800_000_000 };

async function start() {
  const lottery = await startLottery({
    winners: [
      { employee_id: "E0002" },
      { employee_id: "E0003", draw_id: "rival", draw_no: 8, claim_expires_at: 1_800_000_000 },
      { employee_id: "E0004", draw_id: "dead", draw_no: 7, claim_expires_at: 1_700_000_000 },
    ],
  });
  const { ledger, recovery, clock } = lottery;
  const judgeClaim = createJudgeClaim({
    ledger,
    claims: lottery.claims,
    recovery,
    scope: { campaignNo: 1, again: false },
    now: clock.now,
  });
  return {
    ...lottery,
    claim: (serials: readonly number[], claims: Claims = lottery.claims) =>
      claimWinners(
        { claims, judgeClaim, now: clock.now },
        CLAIMANT,
        serials.map((serial) => winnerAt(serial)),
      ),
  };
}

test("a free person, or one whom a dead draw holds, is claimed", async () => {
  await using lottery = await start();
  expect(await lottery.claim([1, 4])).toEqual([]);
  for (const employee_id of ["E0001", "E0004"])
    expect(await lottery.claims.readOne(employee_id)).toEqual({
      employee_id,
      draw_id: "mine",
      draw_no: 9,
      campaign_no: 1,
      claim_round: 2,
      claim_expires_at: 1_800_000_000,
    });
});

test("a person who has won, or whom another draw holds, is lost, with the number of that draw if it is known", async () => {
  await using lottery = await start();
  expect(await lottery.claim([1, 2, 3])).toEqual([
    { employee_id: "E0002", lottery_serial: 2 },
    { employee_id: "E0003", lottery_serial: 3, draw_no: 8 },
  ]);
  expect(await lottery.claims.readOne("E0003")).toMatchObject({ draw_id: "rival" });
});

test("a person whose earlier win is voided between any two requests of a claim is claimed, not lost", async () => {
  await using lottery = await startLottery({
    winners: [{ employee_id: "E0001", draw_id: "older", draw_no: 1 }],
  });
  const scope = { campaignNo: 2, again: false };
  const judgeClaim = createJudgeClaim({ ...lottery, scope, now: lottery.clock.now });
  const claims: Claims = {
    ...lottery.claims,
    async readOne(employeeId) {
      const item = await lottery.claims.readOne(employeeId);
      await lottery.claims.markVoid(employeeId, "older");
      return item;
    },
  };
  const claimant = { ...CLAIMANT, campaignNo: 2 };
  const { now } = lottery.clock;
  expect(await claimWinners({ claims, judgeClaim, now }, claimant, [winnerAt(1)])).toEqual([]);
  expect(await lottery.claims.readOne("E0001")).toMatchObject({ draw_id: "mine", campaign_no: 2 });
});

test("a person whom a third draw claims in the meantime is lost without a number", async () => {
  await using lottery = await start();
  const claims = { ...lottery.claims, claim: () => Promise.resolve(false) };
  expect(await lottery.claim([1], claims)).toEqual([{ employee_id: "E0001", lottery_serial: 1 }]);
});
