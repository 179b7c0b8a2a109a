import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createRosterImports } from "./roster-imports.ts";
import { createRosterSerials } from "./roster-serials.ts";

export type RosterLedger = ReturnType<typeof createRosterLedger>;

/** What is recorded about changes of the roster, in the table of draws. Not part of the ledger, because draws do not use it. */
export function createRosterLedger(client: DynamoDBDocumentClient, table: string) {
  return {
    imports: createRosterImports(client, table),
    serials: createRosterSerials(client, table),
  };
}
