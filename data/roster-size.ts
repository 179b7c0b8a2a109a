import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { lotterySerial } from "./employee.ts";
import { log } from "./log.ts";
import type { Roster } from "./roster.ts";
import { safeParse } from "./safe-parse.ts";

const KEY = { ledger: "roster", entry: "size" };
const remembered = z.object({ highest_serial: lotterySerial.or(z.literal(0)) });

/**
 * The highest serial in use, by a look for it and for the next one; the whole index is read only where nothing is
 * remembered or a look finds otherwise. What is remembered stands beside the ledger, so that a roster needs no item of
 * its own; it saves a reading and is never relied upon.
 */
export async function readRosterSize(
  client: DynamoDBDocumentClient,
  table: string,
  roster: Roster,
): Promise<number> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: KEY, ConsistentRead: true }));
  const known = safeParse(remembered, Item).data?.highest_serial;
  if (Item && known === undefined) log("warn", "roster-size-malformed");
  if (known !== undefined && known > 0) {
    const [isLast, isMore] = await Promise.all([roster.isTaken(known), roster.isTaken(known + 1)]);
    if (isLast && !isMore) return known;
  }
  const found = await roster.scanHighestSerial();
  if (found !== known)
    await client.send(new PutCommand({ TableName: table, Item: { ...KEY, highest_serial: found } }));
  return found;
}
