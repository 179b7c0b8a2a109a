import { type DynamoDBDocumentClient, GetCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { allOf, type Condition } from "../dynamodb/condition.ts";
import { outputIf } from "../dynamodb/write-if.ts";
import { type RosterItem, rosterItem } from "./roster-item.ts";
import { formatSegment, scanInSegments, scanInTime } from "./scan-roster.ts";

/** The attributes that single changes write, by which they recognize people, and which decide whether people can win. */
const ATTRIBUTES = [
  "employee_id",
  "employee_name",
  "lottery_serial",
  "slack_user_id",
  "email",
  "department",
  "employee_entry_date",
  "left_at",
  "excluded_until",
  "opted_out_at",
  "opted_in_at",
  "change_id",
] as const;

type Attribute = (typeof ATTRIBUTES)[number];

/**
 * A change of one person's item. `set` are the new values. `expected` are attributes that must be as they were read:
 * undefined for one that must not be there.
 */
export interface PersonChange {
  employee_id: string;
  set: Readonly<Partial<Record<Attribute, string | number>>>;
  remove: readonly Attribute[];
  expected: Readonly<Partial<Record<Attribute, unknown>>>;
  isNew: boolean;
}

function whileExpected({ isNew, expected }: PersonChange): Condition {
  const exists: Condition = { expression: `attribute_${isNew ? "not_" : ""}exists(employee_id)` };
  return allOf(
    exists,
    ...Object.entries(expected).map(
      ([name, value]): Condition =>
        value === undefined
          ? { expression: `attribute_not_exists(${name})` }
          : { expression: `${name} = :was_${name}`, values: { [`:was_${name}`]: value } },
    ),
  );
}

export type PeopleTable = ReturnType<typeof createPeopleTable>;

/** The table of employees itself, not its index: it does not lag, and has people without a serial, too. */
export function createPeopleTable(client: DynamoDBDocumentClient, table: string) {
  const read = async (employee_id: string): Promise<RosterItem | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { employee_id }, ConsistentRead: true }),
    );
    return rosterItem.optional().parse(Item);
  };

  const write = async (change: PersonChange, changeId: string): Promise<RosterItem | undefined> => {
    const { expression, values } = whileExpected(change);
    const set = Object.entries({ ...change.set, change_id: changeId });
    const removed = change.remove.length > 0 ? ` REMOVE ${change.remove.join(", ")}` : "";
    const output = await outputIf(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { employee_id: change.employee_id },
          UpdateExpression: `SET ${set.map(([name]) => `${name} = :${name}`).join(", ")}${removed}`,
          ConditionExpression: expression,
          ExpressionAttributeValues: {
            ...values,
            ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
          },
          ReturnValues: "ALL_NEW",
        }),
      ),
    );
    return rosterItem.optional().parse(output?.Attributes);
  };

  /** Whether the item is what this change has made of it, and nothing has changed it since. */
  const isMade = (item: RosterItem, { set, remove }: PersonChange, changeId: string): boolean =>
    item["change_id"] === changeId &&
    Object.entries(set).every(([name, value]) => name === "lottery_serial" || item[name] === value) &&
    remove.every((name) => item[name] === undefined);

  return {
    read,

    /**
     * Returns all items, also malformed ones. Reads the whole table. Returns undefined if that takes more than `withinMs`.
     */
    readAll(withinMs: number): Promise<RosterItem[] | undefined> {
      return scanInTime(withinMs, async (signal) => {
        const items: RosterItem[] = [];
        await scanInSegments(
          (segment, from) =>
            client.send(
              new ScanCommand({
                TableName: table,
                ProjectionExpression: ATTRIBUTES.join(", "),
                ConsistentRead: true,
                ...formatSegment(segment),
                ...from,
              }),
              { abortSignal: signal },
            ),
          (item) => items.push(rosterItem.parse(item)),
        );
        return items;
      });
    },

    /**
     * Makes a change once: the item remembers its id. Returns the item after it; undefined if the item is not as expected.
     * If the change was made before, and nothing has changed the item since, returns the item. A repeated addition keeps the
     * serial that it gave first.
     */
    async change(change: PersonChange, changeId: string): Promise<RosterItem | undefined> {
      const written = await write(change, changeId);
      if (written) return written;
      const item = await read(change.employee_id);
      return item && isMade(item, change, changeId) ? item : undefined;
    },
  };
}
