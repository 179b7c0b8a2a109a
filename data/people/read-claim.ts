import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Claim } from "./claim.ts";
import { parseClaim } from "./read-claims.ts";

/** Reads the item of the winners' table of a person, who has none without a claim or win. Throws `InvalidItem`. */
export type ReadClaim = (employeeId: string) => Promise<Claim | undefined>;

/** Creates the function that reads the claim or the wins of one person. */
export function createReadClaim(client: DynamoDBDocumentClient, table: string): ReadClaim {
  return async function readClaim(employeeId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { employee_id: employeeId }, ConsistentRead: true }),
    );
    return Item && parseClaim(Item);
  };
}
