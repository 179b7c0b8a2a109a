import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Campaign } from "../../../data/ledger/campaigns.ts";
import { createLedger } from "../../../data/ledger/ledger.ts";
import { createBooks } from "../../support/books.ts";
import { countRequests } from "../../support/count-requests.ts";
import { scanTable } from "../../support/scan-table.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

let db: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db[Symbol.asyncDispose]());
afterEach(() => createBooks(db.client, db.tables).clear());

const startOf = (after: number, id: string, name = `Party ${id}`) => ({
  after,
  id,
  name,
  startedBy: "U0OPERATOR",
  startedAt: "2026-06-15T12:00:00.000Z",
  countedTo: 0,
});

const prize = { prize_id: "p1", name: "Bike", quantity: 3 };

/** The campaigns of another process. */
const connect = () => createLedger(db.connect(), db.tables.draws).campaigns;

const totalsOf = ({ counted_to, draws, winners, drawn }: Campaign) => ({ counted_to, draws, winners, drawn });

describe("the first campaign", () => {
  test("needs no item: it has no name, no prizes and no totals", async () => {
    expect(await db.ledger.campaigns.readCurrent()).toMatchObject({
      campaign_no: 1,
      prizes: [],
      draws: 0,
      winners: 0,
    });
    expect(await scanTable(db.client, db.tables.draws)).toEqual([]);
  });

  test("gets an item when it gets a name, prizes or totals", async () => {
    const { campaigns } = db.ledger;
    const named = await campaigns.rename(await campaigns.readCurrent(), "Party");
    expect(named).toMatchObject({ campaign_no: 1, name: "Party" });
    expect(await campaigns.readCurrent()).toEqual(named);
  });

  test("loses nothing if two processes create its item at once", async () => {
    const one = connect();
    const two = connect();
    const read = await one.readCurrent();
    const totals = { draws: 1, winners: 2, drawn: new Map([["p1", 2]]) };
    await Promise.all([one.rename(read, "Party"), two.addDraws(read, totals, 1)]);
    expect(await one.readCurrent()).toMatchObject({
      name: "Party",
      counted_to: 1,
      winners: 2,
      drawn: { p1: 2 },
    });
  });
});

describe("starting a campaign", () => {
  test("makes it the current one, without prizes, and changes no other item", async () => {
    const { campaigns } = db.ledger;
    await campaigns.rename(await campaigns.readCurrent(), "Before");
    const before = await scanTable(db.client, db.tables.draws);
    const started = await campaigns.start(startOf(1, "a"));
    expect(started).toMatchObject({
      campaign_no: 2,
      name: "Party a",
      started_by: "U0OPERATOR",
      prizes: [],
      draws: 0,
    });
    expect(await campaigns.readCurrent()).toEqual(started);
    expect(await scanTable(db.client, db.tables.draws)).toEqual(expect.arrayContaining(before));
  });

  test("twice with the same id starts one, also after the next one", async () => {
    const { campaigns } = db.ledger;
    const first = await campaigns.start(startOf(1, "a"));
    expect(await campaigns.start(startOf(1, "a"))).toEqual(first);
    await campaigns.start(startOf(2, "b"));
    expect(await campaigns.start(startOf(1, "a"))).toEqual(first);
    expect(await campaigns.readCurrent()).toMatchObject({ campaign_no: 3, campaign_id: "b" });
  });

  test("at once with another one starts one of the two", async () => {
    const started = await Promise.all(["a", "b"].map((id) => connect().start(startOf(1, id))));
    const [winner, ...others] = started.filter((campaign) => campaign !== undefined);
    expect(others).toEqual([]);
    expect(await db.ledger.campaigns.readCurrent()).toEqual(winner);
  });

  test("takes the same requests after 20 campaigns, and reads the newest one with one", async () => {
    const { campaigns } = createLedger(db.client, db.tables.draws);
    const cost = (after: number) =>
      countRequests(db.client, () => campaigns.start(startOf(after, String(after))));
    const early = await cost(1);
    for (let after = 2; after < 20; after++) await campaigns.start(startOf(after, String(after)));
    expect(await cost(20)).toBe(early);
    expect(await countRequests(db.client, () => campaigns.readCurrent())).toBe(1);
    expect(await campaigns.readCurrent()).toMatchObject({ campaign_no: 21 });
  });
});

