/** @module-tag slow */
import { describe, expect, test } from "vitest";
import { createRosterTable } from "../../data/people/roster-table.ts";
import { LEASE_SECONDS } from "../../workflow/attempt/leases.ts";
import { checkInvariants } from "../support/check-invariants.ts";
import { countRequests } from "../support/count-requests.ts";
import { naiveOrder } from "../support/naive-order.ts";
import { employeeItem, employeeItems } from "../support/start-dynamodb.ts";
import { startLottery } from "../support/start-lottery.ts";

const PAGE_SIZE = 2;

const start = (options: Parameters<typeof startLottery>[0] = {}) =>
  startLottery({ pageSize: PAGE_SIZE, ...options });

const serials = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe("with small pages of DynamoDB", () => {
  test("a large draw has exactly the winners that its seed gives", async () => {
    await using lottery = await start({
      roster: employeeItems(25),
      winners: employeeItems(9).map(({ employee_id }) => ({ employee_id })),
    });
    await lottery.draw(12);
    const record = await lottery.readDrawn(1);
    expect(record).toMatchObject({ roster_size: 25, eligible: 16, lost: [] });
    const order = naiveOrder(Buffer.from(record.seed, "hex"), 25).filter((serial) => serial > 9);
    expect(record.winners.map(({ lottery_serial }) => lottery_serial)).toEqual(order.slice(0, 12));
    await checkInvariants(lottery, { atRest: true });
  });

  test("the roster is read completely, as a whole or one by one, and a duplicate is found", async () => {
    await using db = await start({ roster: employeeItems(15) });
    for (const size of [15, 10_000_000]) {
      const people = await db.roster.openReader(size)(serials(15));
      expect(people.map((person) => person?.lottery_serial)).toEqual(serials(15));
    }
    await db.fillRoster([employeeItem(15, { employee_id: "E9999" })]);
    for (const size of [15, 10_000_000])
      await expect(db.roster.openReader(size)(serials(15))).rejects.toMatchObject({
        name: "DuplicateSerial",
      });
  });

  test("the import reads the whole roster", async () => {
    await using db = await start({ roster: employeeItems(7) });
    const items = await createRosterTable(db.client, db.tables.employees).readAll();
    expect(items.map(({ employee_id }) => employee_id)).toEqual(
      employeeItems(7).map(({ employee_id }) => employee_id),
    );
  });

  test("the next draw completes all pending draws, and the history has every draw", async () => {
    await using lottery = await start();
    for (const _ of serials(5)) await lottery.openSelected(1);
    expect(await lottery.ledger.pending.list(10)).toHaveLength(5);
    expect(await lottery.ledger.pending.list(3)).toHaveLength(3);
    const requests = await countRequests(lottery.client, () => lottery.ledger.pending.list(3));
    expect(requests, "two pages have four draws").toBe(2);
    lottery.advance(LEASE_SECONDS);
    await lottery.catchUp();
    expect(await lottery.attempt(10)).toBe("drawn");
    const statuses = (await lottery.records()).map(({ status }) => status);
    expect(statuses).toEqual([...Array.from({ length: 5 }, () => "failed"), "drawn"]);

    // The history has every draw, page by page.
    const numbers: number[] = [];
    for (let before: number | undefined; ; before = numbers.at(-1)) {
      const { entries, more } = await lottery.ledger.history(4, before);
      numbers.push(...entries.map(({ drawNo }) => drawNo));
      if (!more) break;
    }
    expect(numbers).toEqual([6, 5, 4, 3, 2, 1]);
  });
});
