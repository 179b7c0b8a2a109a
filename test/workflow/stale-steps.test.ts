import { expect, test } from "vitest";
import { checkInvariants } from "../support/check-invariants.ts";
import { attemptOf } from "../support/draw-records.ts";
import { employeeItems } from "../support/start-dynamodb.ts";
import { startLottery } from "../support/start-lottery.ts";

test("claims of an earlier round in an event are made again: they may have been released", async () => {
  await using lottery = await startLottery({ roster: employeeItems(4) });
  const { body } = await lottery.openSelected(2, "draw");
  await lottery.ledger.attempts.endRound(attemptOf(await lottery.readById("draw")));
  expect(await lottery.winnerItems()).toEqual([]);
  const { status } = await lottery.validateWinners({ ...body, claimed: 2, claim_round: 0 });
  expect(status).toBe(0);
  expect(await lottery.winnerItems()).toMatchObject([
    { draw_no: 1, claim_round: 1 },
    { draw_no: 1, claim_round: 1 },
  ]);
  await checkInvariants(lottery, { atRest: false });
});

test("a draw that starts over counts no claims and losses of earlier rounds", async () => {
  await using lottery = await startLottery({ roster: employeeItems(3) });
  const { body } = await lottery.openSelected(2, "draw");
  await lottery.ledger.attempts.endRound(attemptOf(await lottery.readById("draw")));
  const [kept] = body.winner_details;
  // By the event one person is claimed and the other lost. Nobody else is left further along the order.
  await lottery.draw(1);
  const { body: again } = await lottery.randomSelectWinners({
    ...body,
    winner_details: kept ? [kept] : [],
    walked: 3,
    claimed: 1,
    lost: [{ employee_id: "E0001", lottery_serial: 1 }],
  });
  expect(again).toMatchObject({ claimed: 0, claim_round: 1, lost: [] });
  expect(again.winner_details).toHaveLength(2);
});
