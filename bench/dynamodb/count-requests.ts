import { z } from "zod";
import { type TableDefinition, tableDefinitions } from "../../data/tables.ts";
import { type Item, item } from "../../infra/local/services/dynamodb/item-size.ts";
import type { ProxiedRequest, ProxyResponse } from "./proxy.ts";
import { writeUnits } from "./write-units.ts";

/** Returns the table of a request. */
export function tableOf(body: ProxiedRequest["body"]): string {
  const batch = batchReading.safeParse(body).data;
  return batch ? (Object.keys(batch.RequestItems)[0] ?? "") : String(body["TableName"]);
}

/** A completed request. */
export interface CountedRequest {
  operation: string;
  table: string;
  body: ProxiedRequest["body"];
  readUnits: number;
  writeUnits: number;
  /** The part of the write units for indexes. */
  indexWriteUnits: number;
}

const consumed = z.object({ CapacityUnits: z.number() });
const readResponse = z.looseObject({ ConsumedCapacity: z.union([consumed, z.array(consumed)]).optional() });
const writeResponse = z.looseObject({ Attributes: item.optional() });
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

/** Counts requests with their capacity units on AWS. */
export function createCounter() {
  let counted: CountedRequest[] = [];
  /** The current state of all items that were written through this counter. */
  const known = new Map<string, Map<string, Item>>(tableDefinitions.map(({ name }) => [name, new Map()]));

  /** Requests the read units, too, if `send` does not return them. */
  const read = async (
    { path, operation, body, forward }: ProxiedRequest,
    send: (request: ProxiedRequest) => Promise<{ response: ProxyResponse; units?: number }>,
  ): Promise<ProxyResponse> => {
    const { response, units } = await send({
      operation,
      path,
      forward,
      body: { ...body, ReturnConsumedCapacity: "TOTAL" },
    });
    const { ConsumedCapacity = [] } = readResponse.parse(JSON.parse(response.body));
    const consumedUnits = [ConsumedCapacity]
      .flat()
      .reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    // Reading a missing item costs as much as reading a small one.
    const least = reading.parse(body).ConsistentRead ? 1 : 0.5;
    counted.push({
      operation,
      table: tableOf(body),
      body,
      readUnits: Math.max(units ?? consumedUnits, least),
      writeUnits: 0,
      indexWriteUnits: 0,
    });
    return response;
  };

  const write = async (
    { path, operation, body, forward }: ProxiedRequest,
    send: (request: ProxiedRequest) => Promise<{ response: ProxyResponse }>,
  ): Promise<ProxyResponse> => {
    const { TableName, Item, Key, ReturnValues } = writing.parse(body);
    const definition = tableDefinitions.find(({ name }) => name === TableName);
    const items = known.get(TableName);
    if (!definition || !items) throw new Error(`${TableName} is not a table of the product.`);
    const key = keyOf(definition, Item ?? Key ?? {});
    const before = items.get(key);
    const isUpdate = operation === "UpdateItem";
    const { response } = await send({
      operation,
      path,
      forward,
      body: isUpdate ? { ...body, ReturnValues: "ALL_NEW" } : body,
    });
    const { Attributes, ...rest } = writeResponse.parse(JSON.parse(response.body));
    const after = response.status === 200 ? (isUpdate ? Attributes : Item) : before;
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
    return ReturnValues === "NONE" ? { status: response.status, body: JSON.stringify(rest) } : response;
  };

  return {
    /** Sends a request and counts it. Batch writes are not part of a draw and are not counted. */
    async count(
      request: ProxiedRequest,
      send: (request: ProxiedRequest) => Promise<{ response: ProxyResponse; units?: number }>,
    ): Promise<ProxyResponse> {
      if (READS.has(request.operation)) return read(request, send);
      if (WRITES.has(request.operation)) return write(request, send);
      if (request.operation === "BatchWriteItem") return (await send(request)).response;
      throw new Error(`${request.operation} is not supported.`);
    },

    /** Forgets all items. */
    forget(): void {
      for (const items of known.values()) items.clear();
    },

    /** Returns the requests since the last call. */
    take(): CountedRequest[] {
      const all = counted;
      counted = [];
      return all;
    },
  };
}
