import { createDocumentClient } from "./dynamodb/document-client.ts";
import { createLedger } from "./ledger/ledger.ts";
import { createClaims } from "./people/claims.ts";

/** Opens the stores that nearly every entry uses. */
export function openStores(settings: { WINNERS_TABLE: string; DRAWS_TABLE: string }) {
  const client = createDocumentClient();
  return {
    client,
    claims: createClaims(client, settings.WINNERS_TABLE),
    ledger: createLedger(client, settings.DRAWS_TABLE),
  };
}
