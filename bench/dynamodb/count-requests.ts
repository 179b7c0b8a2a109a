import { z } from "zod";
import { type TableDefinition, tableDefinitions } from "../../data/tables.ts";
import { type Item, item } from "../../infra/local/services/dynamodb/item-size.ts";
import type { Answer, Asked } from "./front.ts";
import { writeUnits } from "./write-units.ts";

/** The table of a request. */
export function tableOf(body: Asked["body"]): string {
  const batch = batchReading.safeParse(body).data;
  return batch ? (Object.keys(batch.RequestItems)[0] ?? "") : String(body["TableName"]);
}

/** A request that was answered. */
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
const writing = z.object({
  TableName: z.string(),
  Item: item.optional(),
  Key: item.optional(),
  ReturnValues: z.enum(["NONE", "ALL_NEW"]).default("NONE"),
});

const READS = new Set(["GetItem", "BatchGetItem", "Query", "Scan"]);
const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem"]);

function keyOf({ partitionKey, sortKey }: TableDefinition, attributes: Item): string {
  return JSON.stringify([attributes[partitionKey.name], sortKey && attributes[sortKey.name]]);
}

/** Passes requests on and counts them, with the capacity units that they would take on AWS. */
export function createCounter() {
  let counted: CountedRequest[] = [];
  /** All items that were written through here, as they stand. */
  const known = new Map<string, Map<string, Item>>(tableDefinitions.map(({ name }) => [name, new Map()]));

  /** Asks for the units as well; `units` where it is known how many they are. */
  const read = async (
    { path, operation, body, passOn }: Asked,
    ask: (asked: Asked) => Promise<{ answer: Answer; units?: number }>,
  ): Promise<Answer> => {
    const { answer, units } = await ask({
      operation,
      path,
      passOn,
      body: { ...body, ReturnConsumedCapacity: "TOTAL" },
    });
    const { ConsumedCapacity = [] } = readAnswer.parse(JSON.parse(answer.body));
    const told = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    // Looking where nothing is costs as much as looking at something small.
    const least = reading.parse(body).ConsistentRead ? 1 : 0.5;
    counted.push({
      operation,
      table: tableOf(body),
      body,
      readUnits: Math.max(units ?? told, least),
      writeUnits: 0,
      indexWriteUnits: 0,
    });
    return answer;
  };

  const write = async (
    { path, operation, body, passOn }: Asked,
    ask: (asked: Asked) => Promise<{ answer: Answer }>,
  ): Promise<Answer> => {
    const { TableName, Item, Key, ReturnValues } = writing.parse(body);
    const definition = tableDefinitions.find(({ name }) => name === TableName);
    const items = known.get(TableName);
    if (!definition || !items) throw new Error(`${TableName} is none of the product's tables.`);
    const key = keyOf(definition, Item ?? Key ?? {});
    const before = items.get(key);
    const isUpdate = operation === "UpdateItem";
    const { answer } = await ask({
      operation,
      path,
      passOn,
      body: isUpdate ? { ...body, ReturnValues: "ALL_NEW" } : body,
    });
    const { Attributes, ...rest } = writeAnswer.parse(JSON.parse(answer.body));
    const after = answer.status === 200 ? (isUpdate ? Attributes : Item) : before;
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
    return ReturnValues === "NONE" ? { status: answer.status, body: JSON.stringify(rest) } : answer;
  };

  return {
    /** Counts a request that `ask` answers. Batches of writes are no part of a draw and pass uncounted. */
    async count(
      asked: Asked,
      ask: (asked: Asked) => Promise<{ answer: Answer; units?: number }>,
    ): Promise<Answer> {
      if (READS.has(asked.operation)) return read(asked, ask);
      if (WRITES.has(asked.operation)) return write(asked, ask);
      if (asked.operation === "BatchWriteItem") return (await ask(asked)).answer;
      throw new Error(`${asked.operation} is not counted yet.`);
    },

    /** All items are gone, without a request. */
    forget(): void {
      for (const items of known.values()) items.clear();
    },

    /** What was counted since this was asked last. */
    take(): CountedRequest[] {
      const all = counted;
      counted = [];
      return all;
    },
  };
}
