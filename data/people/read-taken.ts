import { type DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { safeParse } from "../runtime/safe-parse.ts";
import { claim, findCountingWin, findExpiry, type WinScope } from "./claim.ts";
import { formatSegment, type ScanPage, scanInSegments } from "./scan-roster.ts";

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

/** Creates the function that reads the whole winners' table, in parallel segments if it has more than one page. */
export function createReadTaken(client: DynamoDBDocumentClient, table: string) {
  /**
   * Returns all who cannot win a draw at this time, by employee id: winners whose wins count for the draw, and people with
   * an unexpired claim. `signal` ends the reading.
   */
  return async function readTaken(
    scope: WinScope,
    now: Date,
    signal?: AbortSignal,
  ): Promise<Map<string, "won" | "held">> {
    const taken = new Map<string, "won" | "held">();
    const scanPage: ScanPage = (segment, from) =>
      client.send(
        new ScanCommand({
          TableName: table,
          ProjectionExpression:
            "employee_id, draw_id, campaign_no, claim_expires_at, held_until, #void, wins",
          ExpressionAttributeNames: { "#void": "void" },
          ConsistentRead: true,
          ...formatSegment(segment),
          ...from,
        }),
        signal && { abortSignal: signal },
      );
    await scanInSegments(scanPage, (item) => {
      const { data } = safeParse(takenItem, item);
      if (!data) return;
      const isHeld = (findExpiry(data) ?? 0) * 1_000 > now.getTime();
      if (findCountingWin(data, scope)) taken.set(data.employee_id, "won");
      else if (isHeld) taken.set(data.employee_id, "held");
    });
    return taken;
  };
}

export type ReadTaken = ReturnType<typeof createReadTaken>;
