import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { readPages } from "../dynamodb/read-pages.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { employeeId, slackUserId } from "../people/employee.ts";
import { formatEntry } from "./record-item.ts";

const storedHandOver = z.object({
  entry: employeeId,
  /** ISO 8601. */
  handed_at: z.iso.datetime(),
  /** Who marked it. A malformed id is dropped. */
  handed_by: slackUserId.optional().catch(undefined),
});

/** When a winner got the prize, and who marked that. */
export type HandOver = Omit<z.output<typeof storedHandOver>, "entry">;

function parseHandOver(item: unknown): [employeeId: string, handOver: HandOver] {
  const { entry, handed_at, handed_by } = parseItem(storedHandOver, item, "A hand-over");
  return [entry, { handed_at, ...(handed_by !== undefined && { handed_by }) }];
}

/** Which winners have got their prizes: items next to the ledger, by draw and employee. */
export function createHandOvers(client: DynamoDBDocumentClient, table: string) {
  const partitionOf = (drawNo: number) => `hand-over#${formatEntry(drawNo)}`;
  const keyOf = (drawNo: number, employee_id: string) => ({
    ledger: partitionOf(drawNo),
    entry: employee_id,
  });

  const read = async (drawNo: number, employee_id: string): Promise<HandOver | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(drawNo, employee_id), ConsistentRead: true }),
    );
    return Item && parseHandOver(Item)[1];
  };

  return {
    /** Returns the hand-overs of a draw by employee id. Throws `InvalidItem`. */
    async list(drawNo: number): Promise<Map<string, HandOver>> {
      const handOvers = new Map<string, HandOver>();
      const pages = readPages((from) =>
        client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: "ledger = :ledger",
            ExpressionAttributeValues: { ":ledger": partitionOf(drawNo) },
            ConsistentRead: true,
            ...from,
          }),
        ),
      );
      for await (const items of pages) for (const item of items) handOvers.set(...parseHandOver(item));
      return handOvers;
    },

    /**
     * Stores that a winner has got the prize, unless that is stored. Returns what is stored; undefined if somebody removed
     * it at the same time.
     */
    async mark(drawNo: number, employee_id: string, handOver: HandOver): Promise<HandOver | undefined> {
      const isNew = await writeIf(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...keyOf(drawNo, employee_id), ...handOver },
            ConditionExpression: "attribute_not_exists(entry)",
          }),
        ),
      );
      return isNew ? handOver : await read(drawNo, employee_id);
    },

    /** Removes the hand-over of this time. Another one stays: somebody has marked the prize again since. */
    async unmark(drawNo: number, employee_id: string, handedAt: string): Promise<void> {
      await writeIf(
        client.send(
          new DeleteCommand({
            TableName: table,
            Key: keyOf(drawNo, employee_id),
            ConditionExpression: "handed_at = :handed_at",
            ExpressionAttributeValues: { ":handed_at": handedAt },
          }),
        ),
      );
    },

    /** Deletes what names an erased winner. May be repeated. */
    async erase(drawNo: number, employee_id: string): Promise<void> {
      await client.send(new DeleteCommand({ TableName: table, Key: keyOf(drawNo, employee_id) }));
    },

    /** Removes who marked a hand-over, if it was this person. May be repeated. */
    async eraseAuthor(drawNo: number, employee_id: string, handedBy: string): Promise<void> {
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(drawNo, employee_id),
            UpdateExpression: "REMOVE handed_by",
            ConditionExpression: "handed_by = :handed_by",
            ExpressionAttributeValues: { ":handed_by": handedBy },
          }),
        ),
      );
    },
  };
}
