/** @module-tag slow */
import { expect, test } from "vitest";
import { type Attempt, findAttempt } from "../../../workflow/attempt/attempt.ts";
import { createJudgeClaim } from "../../../workflow/attempt/judge-claim.ts";
import { visitPositions } from "../../../workflow/attempt/visit-positions.ts";
import { orderSerials } from "../../../workflow/draw/order.ts";
import type { Stretch } from "../../../workflow/draw/order-stretch.ts";
import { drawingRecord, visitedPerson, winnerAt } from "../../support/draw-records.ts";
import { SALTS } from "../../support/persons.ts";
import { employeeItem, type TableItem } from "../../support/start-dynamodb.ts";
import { startLottery } from "../../support/start-lottery.ts";

const SEED = "ab".repeat(32);

function firstAttemptOf(rosterSize: number): Attempt {
  const attempt = findAttempt(drawingRecord({ seed: SEED, roster_size: rosterSize }));
  if (!attempt) throw new Error("The draw is under way.");
  return attempt;
}

async function start(rosterSize: number, roster: readonly TableItem[], winners: readonly TableItem[] = []) {
  const lottery = await startLottery({ roster, winners });
  const { ledger, recovery, clock, claims } = lottery;
  const deps = {
    roster: lottery.roster,
    rosterPages: lottery.rosterPages,
    claims,
    judgeClaim: createJudgeClaim({
      ledger,
      claims: lottery.claims,
      recovery,
      scope: { campaignNo: 1, again: false },
      now: clock.now,
    }),
  };
  return {
    [Symbol.asyncDispose]: () => lottery[Symbol.asyncDispose](),
    select: (count: number, stretch: Stretch, pastWinners: ReadonlySet<string> = new Set()) =>
      visitPositions(deps, { ...firstAttemptOf(rosterSize), pastWinners }, stretch, count),
  };
}

/** The first serials of the order. */
function orderOf(rosterSize: number, count: number): number[] {
  const order = orderSerials(Buffer.from(SEED, "hex"), rosterSize);
  return Array.from({ length: count }, () => order.next().value ?? 0);
}

const idOf = (serial: number) => winnerAt(serial).employee_id;

test("each visited position has the outcome of its person, up to the last person who is chosen", async () => {
  const [free = 0, gap = 0, left = 0, won = 0, old = 0, held = 0, last = 0] = orderOf(9, 7);
  const present = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((serial) => serial !== gap && serial !== free);
  await using lottery = await start(
    9,
    [
      ...present.map((serial) => employeeItem(serial, serial === left ? { left_at: "20200101" } : {})),
      employeeItem(free, { slack_user_id: "U012AB3CD" }),
    ],
    [
      { employee_id: idOf(won), draw_id: "earlier", draw_no: 3 },
      { employee_id: idOf(old) },
      { employee_id: idOf(held), draw_id: "rival", draw_no: 8, claim_expires_at: 1_800_000_000 },
    ],
  );
  const visited = (serial: number) => visitedPerson(serial, { salts: SALTS, roster_size: 9 });
  expect(await lottery.select(2, { from: 0, length: 9 })).toEqual({
    chosen: [winnerAt(free, { slack_user_id: "U012AB3CD" }), winnerAt(last)],
    positions: [
      { lottery_serial: free, outcome: "chosen", ...visited(free) },
      { lottery_serial: gap, outcome: "gap" },
      { lottery_serial: left, outcome: "left", ...visited(left) },
      { lottery_serial: won, outcome: "won", ...visited(won), draw_no: 3 },
      { lottery_serial: old, outcome: "won", ...visited(old) },
      { lottery_serial: held, outcome: "held", ...visited(held), draw_no: 8 },
      { lottery_serial: last, outcome: "chosen", ...visited(last) },
    ],
  });
  // The stretch ends before the second.
  expect((await lottery.select(2, { from: 0, length: 6 })).chosen).toHaveLength(1);
  expect((await lottery.select(1, { from: 1, length: 5 })).chosen).toEqual([]);
});

test("a person who has ever won this draw is not chosen again, also if the win is void or the person has left", async () => {
  const [first = 0, second = 0, third = 0] = orderOf(3, 3);
  await using lottery = await start(3, [
    employeeItem(first),
    employeeItem(second, { left_at: "20200101" }),
    employeeItem(third),
  ]);
  const pastWinners = new Set([idOf(first), idOf(second)]);
  const { chosen, positions } = await lottery.select(1, { from: 0, length: 3 }, pastWinners);
  expect(chosen).toEqual([winnerAt(third)]);
  expect(positions.slice(0, 2)).toEqual(
    [first, second].map((lottery_serial) => ({
      lottery_serial,
      outcome: "won",
      ...visitedPerson(lottery_serial, { salts: SALTS, roster_size: 3 }),
      draw_no: 7,
    })),
  );
});

test("no position is visited if nobody is missing", async () => {
  await using lottery = await start(1, [employeeItem(1)]);
  expect(await lottery.select(0, { from: 0, length: 1 })).toEqual({ chosen: [], positions: [] });
});

test("10,000 positions in a row without an employee are an error that names the highest serial", {
  tags: ["slow"],
}, async () => {
  const size = 30_000;
  const order = orderOf(size, 20_000);
  // 9,999 gaps, an employee, and again 9,999 gaps and an employee.
  const present = [order[9_999] ?? 0, order[19_999] ?? 0].map((serial) => employeeItem(serial));
  await using lottery = await start(size, present);
  expect((await lottery.select(2, { from: 0, length: size })).positions).toHaveLength(20_000);
  await expect(lottery.select(1, { from: 20_000, length: 10_000 })).rejects.toMatchObject({
    name: "InvalidItem",
    message:
      "10000 positions in a row have no employee: 30000, the highest lottery_serial, is far beyond the others.",
  });
});
