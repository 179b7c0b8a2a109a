import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { readPages } from "../dynamodb/read-pages.ts";
import { LotteryError } from "../runtime/lottery-error.ts";

/**
 * The JSON of a page has at most this many bytes, unless one element is larger. It is stored compressed: about a fifth of it,
 * and never much more than all of it, so that an item stays below the 409,600 bytes that DynamoDB stores.
 */
const PAGE_BYTES = 300_000;
/** A partition accepts 1,000 capacity units per second: a few compressed pages. */
const PAGES_AT_ONCE = 4;

const compress = promisify(gzip);
const expand = promisify(gunzip);

const page = z.object({ content: z.instanceof(Uint8Array) });
const pageKey = z.object({ ledger: z.string(), entry: z.string() });

/** What a page contains, such as `rows` or `changes`. */
type PageKind = string;

function* splitIntoPages<Element>(elements: readonly Element[]): Generator<Element[]> {
  let content: Element[] = [];
  let bytes = 0;
  for (const element of elements) {
    const size = Buffer.byteLength(JSON.stringify(element)) + 1;
    if (bytes + size > PAGE_BYTES && content.length > 0) {
      yield content;
      content = [];
      bytes = 0;
    }
    content.push(element);
    bytes += size;
  }
  if (content.length > 0) yield content;
}

/** The people and the changes of an import, in numbered pages. They exist only as long as the import needs them. */
export function createImportPages(client: DynamoDBDocumentClient, table: string) {
  const partition = (importId: string) => `roster-import#${importId}`;
  const keyOf = (importId: string, kind: PageKind, number: number) => ({
    ledger: partition(importId),
    entry: `${kind}#${String(number).padStart(5, "0")}`,
  });

  /** Writes one page, from 1, of at most 300 KB. Replaces it, so a step may run twice. */
  const write = async (importId: string, kind: PageKind, number: number, elements: readonly unknown[]) => {
    const content = await compress(JSON.stringify(elements));
    await client.send(
      new PutCommand({ TableName: table, Item: { ...keyOf(importId, kind, number), content } }),
    );
  };

  const parseContent = async <Element>(item: unknown, element: z.ZodType<Element>): Promise<Element[]> => {
    const { content } = parseItem(page, item, "A page of an import");
    const text = (await expand(content)).toString();
    return parseItem(z.array(element), JSON.parse(text), "A page of an import");
  };

  /** Returns one page, from 1. Throws `InvalidItem` if it is missing or malformed. */
  const read = async <Element>(
    importId: string,
    kind: PageKind,
    number: number,
    element: z.ZodType<Element>,
  ): Promise<Element[]> => {
    const Key = keyOf(importId, kind, number);
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    if (!Item) throw new LotteryError("InvalidItem", `The page ${Key.entry} of an import is missing.`);
    return parseContent(Item, element);
  };

  /** Lists all pages of an import, of every kind. */
  const list = (importId: string, attributes: "ledger, entry" | "content") =>
    readPages((from) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "ledger = :import",
          ExpressionAttributeValues: { ":import": partition(importId) },
          ProjectionExpression: attributes,
          ConsistentRead: true,
          ...from,
        }),
      ),
    );

  return {
    write,
    read,

    /** Returns the elements of all pages of an import, of every kind. Throws `InvalidItem`. */
    async *readElements(importId: string): AsyncGenerator<unknown> {
      for await (const items of list(importId, "content"))
        for (const item of items) yield* await parseContent(item, z.unknown());
    },

    /** Writes elements to as many pages as they need, from page 1, and returns how many these are. May be repeated. */
    async writeAll(importId: string, kind: PageKind, elements: readonly unknown[]): Promise<number> {
      const contents = [...splitIntoPages(elements)];
      await pMap(contents, (content, i) => write(importId, kind, i + 1, content), {
        concurrency: PAGES_AT_ONCE,
      });
      return contents.length;
    },

    /** Returns the elements of the pages 1 to `count`, in order. Throws `InvalidItem`. */
    async readAll<Element>(
      importId: string,
      kind: PageKind,
      count: number,
      element: z.ZodType<Element>,
    ): Promise<Element[]> {
      const numbers = Array.from({ length: count }, (_, i) => i + 1);
      const contents = await pMap(numbers, (number) => read(importId, kind, number, element), {
        concurrency: PAGES_AT_ONCE,
      });
      return contents.flat();
    },

    /** Deletes all pages of an import. May be repeated. */
    async deleteAll(importId: string): Promise<void> {
      for await (const items of list(importId, "ledger, entry"))
        await pMap(
          z.array(pageKey).parse(items),
          (Key) => client.send(new DeleteCommand({ TableName: table, Key })),
          { concurrency: PAGES_AT_ONCE },
        );
    },
  };
}
