import { type DynamoDBDocumentClient, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { REQUESTS_AT_ONCE } from "./concurrency.ts";
import { type Employee, employee, lotterySerial } from "./employee.ts";
import { LotteryError } from "./lottery-error.ts";
import { parseItem } from "./parse-item.ts";
import { SERIAL_INDEX } from "./tables.ts";

/** How many people DynamoDB hands out in one page of a scan, 1 MB. */
const PEOPLE_PER_PAGE = 5_000;
/** A page takes one request, but as much capacity as 256 people asked for one by one: worth it for so many of them. */
const PLACES_PER_PAGE = 10;
/** More pages would take more than the 3,000 units a second that DynamoDB has for one partition of an index. */
const MOST_PAGES = 20;

/** Whether to read the whole index for so many places of it. */
function isWorthAScan(places: number, rosterSize: number): boolean {
  const pages = Math.ceil(rosterSize / PEOPLE_PER_PAGE);
  return pages <= MOST_PAGES && places >= pages * PLACES_PER_PAGE;
}

function parseEmployee(item: unknown, serial: number): Employee {
  return parseItem(employee, item, `The employee with the lottery_serial ${serial}`);
}

function createDuplicateSerial(serial: number): LotteryError {
  return new LotteryError("DuplicateSerial", `More than one employee has the lottery_serial ${serial}.`, {
    facts: { serial },
  });
}

export type Roster = ReturnType<typeof createRoster>;

/** The table of employees, read by their place on the roster (`lottery_serial`). */
export function createRoster(client: DynamoDBDocumentClient, table: string) {
  const lookUp = async (serial: number) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: SERIAL_INDEX,
        KeyConditionExpression: "lottery_serial = :serial",
        ExpressionAttributeValues: { ":serial": serial },
        Limit: 2,
      }),
    );
    return Items;
  };

  async function* scan(attributes: readonly string[]): AsyncGenerator<Record<string, unknown>, void> {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: table,
          IndexName: SERIAL_INDEX,
          ProjectionExpression: attributes.join(", "),
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      yield* page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start);
  }

  const employeeAt = async (serial: number): Promise<Employee | undefined> => {
    const items = await lookUp(serial);
    if (items.length > 1) throw createDuplicateSerial(serial);
    return items.length === 0 ? undefined : parseEmployee(items[0], serial);
  };

  const findByScan = async (serials: readonly number[]) => {
    const wanted = new Set(serials);
    const found = new Map<number, Employee>();
    for await (const item of scan(Object.keys(employee.shape))) {
      const serial = Number(item["lottery_serial"]);
      if (!wanted.has(serial)) continue;
      if (found.has(serial)) throw createDuplicateSerial(serial);
      found.set(serial, parseEmployee(item, serial));
    }
    return found;
  };

  return {
    /**
     * The employees at these places of a roster of this size; undefined where the serials have a gap. They are looked up
     * one by one, or picked out of the whole index where that takes fewer requests.
     * Throws `DuplicateSerial` or `InvalidItem`: a roster that says two things is nothing to draw from.
     */
    async employeesAt(serials: readonly number[], rosterSize: number): Promise<(Employee | undefined)[]> {
      if (!isWorthAScan(serials.length, rosterSize))
        return pMap(serials, employeeAt, { concurrency: REQUESTS_AT_ONCE });
      const found = await findByScan(serials);
      return serials.map((serial) => found.get(serial));
    },

    /** Whether anybody stands at this place. */
    async isTaken(serial: number): Promise<boolean> {
      return (await lookUp(serial)).length > 0;
    },

    /** The highest serial in use, 0 for an empty roster. Reads the whole index. */
    async scanHighestSerial(): Promise<number> {
      let highest = 0;
      for await (const item of scan(["lottery_serial"])) {
        const serial = parseItem(lotterySerial, item["lottery_serial"], "An employee's lottery_serial");
        highest = Math.max(highest, serial);
      }
      return highest;
    },
  };
}
