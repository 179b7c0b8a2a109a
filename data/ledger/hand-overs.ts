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
import { drawNumber } from "./draw-record.ts";
import { formatEntry } from "./record-item.ts";

/** The partition of hand-overs. Their sort key is the draw number and the employee id, so that one query reads many draws. */
const HAND_OVERS = "hand-overs";

const DRAW_LENGTH = formatEntry(1).length;

const storedHandOver = z.object({
  entry: z
    .string()
    .transform((entry) => ({
      draw_no: Number(entry.slice(0, DRAW_LENGTH)),
      employee_id: entry.slice(DRAW_LENGTH + 1),
    }))
    .pipe(z.object({ draw_no: drawNumber, employee_id: employeeId })),
  /** ISO 8601. */
  handed_at: z.iso.datetime(),
  /** Who marked it. A malformed id is dropped. */
  handed_by: slackUserId.optional().catch(undefined),
});

/** When a winner got the prize, and who marked that. */
export type HandOver = Omit<z.output<typeof storedHandOver>, "entry">;

function parseHandOver(item: unknown) {
  const { entry, handed_at, handed_by } = parseItem(storedHandOver, item, "A hand-over");
  const handOver: HandOver = { handed_at, ...(handed_by !== undefined && { handed_by }) };
  return { ...entry, handOver };
}

/** Which winners have got their prizes: items next to the ledger, by draw and employee. */
export function createHandOvers(client: DynamoDBDocumentClient, table: string) {
  const keyOf = (drawNo: number, employee_id: string) => ({
    ledger: HAND_OVERS,
    entry: `${formatEntry(drawNo)}#${employee_id}`,
  });

  const read = async (drawNo: number, employee_id: string): Promise<HandOver | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(drawNo, employee_id), ConsistentRead: true }),
    );
    return Item && parseHandOver(Item).handOver;
  };

  /** Reads the hand-overs of the draws from one number to another. */
  async function* readBetween(from: number, to: number) {
    const pages = readPages((start) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "ledger = :ledger AND entry BETWEEN :from AND :to",
          ExpressionAttributeValues: {
            ":ledger": HAND_OVERS,
            // `#` and `$` follow one another, so these are the first and the last possible key.
            ":from": `${formatEntry(from)}#`,
            ":to": `${formatEntry(to)}$`,
          },
          ConsistentRead: true,
          ...start,
        }),
      ),
    );
    for await (const items of pages) yield* items.map(parseHandOver);
  }

  return {
    /** Returns the hand-overs of a draw by employee id. Throws `InvalidItem`. */
    async list(drawNo: number): Promise<Map<string, HandOver>> {
      const handOvers = new Map<string, HandOver>();
      for await (const { employee_id, handOver } of readBetween(drawNo, drawNo))
        handOvers.set(employee_id, handOver);
      return handOvers;
    },

    /** Returns the hand-overs of all draws from one number to another: by draw number, then by employee id. */
    async listBetween(from: number, to: number): Promise<Map<number, Map<string, HandOver>>> {
      const byDraw = new Map<number, Map<string, HandOver>>();
      for await (const { draw_no, employee_id, handOver } of readBetween(from, to)) {
        const ofDraw = byDraw.get(draw_no) ?? new Map<string, HandOver>();
        byDraw.set(draw_no, ofDraw.set(employee_id, handOver));
      }
      return byDraw;
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
