import { afterAll, beforeAll, expect, test } from "vitest";
import { createReadStanding } from "../../../bot/home/read-standing.ts";
import type { Employee } from "../../../data/people/employee.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";

const [former, ...others] = employeeItems(7);
const roster = [
  { ...former },
  ...others.map((item, i) => ({
    ...item,
    ...(i === 4 && { left_at: "2026-01-31" }),
    ...(i === 5 && { excluded_until: "2026-07-01" }),
  })),
];

let lottery: Lottery;
beforeAll(async () => {
  lottery = await startLottery({
    roster,
    // Won before the ledger.
    winners: [{ employee_id: "E0001" }],
  });
});
afterAll(() => lottery[Symbol.asyncDispose]());

const read = async (employeeId: string, campaignNo = 1) => {
  const employee: Employee | undefined = await lottery.roster.findById(employeeId);
  if (!employee) throw new Error("There is no such employee.");
  const readStanding = createReadStanding({
    ledger: lottery.ledger,
    readClaim: lottery.claims.readOne,
    now: lottery.clock.now,
  });
  return readStanding(employee, campaignNo);
};

test("who has left, or is excluded, cannot win and reads why", async () => {
  expect(await read("E0006")).toEqual({ obstacle: { outcome: "left" }, wins: [], more: 0 });
  expect(await read("E0007")).toEqual({
    obstacle: { outcome: "excluded", excluded_until: "2026-07-01" },
    wins: [],
    more: 0,
  });
});

test("a win from before the ledger counts in the first campaign, and only there", async () => {
  const win = { drawNo: undefined, prize: undefined, wonAt: undefined };
  expect(await read("E0001")).toEqual({
    obstacle: { outcome: "won" },
    wins: [{ ...win, earlierCampaign: undefined }],
    more: 0,
  });
  expect(await read("E0001", 2)).toEqual({
    obstacle: undefined,
    wins: [{ ...win, earlierCampaign: "" }],
    more: 0,
  });
});

test("a winner reads what they have won; after a void, they can win again", async () => {
  await lottery.draw(1, { prize: "AirPods" });
  const { winners, drawn_at } = await lottery.readDrawn(1);
  const id = winners[0]?.employee_id ?? "";
  expect(await read(id)).toEqual({
    obstacle: { outcome: "won", draw_no: 1 },
    wins: [{ drawNo: 1, prize: "AirPods", wonAt: drawn_at, earlierCampaign: undefined }],
    more: 0,
  });
  const elsewhere = await read(id, 2);
  expect(elsewhere).toMatchObject({ obstacle: undefined, wins: [{ earlierCampaign: "" }] });
  await lottery.revise({ kind: "void", draw_no: 1 });
  expect(await read(id)).toEqual({ obstacle: undefined, wins: [], more: 0 });
});

test("a void counts at once, also while its item is not marked yet", async () => {
  await lottery.draw(1);
  const draw = await lottery.readDrawn((await lottery.records()).length);
  const [winner] = draw.winners;
  const voided = { ...draw, winners: [{ ...winner, void: { revision: 1 } }] };
  const employee = await lottery.roster.findById(winner?.employee_id ?? "");
  if (!employee) throw new Error("There is no such employee.");
  const readStanding = createReadStanding({
    readClaim: lottery.claims.readOne,
    ledger: { read: () => Promise.resolve(JSON.parse(JSON.stringify(voided))) },
    now: lottery.clock.now,
  });
  expect(await readStanding(employee, 1)).toEqual({ obstacle: undefined, wins: [], more: 0 });
});

test("a draw in progress reveals nobody; once it is decided, its claims are wins", async () => {
  const { body } = await lottery.openSelected(1);
  const held = await lottery.validateWinners(body);
  const draw = (await lottery.records()).at(-1);
  if (draw?.status !== "drawn") throw new Error("The draw is not decided.");
  const id = draw.winners[0]?.employee_id ?? "";
  // The claim is not final yet, but the draw is decided.
  expect(await read(id)).toMatchObject({
    obstacle: { outcome: "won", draw_no: draw.draw_no },
    wins: [{ drawNo: draw.draw_no }],
  });
  // As long as it is not decided, the claim says nothing.
  const undecided = createReadStanding({
    readClaim: lottery.claims.readOne,
    ledger: {
      read: () =>
        Promise.resolve(JSON.parse(JSON.stringify({ ...draw, status: "drawing", attempt_id: draw.draw_id }))),
    },
    now: lottery.clock.now,
  });
  const employee = await lottery.roster.findById(id);
  if (!employee) throw new Error("There is no such employee.");
  expect(await undecided(employee, 1)).toEqual({ obstacle: undefined, wins: [], more: 0 });
  await lottery.recordWinners(held.body);
});

test("many wins are counted, and only the newest are read", async () => {
  const wins = Array.from({ length: 40 }, (_, i) => ({
    draw_id: `d${i}`,
    draw_no: i + 1,
    campaign_no: i + 1,
  }));
  let reads = 0;
  const readStanding = createReadStanding({
    readClaim: (employee_id) => Promise.resolve({ employee_id, ...wins.at(-1), wins: wins.slice(0, -1) }),
    ledger: {
      read: () => {
        reads++;
        return Promise.resolve(undefined);
      },
    },
    now: lottery.clock.now,
  });
  const employee = await lottery.roster.findById("E0002");
  if (!employee) throw new Error("There is no such employee.");
  const standing = await readStanding(employee, 41);
  expect(standing.wins.map(({ drawNo }) => drawNo)).toEqual([40, 39, 38, 37, 36]);
  expect(standing).toMatchObject({ obstacle: undefined, more: 35 });
  expect(reads).toBe(5);
});
