/** @module-tag slow */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createReadCampaign } from "../../../bot/commands/read-campaign.ts";
import type { PreparedFile } from "../../../bot/files/outgoing-file.ts";
import { createPrepareWinners } from "../../../bot/files/prepare-winners.ts";
import { locales } from "../../../bot/locales/locales.ts";
import type { DrawnRecord } from "../../../data/ledger/draw-record.ts";
import { createReadDepartments } from "../../../data/people/departments.ts";
import { createPersonToErase } from "../../../workflow/draw/erase-person.ts";
import { createEraseFromDraw } from "../../../workflow/erasure/erase-from-draw.ts";
import { readWorkbook } from "../../support/read-workbook.ts";
import { recordLog } from "../../support/record-log.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { type Lottery, startLottery } from "../../support/start-lottery.ts";

const NAMES = ["=1+1", "王芳", "Ann 🎉", "@sum", "José"];

const nameOf = (serial: number) => `${NAMES[serial % NAMES.length]} ${serial}`;

function startWithRoster(people: number): Promise<Lottery> {
  return startLottery({
    roster: Array.from({ length: people }, (_, i) =>
      employeeItem(i + 1, {
        employee_id: String(i + 1).padStart(4, "0"),
        employee_name: nameOf(i + 1),
        ...(i % 3 > 0 && { department: i % 3 === 1 ? "研发部" : "=Sales" }),
      }),
    ),
  });
}

function createPrepare(lottery: Lottery) {
  return createPrepareWinners({
    ledger: lottery.ledger,
    readDepartments: createReadDepartments(lottery.client, lottery.tables.employees),
    texts: locales.en,
    now: lottery.clock.now,
  });
}

function startCampaign({ ledger, clock }: Lottery, after: number, name = `Party ${after + 1}`) {
  const startedAt = clock.now().toISOString();
  return ledger.campaigns.start({
    after,
    id: `start-${after}`,
    name,
    startedBy: "U0OPERATOR",
    startedAt,
    countedTo: 0,
  });
}

/** The rows of a file by their titles. */
function readRows(prepared: PreparedFile) {
  if (!("file" in prepared)) throw new Error(prepared.refusal);
  const [titles = [], ...rows] = readWorkbook(prepared.file.bytes);
  expect(rows.flat().some((cell) => cell?.isFormula)).toBe(false);
  return rows.map((row) =>
    Object.fromEntries(titles.map((title, i) => [String(title?.value), row[i]?.value])),
  );
}

/** What the sheet should say about each win, from the ledger alone. */
async function expectRows({ ledger, records, rosterItems }: Lottery, campaignNo: number) {
  const drawn = (await records()).filter((draw): draw is DrawnRecord => draw.status === "drawn");
  const own = drawn.filter(({ rules }) => (rules.campaign?.no ?? 1) === campaignNo);
  const rows = await Promise.all(
    own.map(async ({ draw_no, winners, prize }) => {
      const handOvers = await ledger.handOvers.list(draw_no);
      return winners.map(({ employee_id, employee_name, void: cancelled }) => {
        const item = rosterItems.find((each) => each["employee_id"] === employee_id);
        const safe = (text: unknown) => (typeof text === "string" && /^[=@]/.test(text) ? `'${text}` : text);
        const handOver = handOvers.get(employee_id);
        return {
          Draw: draw_no,
          "Prize of the draw": safe(prize),
          "Name of the winner": safe(employee_name),
          "Employee ID": employee_id,
          Department: safe(item?.["department"]),
          Void: cancelled ? "yes" : undefined,
          "Handed over (UTC)": handOver && new Date(handOver.handed_at),
          "Marked by": handOver?.handed_by,
        };
      });
    }),
  );
  return rows.flat();
}

const keyOf = (row: Record<string, unknown>) => `${row["Draw"]} ${row["Employee ID"]}`;
const sorted = (rows: Record<string, unknown>[]) =>
  rows.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));

/** How many wins there are in how many draws, as the message with the file says. */
function countsIn(prepared: PreparedFile): number[] {
  const comment = "file" in prepared ? prepared.file.comment : "";
  const [, wins, draws] = /: (\w+) wins? in (\w+) draws?,/.exec(comment) ?? [];
  return [wins, draws].map((count) => (count === "one" ? 1 : Number(count)));
}

