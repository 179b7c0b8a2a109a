/** @module-tag slow */
import { beforeAll, expect, test } from "vitest";
import { findItemsOf, slackIdOf, verifyAll } from "../../../support/check-erasure.ts";
import { interruptRequests } from "../../../support/interrupt-requests.ts";
import { oneIn } from "../../../support/one-in.ts";
import { employeeItem } from "../../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../../support/start-lottery.ts";
import { createEraser } from "./create-eraser.ts";

const DAY = 24 * 60 * 60;
const PEOPLE = 60;

/** Three draws of 12, each with a redraw, requested by the people who won the first one. */
async function drawWithWinners() {
  await using lottery = await startLottery({
    roster: Array.from({ length: PEOPLE }, (_, i) =>
      employeeItem(i + 1, { slack_user_id: slackIdOf(i + 1) }),
    ),
  });
  const serials: number[] = [];
  for (const drawNo of [1, 2, 3]) {
    await lottery.draw(12, { requested_by: slackIdOf(serials[drawNo] ?? 1) });
    const { winners } = await lottery.readDrawn(drawNo);
    await lottery.revise({ kind: "redraw", draw_no: drawNo, employee_id: winners[0]?.employee_id });
    serials.push(...(await lottery.readDrawn(drawNo)).winners.map(({ lottery_serial }) => lottery_serial));
  }
  lottery.advance(DAY);
  return { saved: await lottery.save(), serials };
}

let drawn: Awaited<ReturnType<typeof drawWithWinners>>;
beforeAll(async () => {
  drawn = await drawWithWinners();
});

/** Whether a request writes, by its input. */
function isWrite(input: unknown): boolean {
  return (
    typeof input === "object" &&
    input !== null &&
    ("ConditionExpression" in input || ("Key" in input && !("ConsistentRead" in input)))
  );
}

/** Erases a person until a write is interrupted and the process dies. Returns how many writes there were. */
async function eraseInterrupted(lottery: Lottery, id: string, kind: "refused" | "lost", at: number) {
  const client = lottery.connect();
  let writes = 0;
  interruptRequests(client, { kind, at: (input) => isWrite(input) && ++writes === at, forGood: true });
  const outcome = await createEraser(lottery, { client })(id, "Dana").catch((error: unknown) => error);
  return { isInterrupted: outcome instanceof Error && outcome.name === "Interrupted", writes };
}

// An interruption at a read is the same as one after the write before it.
test.each([
  ["refused", 0],
  ["lost", 1],
] as const)(
  "an erasure that dies at any write (%s) is completed by the next run, and until then every draw is valid",
  async (kind, index) => {
    const { saved, serials } = drawn;
    await using lottery = await startLottery({ saved });
    const { first, step } = oneIn(12, 6 * index);
    for (let at = 1 + first; ; at += step) {
      const serial = serials[at] ?? 0;
      const id = String(employeeItem(serial)["employee_id"]);
      const { isInterrupted } = await eraseInterrupted(lottery, id, kind, at);
      await verifyAll(lottery);
      if (!isInterrupted) {
        expect(at).toBeGreaterThan(10);
        break;
      }
      await createEraser(lottery)(id, "Dana");
      expect(await findItemsOf(lottery, serial), `write ${at}`).toEqual([]);
    }
    await verifyAll(lottery);
  },
);