describe("a change of the name or of the prizes", () => {
  test("is refused if the campaign was changed since it was read", async () => {
    const { campaigns } = db.ledger;
    const read = await campaigns.readCurrent();
    const renamed = await campaigns.rename(read, "Party");
    expect(await campaigns.setPrizes(read, [prize])).toBeUndefined();
    expect(await campaigns.rename(read, "Other")).toBeUndefined();
    if (!renamed) throw new Error("The campaign was not renamed.");
    const changed = await campaigns.setPrizes(renamed, [prize]);
    expect(changed).toMatchObject({ name: "Party", prizes: [prize] });
    expect(await campaigns.setPrizes(renamed, [])).toBeUndefined();
    expect(await campaigns.readCurrent()).toEqual(changed);
  });

  test("is not refused because of the totals", async () => {
    const { campaigns } = db.ledger;
    const read = await campaigns.readCurrent();
    await campaigns.addDraws(read, { draws: 1, winners: 1, drawn: new Map() }, 1);
    expect(await campaigns.rename(read, "Party")).toMatchObject({ name: "Party", draws: 1 });
  });

  test("of a campaign that does not exist changes nothing", async () => {
    const { campaigns } = db.ledger;
    const read = { ...(await campaigns.readCurrent()), campaign_no: 7 };
    expect(await campaigns.rename(read, "Party")).toBeUndefined();
    await campaigns.subtractVoid(7, 1, { draws: 1, winners: 1, drawn: new Map() });
    expect(await scanTable(db.client, db.tables.draws)).toEqual([]);
  });
});

describe("totals", () => {
  const totals = (winners: number) => ({ draws: 1, winners, drawn: new Map([["p1", winners]]) });

  test("count each draw once, also if several runs count it", async () => {
    const { campaigns } = db.ledger;
    const read = await campaigns.readCurrent();
    await Promise.all([1, 2, 3].map(() => connect().addDraws(read, totals(5), 1)));
    await campaigns.addDraws(read, totals(5), 2);
    expect(totalsOf(await campaigns.readCurrent())).toEqual({
      counted_to: 1,
      draws: 1,
      winners: 5,
      drawn: { p1: 5 },
    });
    await campaigns.addDraws(await campaigns.readCurrent(), totals(2), 4);
    expect(totalsOf(await campaigns.readCurrent())).toEqual({
      counted_to: 4,
      draws: 2,
      winners: 7,
      drawn: { p1: 7 },
    });
  });

  test("subtract a void draw once, also before it is counted", async () => {
    const { campaigns } = db.ledger;
    await Promise.all([1, 2].map(() => connect().subtractVoid(1, 3, totals(5))));
    await campaigns.subtractVoid(1, 3, totals(5));
    await campaigns.addDraws(await campaigns.readCurrent(), totals(5), 3);
    expect(totalsOf(await campaigns.readCurrent())).toEqual({
      counted_to: 3,
      draws: 0,
      winners: 0,
      drawn: { p1: 0 },
    });
    await campaigns.subtractVoid(1, 4, totals(1));
    expect(await campaigns.readCurrent()).toMatchObject({ draws: -1, voided: new Set([3, 4]) });
  });

  test("count as many prizes in one write as a run counts draws", async () => {
    const { campaigns } = db.ledger;
    const drawn = new Map(Array.from({ length: 50 }, (_, i) => [`prize.${i}-${"x".repeat(30)}`, i + 1]));
    const read = await campaigns.readCurrent();
    await campaigns.addDraws(read, { draws: 50, winners: 1_275, drawn }, 50);
    expect((await campaigns.readCurrent()).drawn).toEqual(Object.fromEntries(drawn));
  });
});

test("a malformed campaign is an error that says what is malformed", async () => {
  await db.putRecord({ ledger: "campaigns", entry: "0000000002", campaign_no: 2, name: "" });
  await expect(db.ledger.campaigns.readCurrent()).rejects.toMatchObject({
    name: "InvalidItem",
    message: expect.stringContaining("name"),
  });
});
