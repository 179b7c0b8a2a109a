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
import type { Executions } from "./executions.ts";
import { RECORDS } from "./record-item.ts";

/** The key of the counter. */
const COUNTER = { ledger: "numbers", entry: "counter" };

/** The newest number, and by execution the reserved numbers and when their leases expire (epoch seconds). */
const counter = z.object({
  last: z.int().min(0),
  open: z.record(z.string(), drawNumber),
  leases: z.record(z.string(), z.number()),
});

type Counter = z.output<typeof counter>;

const head = z.object({ entry: z.coerce.number().pipe(drawNumber) });

/** A number that an execution has reserved. Its record may be missing. */
export interface ReservedNumber {
  drawId: string;
  drawNo: number;
  /** Epoch seconds. */
  leaseExpiresAt: number;
}

/** What is reserved: the next number, which is higher than `linked`, for an execution. */
interface Reservation {
  drawId: string;
  /** Epoch seconds. */
  leaseExpiresAt: number;
  /** The number of the newest history link: the draws up to this number had records. */
  linked: number;
}

/**
 * Numbers the draws 1, 2, 3 … One write reserves the next number and stores for which execution. So draws that are opened
 * at the same time do not compete, and a reserved number is never lost. The executions know their numbers, too: a number is
 * used once, even if its record and the counter are deleted.
 */
export function createDrawNumbers(
  client: DynamoDBDocumentClient,
  table: string,
  executions: Pick<Executions, "findHighestNumber">,
) {
  /** Returns the counter; undefined if it is missing or malformed. */
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

  /** The highest number of all draws, as far as the ledger knows them. */
  const findHighest = async () =>
    Math.max(...(await Promise.all([readNewest(), executions.findHighestNumber()])));

  /**
   * Creates a missing counter, or replaces a malformed one. It continues after the highest number, and after `linked`. If
   * two runs do this at the same time, a number may be reserved twice: the run that writes its record keeps the number.
   */
  const create = async (linked: number) => {
    const last = Math.max(linked, await findHighest());
    const Item = { ...COUNTER, last, open: {}, leases: {} };
    const isFirst = await writeIf(
      client.send(
        new PutCommand({ TableName: table, Item, ConditionExpression: "attribute_not_exists(entry)" }),
      ),
    );
    if (isFirst || (await read())) return;
    log("error", "counter-malformed");
    await client.send(new PutCommand({ TableName: table, Item }));
  };

  /** Moves the counter to a number if it is behind. */
  const moveTo = async (drawNo: number) => {
    await writeIf(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: COUNTER,
          UpdateExpression: "SET #last = :number",
          ConditionExpression: "#last < :number",
          ExpressionAttributeNames: { "#last": "last" },
          ExpressionAttributeValues: { ":number": drawNo },
        }),
      ),
    );
  };

  /**
   * Reserves the next number. Returns the counter; undefined if the execution has a number, or the counter is unusable or
   * behind `linked`.
   */
  const countFor = async ({ drawId, leaseExpiresAt, linked }: Reservation): Promise<Counter | undefined> => {
    const update = client.send(
      new UpdateCommand({
        TableName: table,
        Key: COUNTER,
        UpdateExpression: "SET #last = #last + :one, #open.#id = #last + :one, #leases.#id = :lease",
        ConditionExpression:
          "attribute_type(#last, :type) AND #last >= :linked AND attribute_not_exists(#open.#id)",
        ExpressionAttributeNames: { "#last": "last", "#open": "open", "#leases": "leases", "#id": drawId },
        ExpressionAttributeValues: { ":one": 1, ":lease": leaseExpiresAt, ":linked": linked, ":type": "N" },
        ReturnValues: "ALL_NEW",
      }),
    );
    try {
      return (await writeIf(update)) ? safeParse(counter, (await update).Attributes).data : undefined;
    } catch (error) {
      // The numbers of the executions are not in a map.
      if (error instanceof DynamoDBServiceException && error.name === "ValidationException") return undefined;
      throw error;
    }
  };

  return {
    /**
     * Returns the next number for this execution, or its reserved number, and the reservations of other executions. Returns
     * undefined if another run was faster: the execution may have its number already.
     */
    async reserve(
      reservation: Reservation,
    ): Promise<{ drawNo: number; others: ReservedNumber[] } | undefined> {
      const { drawId, linked } = reservation;
      let found = (await countFor(reservation)) ?? (await read());
      if (!found || found.last < linked) {
        await (found ? moveTo(linked) : create(linked));
        found = (await countFor(reservation)) ?? (await read());
      }
      const drawNo = found?.open[drawId];
      if (!found || drawNo === undefined) return undefined;
      const { open, leases } = found;
      const others = Object.entries(open)
        .filter(([id]) => id !== drawId)
        .map(([id, no]) => ({ drawId: id, drawNo: no, leaseExpiresAt: leases[id] ?? 0 }));
      return { drawNo, others };
    },

    /** Returns the reserved number of this execution. */
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

    /** Moves the counter to the highest number if it is behind, for example after a restored backup. */
    async catchUp(): Promise<void> {
      await moveTo(await findHighest());
    },
  };
}
