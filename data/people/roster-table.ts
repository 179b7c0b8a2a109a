import { setTimeout as wait } from "node:timers/promises";
import {
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ThrottlingException,
} from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import * as z from "zod";
import { allOf, type Condition } from "../dynamodb/condition.ts";
import { readPages } from "../dynamodb/read-pages.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { type EmployeeChange, type RosterItem, rosterItem } from "./roster-item.ts";

/** So many changes are made between two looks at the clock: about a second on AWS. */
const CHUNK = 1_000;
/** As many as the client has connections, so that an import takes less than a minute from an office, too. */
const WRITES_AT_ONCE = 64;
/** How often a write is tried again, after the retries of the client, while DynamoDB adds partitions to a busy table. */
const BUSY_TRIES = 20;
const BUSY_WAIT_MS = 500;

/** Where applying changes has stopped. */
export interface AppliedChanges {
  /** The number of changes that are dealt with, from the first one: continue there. Undefined if these are all. */
  next: number | undefined;
  /** Ids of people who were not changed: somebody else has changed them since the plan. */
  overtaken: string[];
}

function isBusy(error: unknown): boolean {
  return [ProvisionedThroughputExceededException, RequestLimitExceeded, ThrottlingException].some(
    (type) => error instanceof type,
  );
}

async function retryWhileBusy<Output>(request: () => Promise<Output>): Promise<Output> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await request();
    } catch (error) {
      if (!isBusy(error) || attempt === BUSY_TRIES) throw error;
      await wait(BUSY_WAIT_MS * (1 + Math.random()));
    }
  }
}

/** The person is as the plan saw them, in the attributes that change. */
function whileSeen({ seen }: EmployeeChange, toName: (name: string) => string): Condition {
  const conditions = Object.entries(seen).map(([name, was]): Condition => {
    const attribute = toName(name);
    if ("is_there" in was)
      return { expression: `attribute_${was.is_there ? "" : "not_"}exists(${attribute})` };
    const value = attribute.replace("#", ":seen_");
    return { expression: `${attribute} = ${value}`, values: { [value]: was.is } };
  });
  return allOf({ expression: "attribute_exists(employee_id)" }, ...conditions);
}

/**
 * The length of the next chunk. Those who must be first are all written before anybody is added, and all new people before
 * others change. So the people of a file are found on the roster again if an import is interrupted and repeated.
 */
function measureChunk(changes: readonly EmployeeChange[], from: number): number {
  const first = changes[from];
  const chunk = changes.slice(from, from + CHUNK);
  const other = chunk.findIndex(
    ({ is_first, is_new }) => is_first !== first?.is_first || is_new !== first?.is_new,
  );
  return other === -1 ? chunk.length : other;
}

/** Reads and changes the whole table of employees. */
export function createRosterTable(client: DynamoDBDocumentClient, table: string) {
  /** Whether the person is already what the change makes them: an earlier run has made it. */
  const isMade = async ({ employee_id, set, remove }: EmployeeChange): Promise<boolean> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { employee_id }, ConsistentRead: true }),
    );
    if (!Item) return false;
    return (
      Object.entries(set).every(([name, value]) => Item[name] === value) &&
      remove.every((name) => Item[name] === undefined)
    );
  };

  /** A complete item takes less time than an update. */
  const formatAddition = ({ employee_id, set }: EmployeeChange) =>
    new PutCommand({
      TableName: table,
      Item: { ...set, employee_id },
      ConditionExpression: "attribute_not_exists(employee_id)",
    });

  const formatUpdate = (change: EmployeeChange) => {
    const { employee_id, set, remove } = change;
    const nameOf = new Map([...Object.keys(set), ...remove].map((name, i) => [name, `#a${i}`]));
    const toName = (name: string) => nameOf.get(name) ?? name;
    const toValue = (name: string) => toName(name).replace("#", ":");
    const sets = Object.keys(set).map((name) => `${toName(name)} = ${toValue(name)}`);
    const condition = whileSeen(change, toName);
    const values = {
      ...condition.values,
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [toValue(name), value])),
    };
    return new UpdateCommand({
      TableName: table,
      Key: { employee_id },
      UpdateExpression: [
        ...(sets.length > 0 ? [`SET ${sets.join(", ")}`] : []),
        ...(remove.length > 0 ? [`REMOVE ${remove.map(toName).join(", ")}`] : []),
      ].join(" "),
      ConditionExpression: condition.expression,
      ExpressionAttributeNames: Object.fromEntries([...nameOf].map(([name, short]) => [short, name])),
      ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
    });
  };

  /** Makes a change, unless somebody else has changed the person since it was planned. Returns whether it is made. */
  const write = async (change: EmployeeChange): Promise<boolean> => {
    const send = () =>
      change.is_new ? client.send(formatAddition(change)) : client.send(formatUpdate(change));
    const isWritten = await retryWhileBusy(() => writeIf(send()));
    return isWritten || (await isMade(change));
  };

  return {
    /** Returns all items, sorted by employee id. */
    async readAll(): Promise<RosterItem[]> {
      const items: RosterItem[] = [];
      const pages = readPages((from) =>
        client.send(new ScanCommand({ TableName: table, ConsistentRead: true, ...from })),
      );
      for await (const page of pages) items.push(...z.array(rosterItem).parse(page));
      return items.toSorted((a, b) => (a.employee_id < b.employee_id ? -1 : 1));
    },

    /**
     * Makes the changes of a plan from number `from` (0 is the first), until `deadline` (epoch ms). A change that is made
     * already is not made again, and nothing is overwritten that was changed since the plan. `onProgress` is called before
     * each chunk with the number of changes that are dealt with; if it throws, nothing more is written. May be repeated.
     */
    async applyChanges(
      changes: readonly EmployeeChange[],
      {
        from = 0,
        deadline = Number.POSITIVE_INFINITY,
        onProgress,
      }: { from?: number; deadline?: number; onProgress?: (done: number) => void | Promise<void> } = {},
    ): Promise<AppliedChanges> {
      const overtaken: string[] = [];
      let done = from;
      while (done < changes.length) {
        if (Date.now() >= deadline) return { next: done, overtaken };
        await onProgress?.(done);
        const chunk = changes.slice(done, done + measureChunk(changes, done));
        const made = await pMap(chunk, write, { concurrency: WRITES_AT_ONCE });
        overtaken.push(...chunk.filter((_, i) => !made[i]).map(({ employee_id }) => employee_id));
        done += chunk.length;
      }
      return { next: undefined, overtaken };
    },
  };
}
