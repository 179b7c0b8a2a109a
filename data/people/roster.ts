import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { REQUESTS_AT_ONCE } from "../dynamodb/requests-at-once.ts";
import { isRuledOut, type SealedAs } from "../ledger/sealing.ts";
import { LotteryError } from "../runtime/lottery-error.ts";
import { safeParse } from "../runtime/safe-parse.ts";
import { SERIAL_INDEX } from "../tables.ts";
import {
  type EligibilityData,
  type Employee,
  eligibilityData,
  employee,
  lotterySerial,
  oneLine,
} from "./employee.ts";
import { createScanRoster, scanInTime } from "./scan-roster.ts";

/** About as many people as one page of a scan contains: 1 MB. */
const PEOPLE_PER_PAGE = 5_000;
/** Reading a page is one request with the capacity of 256 lookups. It is worth that for at least this many serials. */
const SERIALS_PER_PAGE = 10;
/** More pages would exceed the 3,000 capacity units per second of one partition of an index. */
const MOST_PAGES = 20;

/** The largest roster, by its highest serial, that is worth searching for one person: a search reads all of it. */
export const LARGEST_SEARCH = MOST_PAGES * PEOPLE_PER_PAGE;

const EMPLOYEE_ATTRIBUTES = Object.keys(employee.shape);

