import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { log } from "../runtime/log.ts";
import { safeParse } from "../runtime/safe-parse.ts";
import { drawNumber } from "./draw-record.ts";
import { RECORDS } from "./record-item.ts";

/** The key of the counter. */
const COUNTER = { ledger: "numbers", entry: "counter" };

/**
 * The newest number, and for each execution that is being numbered its number and the time (epoch seconds) at which its
 * lease ends.
 */
const counter = z.object({
  last: z.int().min(0),
  open: z.record(z.string(), drawNumber),
  leases: z.record(z.string(), z.number()),
});

type Counter = z.output<typeof counter>;

const head = z.object({ entry: z.coerce.number().pipe(drawNumber) });

/** A number that an execution has reserved, and whose record may be missing. */
export interface ReservedNumber {
  drawId: string;
  drawNo: number;
  /** Epoch seconds. */
  leaseExpiresAt: number;
}

/**
 * Numbers the draws 1, 2, 3 …: one write reserves the next number and remembers for whom, so draws that are opened
 * together do not compete, and a reserved number is never lost.
 */
export function createDrawNumbers(client: DynamoDBDocumentClient, table: string) {
  /** The counter; undefined where there is none, or somebody has damaged it. */
  const read = async (): Promise<Counter | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: COUNTER, ConsistentRead: true }),
    );
    return safeParse(counter, Item).data;
  };

  const readNewest = async () => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "ledger = :records",
        ExpressionAttributeValues: { ":records": RECORDS },
        ProjectionExpression: "entry",
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      }),
    );
    return Items.length === 0 ? 0 : parseItem(head, Items[0], "The newest record of the ledger").entry;
  };

  /**
   * Makes the counter of the first draw, or one that was lost or damaged: it continues after the newest record. Two runs may
   * do this at a time, and a number may be reserved twice by that: the record decides whose it is.
   */
  const create = async () => {
    const Item = { ...COUNTER, last: await readNewest(), open: {}, leases: {} };
    const isFirst = await writeIf(
      client.send(
        new PutCommand({ TableName: table, Item, ConditionExpression: "attribute_not_exists(entry)" }),
      ),
    );
    if (isFirst || (await read())) return;
    log("error", "counter-malformed");
    await client.send(new PutCommand({ TableName: table, Item }));
  };

  /** Counts one further for this execution. Returns the counter; undefined if it has a number, or the counter is missing or damaged. */
  const countFor = async (drawId: string, leaseExpiresAt: number): Promise<Counter | undefined> => {
    const update = client.send(
      new UpdateCommand({
        TableName: table,
        Key: COUNTER,
        UpdateExpression: "SET #last = #last + :one, #open.#id = #last + :one, #leases.#id = :lease",
        ConditionExpression: "attribute_exists(entry) AND attribute_not_exists(#open.#id)",
        ExpressionAttributeNames: { "#last": "last", "#open": "open", "#leases": "leases", "#id": drawId },
        ExpressionAttributeValues: { ":one": 1, ":lease": leaseExpiresAt },
        ReturnValues: "ALL_NEW",
      }),
    );
    try {
      return (await writeIf(update)) ? safeParse(counter, (await update).Attributes).data : undefined;
    } catch (error) {
      // DynamoDB cannot count where it finds no number, or no map.
      if (error instanceof DynamoDBServiceException && error.name === "ValidationException") return undefined;
      throw error;
    }
  };

  return {
    /**
     * The next number for this execution, or the one that it has reserved before; and what other executions have reserved.
     * Undefined where another run was faster: the execution may have its number already.
     */
    async reserve(
      drawId: string,
      leaseExpiresAt: number,
    ): Promise<{ drawNo: number; others: ReservedNumber[] } | undefined> {
      let found = (await countFor(drawId, leaseExpiresAt)) ?? (await read());
      if (!found) {
        await create();
        found = (await countFor(drawId, leaseExpiresAt)) ?? (await read());
      }
      const drawNo = found?.open[drawId];
      if (!found || drawNo === undefined) return undefined;
      const { open, leases } = found;
      const others = Object.entries(open)
        .filter(([id]) => id !== drawId)
        .map(([id, no]) => ({ drawId: id, drawNo: no, leaseExpiresAt: leases[id] ?? 0 }));
      return { drawNo, others };
    },

    /** The number that this execution has reserved, if it is not released. */
    async findReserved(drawId: string): Promise<number | undefined> {
      return (await read())?.open[drawId];
    },

    /** Ends the reservation: the number has a record. */
    async release(drawId: string, drawNo: number): Promise<void> {
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: COUNTER,
            UpdateExpression: "REMOVE #open.#id, #leases.#id",
            ConditionExpression: "#open.#id = :number",
            ExpressionAttributeNames: { "#open": "open", "#leases": "leases", "#id": drawId },
            ExpressionAttributeValues: { ":number": drawNo },
          }),
        ),
      );
    },

    /** Moves the counter to the newest record where it is behind, as after a restored backup. */
    async catchUp(): Promise<void> {
      const newest = await readNewest();
      await writeIf(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: COUNTER,
            UpdateExpression: "SET #last = :newest",
            ConditionExpression: "#last < :newest",
            ExpressionAttributeNames: { "#last": "last" },
            ExpressionAttributeValues: { ":newest": newest },
          }),
        ),
      );
    },
  };
}
