import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAllowedChannels } from "./allowed-channels.ts";
import { createAuditLog } from "./audit-log.ts";
import { createCampaigns } from "./campaigns.ts";
import { createHandOvers } from "./hand-overs.ts";
import { createHistory } from "./history.ts";
import { createHistoryLinks } from "./history-links.ts";
import { createOperators } from "./operators.ts";
import { createRecords } from "./records.ts";
import { createRosterPages } from "./roster-pages.ts";

export type CommandLedger = ReturnType<typeof createCommandLedger>;

/**
 * The part of the ledger that commands use. What makes, announces and erases draws is in `createLedger` only, so that a cold
 * start of the bot does not load it.
 */
export function createCommandLedger(client: DynamoDBDocumentClient, table: string) {
  const auditLog = createAuditLog(client, table);
  return {
    ...createRecords(client, table),
    ...createHistory(client, table),
    campaigns: createCampaigns(client, table),
    handOvers: createHandOvers(client, table),
    links: createHistoryLinks(client, table),
    rosterPages: createRosterPages(client, table),
    auditLog,
    operators: createOperators(client, table, auditLog),
    channels: createAllowedChannels(client, table, auditLog),
  };
}
