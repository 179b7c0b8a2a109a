import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createBooks } from "../../support/books.ts";
import { checkInvariants } from "../../support/check-invariants.ts";
import { CHANNEL, type Lottery, openLottery } from "../../support/open-lottery.ts";
import { recordLog } from "../../support/record-log.ts";
import { employeeItems } from "../../support/start-dynamodb.ts";

const rosterItems = employeeItems(12);
/** Items of the predecessor, which contain nothing else. */
const formerWinners = ["E0002", "E0003", "E0005", "E0007", "E0011"];

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
let books: ReturnType<typeof createBooks>;
beforeAll(async () => {
  log = recordLog();
  lottery = await openLottery({}, undefined, {
    definitionFile: new URL("predecessor.asl.json", import.meta.url),
    retryInterval: 0,
  });
  books = createBooks(lottery.client);
  await books.setRoster(rosterItems);
});
afterAll(async () => {
  await lottery[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});
beforeEach(async () => {
  await books.clear();
  await books.addFormerWinners(formerWinners);
});

const checkAtRest = async () => {
  const tables = await books.read();
  await checkInvariants({ ...tables, rosterItems, formerWinners }, { atRest: true });
  return tables;
};

describe("the state machine of the predecessor, with these tasks", () => {
  test("draws, records and emails plain text, but announces nothing: its draws do not have the names of executions", async () => {
    const mailed = (await lottery.mails()).length;
    expect(await lottery.execute({ input: 2, channel_id: CHANNEL })).toMatchObject({ status: "SUCCEEDED" });
    const tables = await checkAtRest();
    const [draw, ...more] = await tables.records();
    expect(more).toEqual([]);
    if (draw?.status !== "drawn") throw new Error("The draw is not drawn.");

    const mails = (await lottery.mails()).slice(mailed);
    expect(mails).toHaveLength(1);
    for (const { employee_name } of draw.winners) expect(mails[0]?.text).toContain(employee_name);
    expect(mails[0]?.text).not.toMatch(/[{}]/);
    vi.setSystemTime(Date.now() + 61_000);
    await lottery.execute({ input: 1 });
    vi.useRealTimers();
    expect(log.events("draw-not-ours")).toMatchObject([{ draw_no: 1, reason: "no-execution" }]);
    expect(await lottery.announcements()).toEqual([]);
  });

  test("never draws people whose item contains only their id, and fails with the reason when nobody else is left", async () => {
    expect(await lottery.execute({ input: 8 })).toMatchObject({ status: "FAILED" });
    expect(await lottery.execute({ input: 7 })).toMatchObject({ status: "SUCCEEDED" });
    expect(await lottery.execute({ input: 1 })).toMatchObject({ status: "FAILED" });
    const records = await (await checkAtRest()).records();
    expect(records.map((draw) => (draw.status === "failed" ? draw.error : draw.status))).toEqual([
      "NotEnoughEntrants",
      "drawn",
      "NotEnoughEntrants",
    ]);
  });

  test("runs many draws at once, and everyone wins once", async () => {
    await Promise.all(Array.from({ length: 5 }, () => lottery.execute({ input: 1 })));
    const records = await (await checkAtRest()).records();
    expect(records.map(({ status }) => status)).toEqual(Array(5).fill("drawn"));
  });

  test("fails in the fire drill", async () => {
    expect(await lottery.execute({ input: 2, exception: true })).toMatchObject({ status: "FAILED" });
    expect(await (await checkAtRest()).records()).toMatchObject([{ status: "failed", error: "CustomError" }]);
  });
});
