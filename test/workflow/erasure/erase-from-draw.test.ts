import { describe, expect, test } from "vitest";
import type { RecordedWinner } from "../../../data/ledger/draw-record.ts";
import { currentWinners } from "../../../workflow/draw/apply-revision.ts";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { createEraseFromDraw } from "../../../workflow/erasure/erase-from-draw.ts";
import { verifyAll } from "../../support/check-erasure.ts";
import { continueFrom } from "../../support/continue-lottery.ts";
import { startLottery } from "../../support/start-lottery.ts";

let winner: RecordedWinner | undefined;

/** A lottery with a draw of two, of whom the first one is erased from the draw. */
const startWithErased = continueFrom(async () => {
  const lottery = await startLottery();
  await lottery.draw(2);
  [winner] = (await lottery.readDrawn(1)).winners;
  if (!winner) throw new Error("There is no winner.");
  const { employee_id, employee_name, lottery_serial } = winner;
  const people = createPersonToErase({
    employee_id,
    names: [employee_name],
    slack_user_ids: [],
    lottery_serial,
  });
  expect(await createEraseFromDraw(lottery)(1, people)).toBe(true);
  return lottery;
});

async function drawWithErased() {
  const lottery = await startWithErased();
  const [erased, other] = (await lottery.readDrawn(1)).winners;
  return { lottery, erased, other };
}

test("marks of handed over prizes lose the erased person: as winner the mark, and as author the name", async () => {
  await using lottery = await startLottery();
  await lottery.draw(3);
  const { winners } = await lottery.readDrawn(1);
  const [first, second, third] = winners.map(({ employee_id }) => employee_id);
  if (!first || !second || !third) throw new Error("There are not three winners.");
  const { handOvers } = lottery.ledger;
  const handed_at = lottery.clock.now().toISOString();
  await handOvers.mark(1, first, { handed_at, handed_by: "U0OTHER" });
  await handOvers.mark(1, second, { handed_at, handed_by: "U0FIRST" });
  await handOvers.mark(1, third, { handed_at, handed_by: "U0OTHER" });
  const person = createPersonToErase({ employee_id: first, names: [], slack_user_ids: ["U0FIRST"] });
  expect(await createEraseFromDraw(lottery)(1, person)).toBe(true);
  expect(await handOvers.list(1)).toEqual(
    new Map([
      [second, { handed_at }],
      [third, { handed_at, handed_by: "U0OTHER" }],
    ]),
  );
});

describe("a draw with an erased winner", () => {
  test("refuses a redraw of the erased win by name, also by the former id", async () => {
    const { lottery, erased } = await drawWithErased();
    await using _ = lottery;
    await expect(
      lottery.revise({ kind: "redraw", draw_no: 1, employee_id: erased?.employee_id }),
    ).rejects.toMatchObject({ name: "WinnerErased" });
    await expect(
      lottery.revise({ kind: "redraw", draw_no: 1, employee_id: winner?.employee_id }),
    ).rejects.toMatchObject({ name: "UnknownWinner" });
    expect(await lottery.readDrawn(1)).toMatchObject({ revisions: [] });
  });

  test("can be redrawn for another winner, and voided, and stays valid", async () => {
    const { lottery, erased, other } = await drawWithErased();
    await using _ = lottery;
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id: other?.employee_id });
    expect(currentWinners((await lottery.readDrawn(1)).winners)[0]).toEqual(erased);
    await verifyAll(lottery);
    const { body } = await lottery.revise({ kind: "void", draw_no: 1 });
    expect(body.winner_details).toEqual([]);
    const draw = await lottery.readDrawn(1);
    expect(currentWinners(draw.winners)).toEqual([]);
    expect(draw).toMatchObject({ claims_final: true });
    await verifyAll(lottery);
  });

  test("cannot be revised any more once the names of everybody were erased", async () => {
    const { lottery, other } = await drawWithErased();
    await using _ = lottery;
    const draw = await lottery.readDrawn(1);
    const names_erased_at = lottery.clock.now().toISOString();
    await lottery.ledger.erasing.replace(draw, { ...draw, names_erased_at });
    for (const revise of [
      { kind: "redraw", draw_no: 1, employee_id: other?.employee_id },
      { kind: "void", draw_no: 1 },
    ] as const)
      await expect(lottery.revise(revise)).rejects.toMatchObject({ name: "NamesErased" });
  });
});

test("erasing from a draw that is under way, or that does not exist, changes nothing", async () => {
  await using lottery = await startLottery();
  await lottery.openSelected(2);
  const before = await lottery.allItems();
  const people = createPersonToErase({
    employee_id: "E0001",
    names: [],
    slack_user_ids: [],
    lottery_serial: 1,
  });
  const eraseFromDraw = createEraseFromDraw(lottery);
  for (const drawNo of [1, 2]) expect(await eraseFromDraw(drawNo, people)).toBe(false);
  expect(await lottery.allItems()).toEqual(before);
});
