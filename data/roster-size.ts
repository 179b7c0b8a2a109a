import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { parseItem } from "./parse-item.ts";
import type { Roster } from "./roster.ts";

const KEY = { ledger: "roster", entry: "size" };
const remembered = z.object({ highest_serial: z.int().min(0) });

/**
 * The highest serial in use, by one look for the next one; the whole index is read only where nothing is remembered
 * or the look finds somebody. What is remembered stands beside the ledger, so that a roster needs no item of its own.
 */
export async function readRosterSize(
  client: DynamoDBDocumentClient,
  table: string,
  roster: Roster,
): Promise<number> {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key: KEY, ConsistentRead: true }));
  const known = Item && parseItem(remembered, Item, "The remembered size of the roster").highest_serial;
  if (known !== undefined && known > 0 && !(await roster.isTaken(known + 1))) return known;
  const found = await roster.scanHighestSerial();
  if (found !== known)
    await client.send(new PutCommand({ TableName: table, Item: { ...KEY, highest_serial: found } }));
  return found;
}
