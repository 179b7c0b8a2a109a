import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { parseItem } from "../dynamodb/parse-item.ts";
import { writeIf } from "../dynamodb/write-if.ts";
import { lotterySerial } from "../people/employee.ts";
import { LotteryError } from "../runtime/lottery-error.ts";

const KEY = { ledger: "roster-imports", entry: "serials" };

/** Others may reserve serials at the same time. More failures than this have another cause. */
const TRIES = 10;
/**
 * A reserved serial without an employee after this time stays without one: the run that reserved it has stopped, since no
 * request lasts for hours. So a later person gets it, and the serials stay dense.
 */
const EXPIRES_MS = 24 * 60 * 60_000;

/** A single change that takes longer since it began is given up. */
export const WRITE_WITHIN_MS = 10_000;
/** A request that was sent in time arrives so much later at most. */
const ARRIVES_WITHIN_MS = 5_000;

const reservation = z.object({
  /** The highest serial that was reserved, for the change with this id. */
  serial: lotterySerial,
  change_id: z.string(),
  reserved_at: z.iso.datetime(),
});

/**
 * The serials that single changes give to new people. Items of employees cannot prevent that two of them have the same
 * serial, and their index lags. So a serial is reserved by a conditional write on one item, before it is written to an
 * employee.
 */
export function createRosterSerials(client: DynamoDBDocumentClient, table: string) {
  const read = async () => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: KEY, ConsistentRead: true }));
    return Item && parseItem(reservation, Item, "The reserved serial of the roster");
  };

  /** The highest serial that may belong to an employee who is not written yet; 0 if there is none. */
  const highestOf = (known: Awaited<ReturnType<typeof read>>, now: Date): number =>
    known && Date.parse(known.reserved_at) + EXPIRES_MS > now.getTime() ? known.serial : 0;

  return {
    /**
     * Returns the time (epoch ms) after which nobody writes a serial that is reserved now. An import takes the lock of the
     * roster, then waits until this time, then reads the roster. So it sees everybody whose serial was reserved before it had
     * the lock. A run that reserves one later sees the lock, and writes nothing. Throws `InvalidItem`.
     */
    async findWriteDeadline(): Promise<number> {
      const known = await read();
      return known ? Date.parse(known.reserved_at) + WRITE_WITHIN_MS + ARRIVES_WITHIN_MS : 0;
    },

    /**
     * Reserves the next serial after `highest`, the highest one on the roster, and after all reserved ones. No other call
     * gets the same. Repeating the newest change gets the same again. Throws `InvalidItem`, `LedgerBusy`.
     */
    async reserve(highest: number, changeId: string, now: Date): Promise<number> {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const known = await read();
        if (known?.change_id === changeId && known.serial > highest) return known.serial;
        const serial = Math.max(highest, highestOf(known, now)) + 1;
        const next = { serial, change_id: changeId, reserved_at: now.toISOString() };
        const isReserved = await writeIf(
          client.send(
            new PutCommand({
              TableName: table,
              Item: { ...KEY, ...parseItem(reservation, next, "The next serial") },
              ...(known
                ? {
                    ConditionExpression: "serial = :serial AND change_id = :change_id",
                    ExpressionAttributeValues: { ":serial": known.serial, ":change_id": known.change_id },
                  }
                : { ConditionExpression: "attribute_not_exists(entry)" }),
            }),
          ),
        );
        if (isReserved) return serial;
      }
      throw new LotteryError("LedgerBusy", `Others reserved serials in ${TRIES} tries.`);
    },
  };
}
