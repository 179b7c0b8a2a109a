/** @module-tag slow */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RequestedRules } from "../../data/ledger/rules.ts";
import { isGenuine } from "../../workflow/beacon/round-signature.ts";
import { exportDraw } from "../../workflow/draw/export-draw.ts";
import { verifyDraw } from "../../workflow/draw/verify-draw.ts";
import { type FakeBeacon, startFakeBeacon } from "../support/fake-beacon.ts";
import { more } from "../support/one-in.ts";
import { employeeItem } from "../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../support/start-lottery.ts";

let now = () => new Date(0);
let beacon: FakeBeacon;
beforeAll(async () => {
  beacon = await startFakeBeacon({ period: 3, now: () => now() });
});
afterAll(() => beacon[Symbol.asyncDispose]());

/** The draws of these tests are requested on 2026-06-15, shortly before noon UTC. */
const roster = [
  employeeItem(1, { department: "Sales", employee_entry_date: "20200101" }),
  employeeItem(2, { department: " ｓａｌｅｓ", employee_entry_date: "20260630" }),
  employeeItem(3, { department: "IT <!here>", employee_entry_date: "20260701" }),
  employeeItem(4, { department: "Interns", employee_entry_date: "soon" }),
  employeeItem(5, { employee_entry_date: undefined }),
  employeeItem(6, { department: "Sales", left_at: "20200101" }),
  employeeItem(7, { department: "Sales", excluded_until: "2026-06-14" }),
  employeeItem(8, { department: "Sales", excluded_until: "2026-06-15" }),
  employeeItem(9, { department: "Sales", excluded_until: "2027-01-31" }),
  employeeItem(10, { department: "Sales", excluded_until: "next year" }),
];

async function exportOf({ visitLog, rosterPages, ...lottery }: Lottery, drawNo: number) {
  return exportDraw(await lottery.readDrawn(drawNo), { readPositions: visitLog.read, rosterPages });
}

/** Draws so many that everybody is visited, and returns the outcome of each serial. */
async function drawAll(lottery: Lottery, winners: number, rules: RequestedRules) {
  const drawNo = (await lottery.records()).length + 1;
  await lottery.draw(winners, { rules });
  const exported = await exportOf(lottery, drawNo);
  expect(verifyDraw(exported, { chain: beacon.chain, isGenuine })).toEqual([]);
  return exported;
}

const winnersOf = ({ winners }: { winners: readonly { lottery_serial: number }[] }) =>
  winners.map(({ lottery_serial }) => lottery_serial).toSorted((a, b) => a - b);

