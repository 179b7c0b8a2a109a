import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAnnouncements } from "./announcements.ts";
import { createAttempts } from "./attempts.ts";
import { createCommandLedger } from "./command-ledger.ts";
import { createErasing } from "./erasing.ts";
import { createExecutions } from "./executions.ts";
import { createLogErasing } from "./log-erasing.ts";
import { createMailing } from "./mailing.ts";
import { createOpening } from "./opening.ts";
import { createPending } from "./pending.ts";
import { createRetention } from "./retention.ts";

export type Ledger = ReturnType<typeof createLedger>;

/** The ledger of draws: one record for each draw, numbered without gaps, never deleted. */
export function createLedger(client: DynamoDBDocumentClient, table: string) {
  return {
    ...createCommandLedger(client, table),
    ...createOpening(client, table),
    attempts: createAttempts(client, table),
    announcements: createAnnouncements(client, table),
    mailing: createMailing(client, table),
    pending: createPending(client, table),
    executions: createExecutions(client, table),
    erasing: createErasing(client, table),
    retention: createRetention(client, table),
    logErasing: createLogErasing(client, table),
  };
}
