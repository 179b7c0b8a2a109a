/** @module-tag slow */
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { DrawnRecord } from "../../../data/ledger/draw-record.ts";
import { computePersonDigest } from "../../../workflow/draw/person.ts";
import { type FakeBeacon, startFakeBeacon } from "../../support/fake-beacon.ts";
import { DEFAULT_TABLES, employeeItem } from "../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";
import { runCli, startCli } from "./run-cli.ts";

let now = () => new Date(0);
let beacon: FakeBeacon;
let lottery: Lottery;
let redrawn: DrawnRecord;
beforeAll(async () => {
  beacon = await startFakeBeacon({ period: 3, now: () => now() });
  lottery = await startLottery({
    tables: DEFAULT_TABLES,
    beacon,
    roster: [1, 2, 3, 4].map((serial) =>
      employeeItem(serial, { slack_user_id: `U0PERSON${serial}`, email: `${serial}@example.com` }),
    ),
  });
  now = lottery.clock.now;
  await lottery.draw(2);
  const [first] = (await lottery.readDrawn(1)).winners;
  const revise = { kind: "redraw", draw_no: 1, employee_id: first?.employee_id, reason: "is away" } as const;
  await lottery.revise(revise);
  redrawn = await lottery.readDrawn(1);
  const [, other] = redrawn.winners;
  const handed_at = lottery.clock.now().toISOString();
  for (const winner of [first, other])
    await lottery.ledger.handOvers.mark(1, winner?.employee_id ?? "", {
      handed_at,
      handed_by: `U0PERSON${first?.lottery_serial}`,
    });
  // The second draw fails, because it could also choose the person of the first one again.
  const drill = { requested_by: `U0PERSON${first?.lottery_serial}`, exception: true };
  await expect(lottery.draw(1, drill)).rejects.toMatchObject({ name: "CustomError" });
});
afterAll(async () => {
  await lottery[Symbol.asyncDispose]();
  await beacon[Symbol.asyncDispose]();
});

const printed = z.looseObject({
  names: z.array(z.string()),
  slack_user_ids: z.array(z.string()),
  roster: z.record(z.string(), z.unknown()).nullable(),
  winners: z.record(z.string(), z.unknown()).nullable(),
  draws: z.array(
    z.looseObject({
      draw_no: z.number(),
      roster_entry: z.looseObject({
        salt: z.string(),
        leaf: z.string(),
        person: z.string(),
        sealed_as: z.string(),
      }),
      visited: z.array(z.looseObject({ employee_id: z.string(), salt: z.string(), person: z.string() })),
      winners: z.array(z.unknown()).optional(),
      revisions: z.array(z.looseObject({})).optional(),
    }),
  ),
  executions: z.array(z.looseObject({})),
});

async function print(id: string, run = runCli) {
  const { out, err, code } = await run("print-person", [id], lottery.environment);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  return printed.parse(JSON.parse(out));
}

test("prints all that is stored about a person whose win was cancelled, and changes nothing", async () => {
  const [winner] = redrawn.winners;
  if (!winner) throw new Error("There is no winner.");
  const { employee_id, employee_name, lottery_serial: serial } = winner;
  const before = await lottery.allItems();
  const person = await print(employee_id, startCli);
  expect(await lottery.allItems()).toEqual(before);

  expect(person).toMatchObject({
    employee_id,
    lottery_serial: serial,
    names: [employee_name],
    slack_user_ids: [`U0PERSON${serial}`],
    roster: lottery.rosterItems[serial - 1],
    winners: { employee_id, draw_no: 1, void: true, won_at: expect.any(String) },
    executions: [{ requested_by: `U0PERSON${serial}` }],
    hand_overs: expect.arrayContaining([
      { draw_no: 1, employee_id, handed_at: expect.any(String), handed_by: `U0PERSON${serial}` },
      { draw_no: 1, handed_at: expect.any(String), handed_by: `U0PERSON${serial}` },
    ]),
  });
  const [first, second] = person.draws;
  expect(first).toMatchObject({
    draw_no: 1,
    winners: [winner],
    revisions: [{ kind: "redraw", cancelled_the_win: true, reason: "is away", winners: [] }],
    roster_entry: { sealed_as: "free" },
  });
  expect(second).toMatchObject({
    draw_no: 2,
    requested_by: `U0PERSON${serial}`,
    roster_entry: { sealed_as: "free" },
  });
  for (const { roster_entry, visited } of person.draws)
    for (const { salt, person: digest } of [roster_entry, ...visited])
      expect(digest).toBe(computePersonDigest(Buffer.from(salt, "hex"), { employee_id, employee_name }));
  expect(first?.visited).toHaveLength(1);
});

test("prints nothing about other people", async () => {
  const [winner, other] = redrawn.winners;
  const text = JSON.stringify(await print(winner?.employee_id ?? ""));
  expect(text).not.toContain(other?.employee_id);
  expect(text).not.toContain(other?.employee_name);
  expect(text).not.toContain(`U0PERSON${other?.lottery_serial}`);
});

test("finds the names of a person who is no longer on the roster in the draws", async () => {
  const [, other] = redrawn.winners;
  if (!other) throw new Error("There is no winner.");
  const { employee_id, employee_name } = other;
  const Key = { employee_id };
  await lottery.client.send(new DeleteCommand({ TableName: lottery.tables.employees, Key }));
  const { out } = await runCli("print-person", [employee_id], lottery.environment);
  expect(JSON.parse(out)).toMatchObject({ names: [employee_name], roster: null });
});

test("prints empty lists about a person of whom nothing is stored", async () => {
  const unknown = await print("E9999");
  expect(unknown).toMatchObject({ names: [], roster: null, winners: null, draws: [], executions: [] });
});

test.each([[[]], [["E0001", "E0002"]], [["--yes", "E0001"]]])("refuses the arguments %o", async (args) => {
  const { out, code } = await runCli("print-person", args, lottery.environment);
  expect({ out, code }).toEqual({ out: "", code: 1 });
});
