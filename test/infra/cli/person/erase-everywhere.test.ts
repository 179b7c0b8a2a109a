/** @module-tag slow */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RecordedWinner } from "../../../../data/ledger/draw-record.ts";
import { EXECUTION_SECONDS, LEASE_SECONDS } from "../../../../workflow/attempt/leases.ts";
import { createSalts } from "../../../../workflow/draw/salts.ts";
import { findItemsOf, slackIdOf, verifyAll } from "../../../support/check-erasure.ts";
import { continueFrom } from "../../../support/continue-lottery.ts";
import { interruptRequests } from "../../../support/interrupt-requests.ts";
import { employeeItem, employeeItems } from "../../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../../support/start-lottery.ts";
import { createEraser } from "./create-eraser.ts";

const DAY = 24 * 60 * 60;

/** The winner of the redraw. */
let winner: RecordedWinner | undefined;

/** A lottery whose first draw, with a redraw, has this winner, who asked for the second draw. All draws are old. */
const start = continueFrom(async () => {
  const lottery = await startLottery({
    roster: Array.from({ length: 12 }, (_, i) => employeeItem(i + 1, { slack_user_id: slackIdOf(i + 1) })),
  });
  await lottery.draw(2);
  const [first, second] = (await lottery.readDrawn(1)).winners;
  await lottery.revise({
    kind: "redraw",
    draw_no: 1,
    employee_id: first?.employee_id,
    reason: `not ${second?.employee_name}`,
  });
  const replacement = (await lottery.readDrawn(1)).winners[2];
  if (!replacement) throw new Error("The redraw has no winner.");
  const serial = replacement.lottery_serial;
  await lottery.draw(3, { requested_by: slackIdOf(serial) });
  await lottery.attempt(100);
  // The person got a prize, and gave out another one.
  const handOver = { handed_at: lottery.clock.now().toISOString(), handed_by: "U0OPERATOR" };
  await lottery.ledger.handOvers.mark(1, replacement.employee_id, handOver);
  await lottery.ledger.handOvers.mark(1, second?.employee_id ?? "", {
    ...handOver,
    handed_by: slackIdOf(serial),
  });
  lottery.advance(DAY);
  winner = replacement;
  return lottery;
});

/** Each test has the same winner, in a lottery of its own. */
async function startWithWinner() {
  const lottery = await start();
  return { lottery, id: winner?.employee_id ?? "", serial: winner?.lottery_serial ?? 0 };
}

/** All positions that the draws and redraws have visited. */
async function listVisited({ records, visitLog }: Lottery) {
  const pages = await Promise.all((await records()).map(({ draw_id }) => visitLog.readAll(draw_id)));
  return pages.flatMap((ofDraw) => [...ofDraw.values()].flat());
}

/** A lottery in which the winner was erased, and what it was before. Tests only read it. */
async function startWithErased() {
  const { lottery, id, serial } = await startWithWinner();
  const before = {
    draws: await verifyAll(lottery),
    records: await lottery.records(),
    visited: await listVisited(lottery),
  };
  await createEraser(lottery)(id, "Dana");
  return { lottery, id, serial, before };
}

let erased: Awaited<ReturnType<typeof startWithErased>>;
beforeAll(async () => {
  erased = await startWithErased();
});
afterAll(() => erased.lottery[Symbol.asyncDispose]());

test("nothing of an erased person is left in any table, and every draw stays valid", async () => {
  const { lottery, serial, before } = erased;
  expect(await findItemsOf(lottery, serial)).toEqual([]);
  const after = await verifyAll(lottery);
  expect(after.map(({ receipt }) => receipt)).toEqual(before.draws.map(({ receipt }) => receipt));
  const [redraw] = after.find(({ draw_no }) => draw_no === 1)?.revisions ?? [];
  expect(redraw?.winners).toEqual([{ lottery_serial: serial, person: expect.any(String) }]);
  expect(redraw?.positions.at(-1)).toEqual({
    lottery_serial: serial,
    outcome: "chosen",
    person: redraw?.winners[0]?.person,
  });
});

test("every other person who won stays as they were", async () => {
  const { lottery, id, before } = erased;
  const listOthers = (records: Awaited<ReturnType<typeof lottery.records>>) => {
    const winners = records.flatMap((record) => (record.status === "drawn" ? record.winners : []));
    return winners.filter((winner) => winner.erased === undefined && winner.employee_id !== id);
  };
  expect(listOthers(await lottery.records())).toEqual(
    listOthers(before.records).map(({ slack_user_id: _id, ...winner }) => expect.objectContaining(winner)),
  );
  expect((await lottery.winnerItems()).map(({ employee_id }) => employee_id)).not.toContain(id);
});

