import { z } from "zod";

const attribute = z.union([
  z.object({ S: z.string() }).transform(({ S }) => S),
  z.object({ N: z.string() }).transform(({ N }) => Number(N)),
]);
const item = z.record(z.string(), z.unknown());

const written = z.object({
  TableName: z.string().optional(),
  Item: item.optional(),
  Key: item.optional(),
  RequestItems: z
    .record(
      z.string(),
      z.array(
        z.object({
          PutRequest: z.object({ Item: item }).optional(),
          DeleteRequest: z.object({ Key: item }).optional(),
        }),
      ),
    )
    .optional(),
});

const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"]);

interface Write {
  table: string;
  /** The item, or only its key, in DynamoDB's JSON. */
  item: Readonly<Record<string, unknown>>;
  isDelete: boolean;
}

/** Returns the items that a request to DynamoDB writes or deletes. */
export function findWrites(operation: string, body: string): Write[] {
  if (!WRITES.has(operation)) return [];
  const { TableName: table = "", Item, Key, RequestItems = {} } = written.parse(JSON.parse(body));
  const one = Item ?? Key;
  return [
    ...(one ? [{ table, item: one, isDelete: operation === "DeleteItem" }] : []),
    ...Object.entries(RequestItems).flatMap(([name, requests]) =>
      requests.flatMap(({ PutRequest, DeleteRequest }) => {
        const each = PutRequest?.Item ?? DeleteRequest?.Key;
        return each ? [{ table: name, item: each, isDelete: DeleteRequest !== undefined }] : [];
      }),
    ),
  ];
}

/** Returns the values of a key's attributes as strings and numbers. */
export function readKey(
  names: readonly string[],
  from: Readonly<Record<string, unknown>>,
): Record<string, string | number> {
  return Object.fromEntries(names.map((name) => [name, attribute.parse(from[name])]));
}
