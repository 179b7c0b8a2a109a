import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAnnouncements } from "./announcements.ts";
import { createAttempts } from "./attempts.ts";
import { createReadHistory } from "./history.ts";
import { createMailing } from "./mailing.ts";
import { createOpening } from "./opening.ts";
import { createPending } from "./pending.ts";
import { createRecords } from "./records.ts";

export type Ledger = ReturnType<typeof createLedger>;

/** The ledger of draws: one record for each draw, numbered without gaps, never deleted. */
export function createLedger(client: DynamoDBDocumentClient, table: string) {
  return {
    ...createRecords(client, table),
    ...createOpening(client, table),
    history: createReadHistory(client, table),
    attempts: createAttempts(client, table),
    announcements: createAnnouncements(client, table),
    mailing: createMailing(client, table),
    pending: createPending(client, table),
  };
}
