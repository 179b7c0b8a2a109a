import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { outputIf } from "../dynamodb/write-if.ts";
import { safeParse } from "../runtime/safe-parse.ts";
import { employee, findExclusion, hasOptedOut, oneLine } from "./employee.ts";
import { createScanRoster, scanInTime } from "./scan-roster.ts";

/** The longest reason for an exclusion. */
export const LONGEST_EXCLUSION_REASON = 150;

/** Until when a person is excluded from all draws, as stored on the employee's item, and why. Only operators see why. */
const stored = z.object({
  excluded_until: z.unknown(),
  excluded_reason: oneLine.pipe(z.string().max(1_000)).optional().catch(undefined),
});

const excludedPerson = employee
  .pick({
    employee_id: true,
    employee_name: true,
    lottery_serial: true,
    excluded_until: true,
    opted_out_at: true,
    opted_in_at: true,
  })
  .extend({ excluded_reason: stored.shape.excluded_reason });

export interface Exclusion {
  /** The last day (ISO date), or `always`. */
  until: string;
  reason: string | undefined;
}

/** A person who is excluded, or has opted out, or both. */
export interface ExcludedPerson {
  employee_id: string;
  employee_name: string;
  lottery_serial: number;
  exclusion: Exclusion | undefined;
  hasOptedOut: boolean;
}

function toExclusion(item: unknown): Exclusion | undefined {
  const { data } = safeParse(stored, item);
  if (data?.excluded_until === undefined || data.excluded_until === null) return undefined;
  return { until: String(data.excluded_until), reason: data.excluded_reason };
}

/** The attributes that a change of an exclusion replaces. */
const ATTRIBUTES = ["excluded_until", "excluded_reason", "exclusion_id"] as const;

/** What was there before a change of an exclusion, and whether there was anything to change. */
interface ChangedExclusion {
  before: Exclusion | undefined;
  isChanged: boolean;
  /** The id of the change before. */
  lastId: string | undefined;
}

const lastChange = z.object({ exclusion_id: z.string().optional().catch(undefined) });

function readChanged(item: unknown): Omit<ChangedExclusion, "isChanged"> {
  return { before: toExclusion(item), lastId: safeParse(lastChange, item).data?.exclusion_id };
}

export type Exclusions = ReturnType<typeof createExclusions>;

/**
 * The exclusions of people from draws. They are attributes of the employee's item, so a draw reads them together with the
 * employee. Imports of a roster do not change them.
 */
export function createExclusions(client: DynamoDBDocumentClient, table: string) {
  const scanRoster = createScanRoster(client, table);

  return {
    /**
     * Excludes the person, or ends the exclusion if there is none to set, provided that the person is on the roster and
     * that the exclusion is still `expected`, if that is given. The item remembers the `id` of its newest change. Returns what
     * was there before, with the id of the change before, or `gone`.
     */
    async change(
      employeeId: string,
      exclusion: Exclusion | undefined,
      { id, expected }: { id: string | undefined; expected?: Exclusion | undefined },
    ): Promise<ChangedExclusion | "gone"> {
      const set = {
        ...(exclusion && { excluded_until: exclusion.until }),
        ...(exclusion?.reason !== undefined && { excluded_reason: exclusion.reason }),
        ...(id !== undefined && { exclusion_id: id }),
      };
      const removed = ATTRIBUTES.filter((name) => !Object.hasOwn(set, name));
      const sets = Object.keys(set).map((name) => `${name} = :${name}`);
      const values = {
        ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
        ...(expected && { ":expected": expected.until }),
      };
      const output = await outputIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { employee_id: employeeId },
            UpdateExpression: [
              ...(sets.length > 0 ? [`SET ${sets.join(", ")}`] : []),
              ...(removed.length > 0 ? [`REMOVE ${removed.join(", ")}`] : []),
            ].join(" "),
            ConditionExpression: [
              "attribute_exists(employee_id)",
              ...(exclusion ? [] : ["attribute_exists(excluded_until)"]),
              ...(expected ? ["excluded_until = :expected"] : []),
            ].join(" AND "),
            ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
            ReturnValues: "ALL_OLD",
          }),
        ),
      );
      if (output) return { ...readChanged(output.Attributes), isChanged: true };
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { employee_id: employeeId }, ConsistentRead: true }),
      );
      return Item ? { ...readChanged(Item), isChanged: false } : "gone";
    },

    /**
     * Returns all people who are excluded or have opted out at `now`, by their serials. Reads the whole index. Returns
     * undefined if that takes more than `withinMs`. Malformed entries are left out: they cannot win either.
     */
    list(now: Date, withinMs: number): Promise<ExcludedPerson[] | undefined> {
      return scanInTime(withinMs, async (signal) => {
        const found: ExcludedPerson[] = [];
        const wanted = {
          attributes: Object.keys(excludedPerson.shape),
          filter: {
            FilterExpression: "attribute_exists(excluded_until) OR attribute_exists(opted_out_at)",
          },
          signal,
        };
        await scanRoster(wanted, (item) => {
          const { data } = safeParse(excludedPerson, item);
          if (!data) return;
          const until = findExclusion(data, now);
          const isOut = hasOptedOut(data, now);
          if (until === undefined && !isOut) return;
          const { employee_id, employee_name, lottery_serial, excluded_reason: reason } = data;
          const exclusion = until === undefined ? undefined : { until, reason };
          found.push({ employee_id, employee_name, lottery_serial, exclusion, hasOptedOut: isOut });
        });
        return found.sort((a, b) => a.lottery_serial - b.lottery_serial);
      });
    },
  };
}
