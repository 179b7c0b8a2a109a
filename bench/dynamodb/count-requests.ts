import { z } from "zod";
import { type TableDefinition, tableDefinitions } from "../../data/tables.ts";
import { type Answer, type Asked, serveFront } from "./front.ts";
import { type Item, item } from "./item-size.ts";
import { writeUnits } from "./write-units.ts";

/** A request that DynamoDB has answered. */
export interface CountedRequest {
  operation: string;
  table: string;
  body: Asked["body"];
  readUnits: number;
  writeUnits: number;
  /** Those of them that the indexes took. */
  indexWriteUnits: number;
}

const consumed = z.object({ CapacityUnits: z.number() });
const readAnswer = z.looseObject({ ConsumedCapacity: z.union([consumed, z.array(consumed)]).optional() });
const writeAnswer = z.looseObject({ Attributes: item.optional() });
const reading = z.object({ ConsistentRead: z.boolean().default(false) });
const batchReading = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const writing = z.object({ TableName: z.string(), Item: item.optional(), Key: item.optional() });

const READS = new Set(["GetItem", "BatchGetItem", "Query", "Scan"]);
const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem"]);

function keyOf({ partitionKey, sortKey }: TableDefinition, attributes: Item): string {
  return JSON.stringify([attributes[partitionKey.name], sortKey && attributes[sortKey.name]]);
}

/**
 * Stands before DynamoDB and counts what passes, with the capacity units that it would take on AWS. Batches of writes,
 * by which a roster is loaded, are no part of a draw and pass uncounted.
 */
export async function countRequests(url: string) {
  let counted: CountedRequest[] = [];
  /** All items that were written through here, as they stand. */
  const known = new Map<string, Map<string, Item>>(tableDefinitions.map(({ name }) => [name, new Map()]));

  const read = async ({ operation, body, passOn }: Asked): Promise<Answer> => {
    const answer = await passOn({ ...body, ReturnConsumedCapacity: "TOTAL" });
    const { ConsumedCapacity = [] } = readAnswer.parse(JSON.parse(answer.body));
    const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    const { data } = batchReading.safeParse(body);
    // Looking where nothing is costs as much as looking at something small.
    const least = reading.parse(body).ConsistentRead ? 1 : 0.5;
    counted.push({
      operation,
      table: data ? (Object.keys(data.RequestItems)[0] ?? "") : String(body["TableName"]),
      body,
      readUnits: Math.max(units, least),
      writeUnits: 0,
      indexWriteUnits: 0,
    });
    return answer;
  };

  const write = async ({ operation, body, passOn }: Asked): Promise<Answer> => {
    const { TableName, Item, Key } = writing.parse(body);
    const definition = tableDefinitions.find(({ name }) => name === TableName);
    const items = known.get(TableName);
    if (!definition || !items) throw new Error(`${TableName} is none of the product's tables.`);
    const key = keyOf(definition, Item ?? Key ?? {});
    const before = items.get(key);
    const answer = await passOn(operation === "UpdateItem" ? { ...body, ReturnValues: "ALL_NEW" } : body);
    const { Attributes, ...rest } = writeAnswer.parse(JSON.parse(answer.body));
    const isDone = answer.status === 200;
    const after = isDone ? (operation === "UpdateItem" ? Attributes : Item) : before;
    if (after) items.set(key, after);
    else items.delete(key);
    const units = writeUnits(definition, before, after);
    counted.push({
      operation,
      table: TableName,
      body,
      readUnits: 0,
      writeUnits: units.table + units.indexes,
      indexWriteUnits: units.indexes,
    });
    return { status: answer.status, body: JSON.stringify(rest) };
  };

  const front = await serveFront(url, (asked) => {
    if (READS.has(asked.operation)) return read(asked);
    if (WRITES.has(asked.operation)) return write(asked);
    if (asked.operation === "BatchWriteItem") return asked.passOn(asked.body);
    throw new Error(`${asked.operation} is not counted yet.`);
  });

  return {
    ...front,
    /** What has passed since this was asked last. */
    take(): CountedRequest[] {
      const all = counted;
      counted = [];
      return all;
    },
  };
}
