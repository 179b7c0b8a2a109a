import { type DynamoDBDocumentClient, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { REQUESTS_AT_ONCE } from "../dynamodb/requests-at-once.ts";
import { LotteryError } from "../runtime/lottery-error.ts";
import { SERIAL_INDEX } from "../tables.ts";
import {
  type EligibilityData,
  type Employee,
  eligibilityData,
  employee,
  lotterySerial,
  oneLine,
} from "./employee.ts";

/** How many people DynamoDB returns in one page of a scan, 1 MB. */
const PEOPLE_PER_PAGE = 5_000;
/** A page takes one request, but as much capacity as 256 people asked for one by one: worth it for so many of them. */
const PLACES_PER_PAGE = 10;
/** More pages would take more than the 3,000 units a second that DynamoDB has for one partition of an index. */
const MOST_PAGES = 20;

/** A roster of more than one page is read in so many parts at a time. */
const SEGMENTS = 8;

/** Whether to read the whole index for so many places of it. */
function isWorthAScan(places: number, rosterSize: number): boolean {
  const pages = Math.ceil(rosterSize / PEOPLE_PER_PAGE);
  return pages <= MOST_PAGES && places >= pages * PLACES_PER_PAGE;
}

function parseEmployee(item: unknown, serial: number): Employee {
  return parseItem(employee, item, `The employee with the lottery_serial ${serial}`);
}

const named = z.object({ employee_id: z.string(), employee_name: oneLine.catch("") });

function formatPerson(item: unknown): string {
  const { employee_id, employee_name } = named.parse(item);
  return employee_name === "" ? employee_id : `${employee_name} (${employee_id})`;
}

function createDuplicateSerial(serial: number, items: readonly unknown[]): LotteryError {
  const [first = "", second = ""] = items.map(formatPerson).sort();
  return new LotteryError(
    "DuplicateSerial",
    `${first} and ${second} have the same lottery_serial, ${serial}.`,
    {
      facts: { serial, first, second },
    },
  );
}

/** What a draw needs to know of the roster as a whole. */
export interface RosterSurvey {
  /** The highest serial, 0 for an empty roster. */
  rosterSize: number;
  /** How many people can win: they are candidates, and no draw has claimed them. */
  eligible: number;
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

  const scanPage = (attributes: readonly string[], segment?: number, start?: Record<string, unknown>) =>
    client.send(
      new ScanCommand({
        TableName: table,
        IndexName: SERIAL_INDEX,
        ProjectionExpression: attributes.join(", "),
        ...(segment !== undefined && { Segment: segment, TotalSegments: SEGMENTS }),
        ...(start && { ExclusiveStartKey: start }),
      }),
    );

  /** Reads the whole index: in one request where it fits in a page, otherwise in parts side by side. */
  const scan = async (attributes: readonly string[]): Promise<Record<string, unknown>[]> => {
    const first = await scanPage(attributes);
    if (!first.LastEvaluatedKey) return first.Items ?? [];
    const readSegment = async (segment: number) => {
      const items: Record<string, unknown>[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await scanPage(attributes, segment, start);
        items.push(...(page.Items ?? []));
        start = page.LastEvaluatedKey;
      } while (start);
      return items;
    };
    return (await Promise.all(Array.from({ length: SEGMENTS }, (_, segment) => readSegment(segment)))).flat();
  };

  const employeeAt = async (serial: number): Promise<Employee | undefined> => {
    const items = await lookUp(serial);
    if (items.length > 1) throw createDuplicateSerial(serial, items);
    return items.length === 0 ? undefined : parseEmployee(items[0], serial);
  };

  const findByScan = async (serials: readonly number[]) => {
    const wanted = new Set(serials);
    const found = new Map<number, Record<string, unknown>>();
    for (const item of await scan(Object.keys(employee.shape))) {
      const serial = Number(item["lottery_serial"]);
      if (!wanted.has(serial)) continue;
      const other = found.get(serial);
      if (other) throw createDuplicateSerial(serial, [other, item]);
      found.set(serial, item);
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
      return serials.map((serial) => {
        const item = found.get(serial);
        return item && parseEmployee(item, serial);
      });
    },

    /**
     * Reads the whole index, so that no employee is missed, however their item was written and whichever serials are
     * unused. Counts the employees who are candidates and are not `taken`: those are the ids of all who have won or are
     * claimed. The index is read while they are read. Throws `InvalidItem` if a serial is malformed.
     */
    async survey(
      taken: ReadonlySet<string> | Promise<ReadonlySet<string>>,
      isCandidate: (person: EligibilityData) => boolean,
    ): Promise<RosterSurvey> {
      const [items, takenIds] = await Promise.all([
        scan(["lottery_serial", ...Object.keys(eligibilityData.shape)]),
        taken,
      ]);
      let rosterSize = 0;
      let eligible = 0;
      for (const item of items) {
        const serial = parseItem(lotterySerial, item["lottery_serial"], "An employee's lottery_serial");
        rosterSize = Math.max(rosterSize, serial);
        const person = eligibilityData.safeParse(item);
        if (person.success && !takenIds.has(person.data.employee_id) && isCandidate(person.data)) eligible++;
      }
      return { rosterSize, eligible };
    },
  };
}
