import { describe, expect, test } from "vitest";
import { findAttempt } from "../../../workflow/attempt/attempt.ts";
import type { DrawBody } from "../../../workflow/attempt/draw-body.ts";
import { createValidateAttempt } from "../../../workflow/attempt/validate-attempt.ts";
import { winnerAt } from "../../support/draw-records.ts";
import { noticeTexts } from "../../support/notice-texts.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";

/** Selects two of four winners in a run that is slow from then on. */
async function selectSlowly(lottery: Lottery) {
  const { body } = await lottery.openSelected(2, "slow");
  const attempt = findAttempt(await lottery.readById("slow"));
  if (!attempt) throw new Error("The draw is not under way.");
  const validate = createValidateAttempt({ ...lottery, texts: noticeTexts.en, now: lottery.clock.now });
  return {
    body,
    /** Claims a person late. */
    claim: (employeeId: string) =>
      lottery.claims.claim(
        employeeId,
        { drawId: "slow", drawNo: 1, campaignNo: 1, round: 0, expiresAt: attempt.leaseExpiresAt },
        lottery.clock.now(),
      ),
    /** Continues the slow run with these winners. */
    validate: (winners: DrawBody["winner_details"]) =>
      validate(attempt, { ...body, winner_details: winners }),
    claimed: async () => (await lottery.winnerItems()).map(({ employee_id }) => employee_id).toSorted(),
  };
}

describe("a slow run that claims people", () => {
  test("after its draw has failed releases them", async () => {
    await using lottery = await startLottery({ roster: employeeItems(4) });
    const { body, claim, validate, claimed } = await selectSlowly(lottery);
    await lottery.endFailedDraw("slow", "States.Timeout");
    for (const { employee_id } of body.winner_details) await claim(employee_id);
    await expect(validate(body.winner_details)).rejects.toMatchObject({ name: "DrawFailed" });
    expect(await claimed()).toEqual([]);
  });

  test("after another run has decided its draw releases those who have not won", async () => {
    await using lottery = await startLottery({ roster: employeeItems(4) });
    const { body, claim, validate, claimed } = await selectSlowly(lottery);
    const decided = await lottery.validateWinners(body);
    const winners = body.winner_details.map(({ employee_id }) => employee_id).toSorted();
    const loser = [1, 2, 3, 4]
      .map((serial) => winnerAt(serial))
      .find((each) => !winners.includes(each.employee_id));
    if (!loser) throw new Error("Everybody has won.");
    await claim(loser.employee_id);
    expect(await validate([...body.winner_details.slice(0, 1), loser])).toEqual(decided);
    expect(await claimed()).toEqual(winners);
  });
});