describe.each(["sealed", ...more(["not sealed"])])("in draws that are %s", (kind) => {
  async function start() {
    const lottery = await startLottery({ roster, ...(kind === "sealed" && { beacon }) });
    now = lottery.clock.now;
    return lottery;
  }

  test.each<[rules: RequestedRules, winners: number[]]>([
    [{}, [1, 2, 3, 4, 5, 7]],
    [{ departments: { only: ["sales", "it <!here>", "nobody’s"] } }, [1, 2, 3, 7]],
    [{ departments: { not: ["Interns", "IT <!here>"] } }, [1, 2, 5, 7]],
    [{ joined_before: "2026-06-30", departments: { only: ["Sales"] } }, [1, 7]],
    // Spelling and dates alone: test/workflow/draw/match-rules.test.ts and eligibility.test.ts have all cases.
    ...more<[rules: RequestedRules, winners: number[]][]>([
      [{ departments: { only: ["SALES"] } }, [1, 2, 7]],
      [{ joined_before: "2026-07-01" }, [1, 2, 7]],
    ]),
  ])("the rules %j let exactly their people win", async (rules, winners) => {
    await using lottery = await start();
    const drawn = await drawAll(lottery, winners.length, rules);
    expect(winnersOf(drawn)).toEqual(winners);
    expect((await lottery.readDrawn(1)).eligible).toBe(winners.length);
    await expect(lottery.draw(1, { rules })).rejects.toMatchObject({
      name: "NotEnoughEntrants",
      facts: { eligible: 0, ruled_out: 9 - winners.length },
    });
  });

  test("a redraw follows the rules of its draw, and earlier winners win again only with that rule", async () => {
    await using lottery = await start();
    const rules = { departments: { only: ["Sales"] } } satisfies RequestedRules;
    const first = await drawAll(lottery, 2, rules);
    const [winner] = (await lottery.readDrawn(1)).winners;
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id: winner?.employee_id });
    const redrawn = await exportOf(lottery, 1);
    expect(verifyDraw(redrawn, { chain: beacon.chain, isGenuine })).toEqual([]);
    const [replacement] = redrawn.revisions[0]?.winners ?? [];
    expect([1, 2, 7]).toContain(replacement?.lottery_serial);
    expect(winnersOf(first)).not.toContain(replacement?.lottery_serial);
    const { revisions } = await lottery.readDrawn(1);
    const employee_id = revisions[0]?.winners[0]?.employee_id;
    await expect(lottery.revise({ kind: "redraw", draw_no: 1, employee_id })).rejects.toMatchObject({
      name: "NoRunnerUp",
    });
    const again = await drawAll(lottery, 3, { ...rules, again: true });
    expect(winnersOf(again)).toEqual([1, 2, 7]);
    expect(again.rules).toEqual({ ...rules, again: true });
  });

  test("everybody who is skipped is skipped for the first reason that applies", async () => {
    await using lottery = await start();
    const { positions } = await drawAll(lottery, 1, { departments: { only: ["IT <!here>"] } });
    for (const { lottery_serial: serial, outcome, excluded_until } of positions) {
      if (serial === 3) expect(outcome).toBe("chosen");
      else if (serial === 6) expect(outcome).toBe("left");
      else if (serial >= 8)
        expect([outcome, excluded_until]).toEqual([
          "excluded",
          { 8: "2026-06-15", 9: "2027-01-31", 10: "always" }[serial],
        ]);
      else expect(outcome).toBe("department");
    }
  });
});

describe("a sealed draw", () => {
  test.each([
    ["excluded", { excluded_until: "always" }],
    ["moved to another department", { department: "Sales" }],
    ["given another entry date", { employee_entry_date: "20270101" }],
  ])(
    "fails if its only entrant is %s after the seal, so that nobody can choose who is skipped",
    async (_, more) => {
      const person = employeeItem(3, { department: "IT", employee_entry_date: "20200101" });
      await using lottery = await startLottery({
        roster: [roster[0] ?? {}, roster[1] ?? {}, person],
        beacon,
      });
      now = lottery.clock.now;
      const rules = { departments: { only: ["IT"] }, joined_before: "2026-01-01" } satisfies RequestedRules;
      const { body } = await lottery.inputWinners({
        execution: "changed",
        started_at: "2026-06-15T11:59:59.000Z",
        request: { input: 1, rules },
      });
      const announced = await lottery.announceSeal(body);
      lottery.waitUntil(announced.body.beacon_at);
      await lottery.fillRoster([{ ...person, ...more }]);
      await lottery.catchUp();
      await expect(lottery.randomSelectWinners(announced.body)).rejects.toMatchObject({
        name: "RosterChanged",
      });
    },
  );
});

describe("a request with rules", () => {
  test.each<[what: string, rules: unknown]>([
    ["an unknown rule", { departement: { only: ["Sales"] } }],
    ["both only and not", { departments: { only: ["Sales"], not: ["IT"] } }],
    ["an empty list", { departments: { only: [] } }],
    ["a name that is not text", { departments: { only: [5] } }],
    ["a date in another format", { joined_before: "01.07.2026" }],
    ["a date that does not exist", { joined_before: "2026-02-30" }],
    ["again: false", { again: false }],
    ["a campaign, which follows from the time", { campaign: { no: 2 } }],
    ["a text", "everybody"],
  ])("is refused if it has %s, before anything is stored", async (_, rules) => {
    await using lottery = await startLottery({ roster: roster.slice(0, 1) });
    const before = await lottery.allItems();
    await expect(lottery.inputWinners({ input: 1, rules })).rejects.toMatchObject({ name: "InvalidInput" });
    expect(await lottery.allItems()).toEqual(before);
  });
});
