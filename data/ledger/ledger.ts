import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAllowedChannels } from "./allowed-channels.ts";
import { createAnnouncements } from "./announcements.ts";
import { createAttempts } from "./attempts.ts";
import { createAuditLog } from "./audit-log.ts";
import { createCampaigns } from "./campaigns.ts";
import { createErasing } from "./erasing.ts";
import { createExecutions } from "./executions.ts";
import { createHandOvers } from "./hand-overs.ts";
import { createHistory } from "./history.ts";
import { createHistoryLinks } from "./history-links.ts";
import { createLogErasing } from "./log-erasing.ts";
import { createMailing } from "./mailing.ts";
import { createOpening } from "./opening.ts";
import { createOperators } from "./operators.ts";
import { createPending } from "./pending.ts";
import { createRecords } from "./records.ts";
import { createRetention } from "./retention.ts";
import { createRosterPages } from "./roster-pages.ts";

export type Ledger = ReturnType<typeof createLedger>;

/** The ledger of draws: one record for each draw, numbered without gaps, never deleted. */
export function createLedger(client: DynamoDBDocumentClient, table: string) {
  const auditLog = createAuditLog(client, table);
  return {
    ...createRecords(client, table),
    ...createOpening(client, table),
    ...createHistory(client, table),
    campaigns: createCampaigns(client, table),
    handOvers: createHandOvers(client, table),
    links: createHistoryLinks(client, table),
    attempts: createAttempts(client, table),
    announcements: createAnnouncements(client, table),
    mailing: createMailing(client, table),
    pending: createPending(client, table),
    rosterPages: createRosterPages(client, table),
    executions: createExecutions(client, table),
    erasing: createErasing(client, table),
    retention: createRetention(client, table),
    auditLog,
    logErasing: createLogErasing(client, table),
    operators: createOperators(client, table, auditLog),
    channels: createAllowedChannels(client, table, auditLog),
  };
}