describe("the spreadsheet of the winners", () => {
  test("equals the ledger after any draws, redraws, voids, hand-overs and campaigns", async () => {
    await using lottery = await startWithRoster(40);
    const prepare = createPrepare(lottery);
    const steps = fc.sample(
      fc.record({
        kind: fc.constantFrom("draw", "draw", "redraw", "redraw", "void", "hand", "hand"),
        pick: fc.nat(),
        count: fc.integer({ min: 1, max: 4 }),
      }),
      { seed: 71, numRuns: 24 },
    );
    let campaigns = 1;
    const seen = { void: 0, handedOver: 0 };
    for (const [i, { kind, pick, count }] of steps.entries()) {
      // The second half of the steps is another campaign.
      if (i === steps.length / 2) await startCampaign(lottery, campaigns++);
      lottery.advance(7);
      const drawn = (await lottery.records()).filter((draw): draw is DrawnRecord => draw.status === "drawn");
      const draw = drawn[pick % Math.max(1, drawn.length)];
      const current = draw?.winners.filter((winner) => !winner.void) ?? [];
      const winner = current[pick % Math.max(1, current.length)];
      if (kind === "draw") await lottery.attempt(count);
      if (draw && winner && (kind === "redraw" || kind === "void"))
        await lottery.revise({
          kind,
          draw_no: draw.draw_no,
          ...(kind === "redraw" && { employee_id: winner.employee_id }),
        });
      if (draw && winner && kind === "hand")
        await lottery.ledger.handOvers.mark(draw.draw_no, winner.employee_id, {
          handed_at: lottery.clock.now().toISOString(),
          handed_by: "U0OPERATOR",
        });
      if (i % 3 !== 2) continue;
      const expected = await expectRows(lottery, campaigns);
      seen.void += expected.filter((row) => row.Void).length;
      seen.handedOver += expected.filter((row) => row["Marked by"]).length;
      const prepared = await prepare();
      if (expected.length === 0) expect(prepared).toEqual({ refusal: locales.en.export.winners.empty });
      else {
        expect(sorted(readRows(prepared))).toMatchObject(sorted(expected));
        const { draws, winners } = await createReadCampaign(lottery)();
        expect(countsIn(prepared)).toEqual([winners, draws]);
      }
    }
    expect(seen.void).toBeGreaterThan(0);
    expect(seen.handedOver).toBeGreaterThan(0);
  });

  test("lists wins by draw and rank: who was replaced, then who replaced them, with the time of their own win", async () => {
    await using lottery = await startWithRoster(10);
    await startCampaign(lottery, 1, "<!channel> 🎉");
    await lottery.draw(2, { prize: "三等奖" });
    const [first] = (await lottery.readDrawn(1)).winners;
    lottery.advance(3_600);
    await lottery.revise({ kind: "redraw", draw_no: 1, employee_id: first?.employee_id });
    const { winners, drawn_at, revisions } = await lottery.readDrawn(1);
    const prepared = await createPrepare(lottery)();
    const say = locales.en.export.winners;
    expect(prepared).toMatchObject({
      file: {
        title: say.title("<!channel> 🎉"),
        comment: say.comment({ campaign: "&lt;!channel&gt; 🎉", wins: 2, draws: 1, voided: 0, newest: 1 }),
      },
    });
    const rows = readRows(prepared);
    expect(rows.map((row) => [row["Rank"], row["Employee ID"], row["Void"]])).toEqual([
      [1, winners[0]?.employee_id, "yes"],
      [1, winners[2]?.employee_id, undefined],
      [2, winners[1]?.employee_id, undefined],
    ]);
    const minutes = (time: unknown) => Math.round(Number(time) / 60_000);
    const times = rows.map((row) => minutes(row["Time of the win (UTC)"]));
    expect(times).toEqual(
      [drawn_at, revisions[0]?.revised_at ?? "", drawn_at].map((at) => minutes(Date.parse(at))),
    );
  });

  test("has the value that the prize list has for a prize", async () => {
    await using lottery = await startWithRoster(5);
    const campaign = await lottery.ledger.campaigns.readCurrent();
    const prize = { prize_id: "p1", name: "一等奖", quantity: 1, value: "¥10,000" };
    await lottery.ledger.campaigns.setPrizes(campaign, [prize]);
    await lottery.draw(1, { prize: "一等奖" });
    await lottery.draw(1, { prize: "Another one" });
    const rows = readRows(await createPrepare(lottery)());
    expect(rows.map((row) => [row["Prize of the draw"], row["Value of the prize"]])).toEqual([
      ["一等奖", "¥10,000"],
      ["Another one", undefined],
    ]);
  });

  test("is not sent if it has more rows than a function has time for", async () => {
    await using lottery = await startWithRoster(5);
    await lottery.draw(1);
    const draw = await lottery.readDrawn(1);
    const winners = Array.from({ length: 20_001 }, (_, i) => ({
      employee_id: `E${i}`,
      employee_name: `Name ${i}`,
      lottery_serial: i + 1,
    }));
    const history = () =>
      Promise.resolve({ entries: [{ drawNo: 1, draw: { ...draw, winners } }], more: false });
    const ledger = { ...lottery.ledger, history };
    expect(await createPrepare({ ...lottery, ledger })()).toEqual({
      refusal: locales.en.export.winners.tooMany(20_001, 20_000),
    });
  });

  test("names nobody who was erased", async () => {
    await using lottery = await startWithRoster(5);
    await lottery.draw(2);
    const [first] = (await lottery.readDrawn(1)).winners;
    const person = {
      employee_id: first?.employee_id ?? "",
      names: [first?.employee_name ?? ""],
      slack_user_ids: [],
    };
    await createEraseFromDraw(lottery)(1, createPersonToErase(person));
    const [row] = readRows(await createPrepare(lottery)());
    expect(row).toMatchObject({
      "Name of the winner": locales.en.erasedPerson,
      "Employee ID": undefined,
      Department: undefined,
    });
  });

  test("of a campaign without winners is not sent, also if earlier campaigns have some", async () => {
    await using lottery = await startWithRoster(5);
    const prepare = createPrepare(lottery);
    expect(await prepare()).toEqual({ refusal: locales.en.export.winners.empty });
    await lottery.draw(1);
    await startCampaign(lottery, 1);
    expect(await prepare()).toEqual({ refusal: locales.en.export.winners.empty });
  });

  test("is not sent if a record is malformed: a win could be missing", async () => {
    using _ = recordLog();
    await using lottery = await startWithRoster(5);
    await lottery.draw(1);
    await lottery.putRecord({ ledger: "draws", entry: "0000000002", status: "drawn" });
    await expect(createPrepare(lottery)()).rejects.toMatchObject({ name: "InvalidItem" });
  });
});
