import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { parseItem } from "../dynamodb/parse-item.ts";
import { createReadBatch } from "../dynamodb/read-batch.ts";
import { type Claim, claim } from "./claim.ts";

/** Parses an item of the winners' table. Throws `InvalidItem`. */
export function parseClaim(item: unknown): Claim {
  return parseItem(claim, item, "An item of the winners' table");
}

/** Creates the function that reads many items of the winners' table. */
export function createReadClaims(client: DynamoDBDocumentClient, table: string) {
  const readBatch = createReadBatch(client, table, "employee_id");

  /** Returns the items of these people by employee id. A person without a claim or win has none. */
  return async function readClaims(employeeIds: readonly string[]): Promise<Map<string, Claim>> {
    const claims = (await readBatch(employeeIds)).map(parseClaim);
    return new Map(claims.map((each) => [each.employee_id, each]));
  };
}