test("no draw keeps the person's salt, and no execution keeps a copy of all salts", async () => {
  const { lottery, serial } = erased;
  for (const { salts, roster_size, draw_no } of await lottery.records()) {
    const { saltOf } = createSalts(salts, roster_size);
    expect(saltOf(serial), `draw ${draw_no}`).toBeUndefined();
    expect(saltOf((serial % roster_size) + 1), `draw ${draw_no}`).toBeDefined();
  }
  const executions = await lottery.ledger.executions.list();
  expect(executions.length).toBeGreaterThan(2);
  for (const { opening } of executions) expect(opening?.salts ?? []).toEqual([]);
});

test("who erased, when and how much is recorded, without the person", async () => {
  const { lottery, id, serial, before } = erased;
  // The reason of the redraw names the second winner, and "Name 12" contains "Name 1".
  const [, second] = (await lottery.readDrawn(1)).winners;
  const isNamed = second?.employee_name.includes(`Name ${serial}`);
  // The second draw visits the person only if they come before its winners in its order.
  const positions = before.visited.filter(({ employee_id }) => employee_id === id).length;
  expect(positions).toBeOneOf([1, 2]);
  const [draws = []] = (await lottery.allItems()).slice(2);
  const erasures = draws.filter(({ ledger }) => ledger === "erasures");
  const at = lottery.clock.now().toISOString();
  expect(erasures).toEqual([
    {
      ledger: "erasures",
      entry: expect.stringMatching(/^[0-9a-f-]{36}$/),
      by: "Dana",
      begun_at: at,
      ended_at: at,
      counts: {
        roster: 1,
        wins: 1,
        records: 2,
        positions,
        handOvers: 2,
        salts: 3,
        executions: 1,
        logEntries: isNamed ? 2 : 1,
        operators: 0,
        imports: 0,
      },
    },
  ]);
  const [{ entry } = {}] = (await lottery.ledger.auditLog.page("all", 1)).entries;
  expect(entry).toMatchObject({
    at,
    who: { cli: "Dana" },
    action: "employee.erase",
    before: { records: 2, executions: 1 },
  });
  expect(await createEraser(lottery)(id, "Dana")).toBeUndefined();
  expect(await createEraser(lottery)("E9999", "Dana")).toBeUndefined();
});

describe("an erasure is refused, and nothing is written,", () => {
  const expectRefused = async (lottery: Lottery, id: string, why: string) => {
    const before = await lottery.allItems();
    await expect(createEraser(lottery)(id, "Dana")).rejects.toThrow(why);
    expect(await lottery.allItems()).toEqual(before);
  };

  test("while a draw is under way", async () => {
    const { lottery, id } = await startWithWinner();
    await using _ = lottery;
    await lottery.open(1, "under-way");
    await expectRefused(lottery, id, "Draw 4 is under way.\nNothing was erased.");
  });

  test("while a redraw is under way", async () => {
    const { lottery, id } = await startWithWinner();
    await using _ = lottery;
    const [, other] = (await lottery.readDrawn(1)).winners;
    const revise = { kind: "redraw", draw_no: 1, employee_id: other?.employee_id };
    await lottery.inputWinners({
      execution: "r",
      started_at: "2026-06-15T11:59:59.000Z",
      request: { revise },
    });
    await expectRefused(lottery, id, "A redraw or void of draw 1 is under way.");
  });

  test("while an import that has read the person changes the roster", async () => {
    const { lottery, id } = await startWithWinner();
    await using _ = lottery;
    const { imports } = lottery.rosterLedger;
    const at = lottery.clock.now();
    await imports.begin({ import_id: "import", requested_by: "U0OPERATOR", details: {}, at });
    await imports.pages.writeAll("import", "rows", [{ employee_id: id }]);
    await imports.lock.acquire("import", at);
    await expectRefused(lottery, id, "An import of the roster is under way.\nNothing was erased.");
    await imports.lock.release("import");
    await createEraser(lottery)(id, "Dana");
    expect((await imports.pages.readElements("import").next()).done).toBe(true);
  });

  test("so long as the own run of a draw that names the person may still announce it", async () => {
    const { lottery, id } = await startWithWinner();
    await using _ = lottery;
    await lottery.revise({ kind: "void", draw_no: 1 });
    await expectRefused(lottery, id, `Draw 1 ended less than ${EXECUTION_SECONDS / 60} minutes ago.`);
    lottery.advance(EXECUTION_SECONDS);
    await expectRefused(lottery, id, "Draw 1 is not announced and emailed yet.");
  });

  test("for a draw of other people, only until its claims are final", async () => {
    const { lottery, serial } = await startWithWinner();
    await using _ = lottery;
    const { body } = await lottery.validateWinners(await lottery.openSelected(1));
    const winner = (await lottery.readDrawn(4)).winners[0]?.lottery_serial ?? 0;
    const visited = await lottery.visitLog.read("execution-5", (await lottery.readDrawn(4)).pages);
    const serials = new Set([serial, ...visited.map(({ lottery_serial }) => lottery_serial), winner]);
    const other = employeeItems(12).find((item) => !serials.has(Number(item["lottery_serial"])));
    const id = String(other?.["employee_id"]);
    await expectRefused(lottery, id, "The claims of draw 4 are not final.");
    await lottery.recordWinners(body);
    await createEraser(lottery)(id, "Dana");
    expect(await findItemsOf(lottery, Number(other?.["lottery_serial"]))).toEqual([]);
  });
});

