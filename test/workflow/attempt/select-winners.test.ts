import { expect, test } from "vitest";
import type { DrawRecord } from "../../../data/ledger/draw-record.ts";
import { createJudgeClaim } from "../../../workflow/attempt/judge-claim.ts";
import { selectWinners } from "../../../workflow/attempt/select-winners.ts";
import { walk } from "../../../workflow/draw/order.ts";
import type { Stretch } from "../../../workflow/draw/order-stretch.ts";
import { drawingRecord, drawnRecord, winnerAt } from "../../support/draw-records.ts";
import { employeeItem, type RosterItem } from "../../support/start-dynamodb.ts";
import { startLottery } from "../../support/start-lottery.ts";

async function start(rosterSize: number, roster: readonly RosterItem[], winners: readonly RosterItem[] = []) {
  const lottery = await startLottery({ roster, winners });
  const { ledger, recovery, clock, claims } = lottery;
  const deps = {
    roster: lottery.roster,
    claims,
    judgeClaim: createJudgeClaim({ ledger, recovery, now: clock.now }),
    now: clock.now,
  };
  return {
    [Symbol.asyncDispose]: () => lottery[Symbol.asyncDispose](),
    select: (count: number, stretch: Stretch, draw: DrawRecord = drawingRecord()) =>
      selectWinners(
        deps,
        { draw: { ...draw, roster_size: rosterSize }, claimant: draw.draw_id },
        stretch,
        count,
      ),
  };
}

/** The first serials on the walk of the records that are used here. */
function orderOf(rosterSize: number, count: number): number[] {
  const order = walk(Buffer.from("ab".repeat(32), "hex"), rosterSize);
  return Array.from({ length: count }, () => order.next().value ?? 0);
}

const idOf = (serial: number) => winnerAt(serial).employee_id;

test("everybody on the way is named with what stood against them, up to the last who was chosen", async () => {
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
  expect(await lottery.select(2, { from: 0, length: 9 })).toEqual({
    chosen: [winnerAt(free, { slack_user_id: "U012AB3CD" }), winnerAt(last)],
    positions: [
      { lottery_serial: free, outcome: "chosen", employee_id: idOf(free) },
      { lottery_serial: gap, outcome: "gap" },
      { lottery_serial: left, outcome: "left", employee_id: idOf(left) },
      { lottery_serial: won, outcome: "won", employee_id: idOf(won), draw_no: 3 },
      { lottery_serial: old, outcome: "won", employee_id: idOf(old) },
      { lottery_serial: held, outcome: "held", employee_id: idOf(held), draw_no: 8 },
      { lottery_serial: last, outcome: "chosen", employee_id: idOf(last) },
    ],
  });
  // The end of the stretch comes before the second.
  expect((await lottery.select(2, { from: 0, length: 6 })).chosen).toHaveLength(1);
  expect((await lottery.select(1, { from: 1, length: 5 })).chosen).toEqual([]);
});

test("whoever has won this draw once is passed over as its winner, taken back or gone since", async () => {
  const [first = 0, second = 0, third = 0] = orderOf(3, 3);
  await using lottery = await start(3, [
    employeeItem(first),
    employeeItem(second, { left_at: "20200101" }),
    employeeItem(third),
  ]);
  const draw = drawnRecord({
    winners: [winnerAt(first, { void: { revision: 1 } }), winnerAt(second, { replaces: idOf(first) })],
  });
  const { chosen, positions } = await lottery.select(1, { from: 0, length: 3 }, draw);
  expect(chosen).toEqual([winnerAt(third)]);
  expect(positions.slice(0, 2)).toEqual(
    [first, second].map((lottery_serial) => ({
      lottery_serial,
      outcome: "won",
      employee_id: idOf(lottery_serial),
      draw_no: 7,
    })),
  );
});

test("nobody is walked to where nobody is missing", async () => {
  await using lottery = await start(1, [employeeItem(1)]);
  expect(await lottery.select(0, { from: 0, length: 1 })).toEqual({ chosen: [], positions: [] });
});

test("a walk over 10,000 positions in a row without anybody says that the roster's highest serial is wrong", async () => {
  const size = 30_000;
  const order = orderOf(size, 20_000);
  // 9,999 gaps, somebody, and again 9,999 gaps: somebody each time.
  const present = [order[9_999] ?? 0, order[19_999] ?? 0].map((serial) => employeeItem(serial));
  await using lottery = await start(size, present);
  expect((await lottery.select(2, { from: 0, length: size })).positions).toHaveLength(20_000);
  await expect(lottery.select(1, { from: 20_000, length: 10_000 })).rejects.toMatchObject({
    name: "InvalidItem",
    message:
      "10000 positions in a row have no employee: 30000, the highest lottery_serial, is far beyond the others.",
  });
});
