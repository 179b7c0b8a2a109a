import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { readPages } from "../dynamodb/read-pages.ts";
import { claim, findCountingWin, findExpiry, type WinScope } from "./claim.ts";

/** The attributes that say whether a person can win. */
const takenItem = claim.pick({
  employee_id: true,
  draw_id: true,
  campaign_no: true,
  claim_expires_at: true,
  held_until: true,
  void: true,
  wins: true,
});

/** Creates the function that reads the whole winners' table. */
export function createReadTaken(client: DynamoDBDocumentClient, table: string) {
  /**
   * Returns all who cannot win a draw at this time, by employee id: winners whose wins count for the draw, and people with
   * an unexpired claim.
   */
  return async function readTaken(scope: WinScope, now: Date): Promise<Map<string, "won" | "held">> {
    const taken = new Map<string, "won" | "held">();
    const pages = readPages((from) =>
      client.send(
        new ScanCommand({
          TableName: table,
          ProjectionExpression:
            "employee_id, draw_id, campaign_no, claim_expires_at, held_until, #void, wins",
          ExpressionAttributeNames: { "#void": "void" },
          ConsistentRead: true,
          ...from,
        }),
      ),
    );
    for await (const items of pages)
      for (const item of items) {
        const { data } = takenItem.safeParse(item);
        if (!data) continue;
        const isHeld = (findExpiry(data) ?? 0) * 1_000 > now.getTime();
        if (findCountingWin(data, scope)) taken.set(data.employee_id, "won");
        else if (isHeld) taken.set(data.employee_id, "held");
      }
    return taken;
  };
}

export type ReadTaken = ReturnType<typeof createReadTaken>;