test("draws and redraws that stopped long ago are ended first", async () => {
  const { lottery, id, serial } = await startWithWinner();
  await using _ = lottery;
  const [, other] = (await lottery.readDrawn(1)).winners;
  const revise = { kind: "redraw", draw_no: 1, employee_id: other?.employee_id };
  const request = { execution: "r", started_at: "2026-06-15T11:59:59.000Z", request: { revise } };
  await lottery.randomSelectWinners((await lottery.inputWinners(request)).body);
  await lottery.openSelected(4, "stopped");
  lottery.advance(DAY);
  await createEraser(lottery)(id, "Dana");
  expect(await findItemsOf(lottery, serial)).toEqual([]);
  await verifyAll(lottery);
});

test("an execution that stopped before it opened its draw is erased, too, once its lease has expired", async () => {
  const { lottery, id, serial } = await startWithWinner();
  await using _ = lottery;
  const client = lottery.connect();
  interruptRequests(client, {
    kind: "lost",
    at: (input) => JSON.stringify(input).includes('"opening"'),
    forGood: true,
  });
  const request = { input: 1, requested_by: slackIdOf(serial) };
  const event = { execution: "stopped", started_at: lottery.clock.now().toISOString(), request };
  await expect(lottery.startProcess(client).inputWinners(event)).rejects.toThrow();
  await expect(createEraser(lottery)(id, "Dana")).rejects.toThrow("A draw is being opened.");
  lottery.advance(LEASE_SECONDS + 1);
  await createEraser(lottery)(id, "Dana");
  expect(await findItemsOf(lottery, serial)).toEqual([]);
});

describe("a draw that begins during the erasure", () => {
  test("and still finds the person makes the erasure wait, and the next run completes it", async () => {
    const { lottery, id, serial } = await startWithWinner();
    await using _ = lottery;
    let begun = false;
    const meanwhile = async () => {
      if (begun) return;
      begun = true;
      // The index of the roster lags: the person is there again.
      await lottery.fillRoster([employeeItem(serial)]);
      await lottery.draw(7);
      await lottery.openSelected(1, "late");
    };
    await expect(createEraser(lottery, { meanwhile })(id, "Dana")).rejects.toThrow(
      /Draw 5 is under way\.\nSome data of the person is erased/,
    );
    await lottery.endFailedDraw("late", "Aborted");
    lottery.advance(DAY);
    await createEraser(lottery)(id, "Dana");
    expect(await findItemsOf(lottery, serial)).toEqual([]);
    await verifyAll(lottery);
  });

  test("no longer finds the person, and is decided as usual", async () => {
    const { lottery, id, serial } = await startWithWinner();
    await using _ = lottery;
    const draw = async () => void (await lottery.draw(1));
    await createEraser(lottery, { meanwhile: draw })(id, "Dana");
    expect(await findItemsOf(lottery, serial)).toEqual([]);
    expect((await verifyAll(lottery)).length).toBe(3);
  });
});

test("people can be erased at the same time: no erasure undoes another", async () => {
  const { lottery, serial } = await startWithWinner();
  await using _ = lottery;
  const { winners } = await lottery.readDrawn(2);
  const serials = [serial, ...winners.slice(0, 2).map(({ lottery_serial }) => lottery_serial)];
  await Promise.all(
    serials.map((each) => createEraser(lottery)(String(employeeItem(each)["employee_id"]), "Dana")),
  );
  expect(await findItemsOf(lottery, ...serials)).toEqual([]);
  await verifyAll(lottery);
});