/** Whether to read the whole index to find this many serials. */
function isWorthAScan(serials: number, rosterSize: number): boolean {
  const pages = Math.ceil(rosterSize / PEOPLE_PER_PAGE);
  return pages <= MOST_PAGES && serials >= pages * SERIALS_PER_PAGE;
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

/** What a draw needs of an employee to measure the roster. */
const measuredEntry = eligibilityData.extend({ lottery_serial: lotterySerial });

/** What a draw needs of an employee to seal the roster. */
const rosterEntry = measuredEntry.extend(employee.pick({ employee_name: true }).shape);

/** What a search for a person reads. */
const listedPerson = employee.pick({
  employee_id: true,
  employee_name: true,
  lottery_serial: true,
  slack_user_id: true,
  department: true,
});

export type ListedPerson = z.output<typeof listedPerson>;

/** An employee whose entry is sealed. */
export interface SurveyedEmployee extends Pick<Employee, "employee_id" | "employee_name" | "lottery_serial"> {
  sealed_as: SealedAs;
}

/** Says what a person could do in a draw. */
type ClassifyEntry = (person: EligibilityData, isTaken: boolean) => SealedAs;

/** What a draw knows about the whole roster when it is opened. */
export interface RosterSurvey {
  /** The highest serial, 0 for an empty roster. */
  rosterSize: number;
  /** How many people can win: they are candidates, and no draw has claimed them. */
  eligible: number;
  /** How many candidates are claimed by draws under way. */
  held: number;
  /** How many people cannot take part: they are excluded, have opted out, or the rules of the draw leave them out. */
  ruledOut: number;
  /** All employees with valid entries. Undefined if they were not asked for, or there are too many. */
  employees: SurveyedEmployee[] | undefined;
}

export type Roster = ReturnType<typeof createRoster>;

/** The table of employees, read by their serial. */
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

  const scan = createScanRoster(client, table);

  const employeeAt = async (serial: number): Promise<Employee | undefined> => {
    const items = await lookUp(serial);
    if (items.length > 1) throw createDuplicateSerial(serial, items);
    return items.length === 0 ? undefined : parseEmployee(items[0], serial);
  };

  /** Reads all items, by their serials. Several items with one serial are a mistake. */
  const readAll = async () => {
    const all = new Map<number, Record<string, unknown>[]>();
    await scan({ attributes: EMPLOYEE_ATTRIBUTES }, (item) => {
      const serial = Number(item["lottery_serial"]);
      const others = all.get(serial);
      if (others) others.push(item);
      else all.set(serial, [item]);
    });
    return all;
  };

  return {
    /**
     * Creates a function that returns the employees with some serials; undefined for a serial that nobody has. It looks them
     * up one by one, or reads the whole index if that takes fewer requests: at most once, so it then knows all people. The
     * function throws `DuplicateSerial`, `InvalidItem`.
     */
    openReader(rosterSize: number): (serials: readonly number[]) => Promise<(Employee | undefined)[]> {
      let all: ReturnType<typeof readAll> | undefined;
      return async function readEmployees(serials) {
        if (!all && !isWorthAScan(serials.length, rosterSize))
          return pMap(serials, employeeAt, { concurrency: REQUESTS_AT_ONCE });
        all ??= readAll();
        const known = await all;
        return serials.map((serial) => {
          const items = known.get(serial) ?? [];
          if (items.length > 1) throw createDuplicateSerial(serial, items);
          return items[0] && parseEmployee(items[0], serial);
        });
      };
    },

    /** Returns the employee with this id, spelled exactly so. Throws `InvalidItem`. */
    async findById(employeeId: string): Promise<Employee | undefined> {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { employee_id: employeeId }, ConsistentRead: true }),
      );
      return Item && parseItem(employee, Item, "The employee with the requested id");
    },

    /**
     * Returns the employees with this Slack id: nobody, one, or several by a mistake in the roster. Reads the whole index,
     * because there is none by Slack id: see `LARGEST_SEARCH`. Returns undefined if that takes more than `withinMs`.
     * Throws `InvalidItem`.
     */
    findBySlackId(slackUserId: string, withinMs: number): Promise<Employee[] | undefined> {
      return scanInTime(withinMs, async (signal) => {
        const found: Employee[] = [];
        const wanted = {
          attributes: EMPLOYEE_ATTRIBUTES,
          filter: {
            FilterExpression: "slack_user_id = :user",
            ExpressionAttributeValues: { ":user": slackUserId },
          },
          signal,
        };
        await scan(wanted, (item) =>
          found.push(parseItem(employee, item, "The employee with the Slack id of the caller")),
        );
        return found.sort((a, b) => a.lottery_serial - b.lottery_serial);
      });
    },

    /**
     * Returns the people whom `isWanted` selects by the name and the id, by their serials. Reads the whole index. Returns
     * undefined if that takes more than `withinMs`. Malformed entries are not found.
     */
    search(
      isWanted: (employeeName: string, employeeId: string) => boolean,
      withinMs: number,
    ): Promise<ListedPerson[] | undefined> {
      return scanInTime(withinMs, async (signal) => {
        const found: ListedPerson[] = [];
        await scan({ attributes: Object.keys(listedPerson.shape), signal }, (item) => {
          const { employee_id, employee_name } = item;
          // A schema for each of 100,000 people would take too long.
          if (typeof employee_id !== "string" || typeof employee_name !== "string") return;
          const { data } = isWanted(employee_name, employee_id) ? safeParse(listedPerson, item) : {};
          if (data) found.push(data);
        });
        return found.sort((a, b) => a.lottery_serial - b.lottery_serial);
      });
    },

    /**
     * Reads the whole index, so that it finds every employee, also one behind a gap. `classify` says what a person could do
     * now; `taken` are all who have won or are claimed, by employee id. Both are used after reading. With `mostEmployees`,
     * returns the employees, if there are not more. `signal` ends the reading. Throws `InvalidItem` if a serial is malformed and, with
     * `mostEmployees`, `DuplicateSerial`.
     */
    async survey(
      taken: ReadonlyMap<string, "won" | "held"> | Promise<ReadonlyMap<string, "won" | "held">>,
      classify: ClassifyEntry | Promise<ClassifyEntry>,
      mostEmployees = 0,
      signal?: AbortSignal,
    ): Promise<RosterSurvey> {
      const items: Record<string, unknown>[] = [];
      const { shape } = mostEmployees > 0 ? rosterEntry : measuredEntry;
      const [takenIds, classifyEntry] = await Promise.all([
        taken,
        classify,
        scan({ attributes: Object.keys(shape), ...(signal && { signal }) }, (item) => items.push(item)),
      ]);
      let rosterSize = 0;
      let eligible = 0;
      let held = 0;
      let ruledOut = 0;
      const employees = new Map<number, SurveyedEmployee>();
      for (const item of items) {
        const serial = parseItem(lotterySerial, item["lottery_serial"], "An employee's lottery_serial");
        rosterSize = Math.max(rosterSize, serial);
        const { data: person } = safeParse(eligibilityData, item);
        if (!person) continue;
        const status = takenIds.get(person.employee_id);
        const sealed_as = classifyEntry(person, status !== undefined);
        if (sealed_as === "free") eligible++;
        if (sealed_as === "taken" && status === "held") held++;
        if (isRuledOut(sealed_as)) ruledOut++;
        if (employees.size >= mostEmployees) continue;
        const { data } = safeParse(rosterEntry, item);
        if (!data) continue;
        if (employees.has(serial))
          throw createDuplicateSerial(
            serial,
            items.filter((each) => each["lottery_serial"] === serial),
          );
        const { employee_id, employee_name } = data;
        employees.set(serial, { employee_id, employee_name, lottery_serial: serial, sealed_as });
      }
      return {
        rosterSize,
        eligible,
        held,
        ruledOut,
        employees: mostEmployees > 0 && rosterSize <= mostEmployees ? [...employees.values()] : undefined,
      };
    },
  };
}
