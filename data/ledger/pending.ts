import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { allOf } from "../dynamodb/condition.ts";
import { readPages } from "../dynamodb/read-pages.ts";
import { PENDING_INDEX } from "../tables.ts";
import {
  onceAnnounced,
  onceClaimsFinal,
  onceClaimsReleased,
  onceDrawn,
  onceEnded,
  onceFailed,
  onceMailed,
  whileClaimsPending,
  whileUnrevised,
} from "./conditions.ts";
import type { DrawnRecord, DrawRecord } from "./draw-record.ts";
import { unmailedNotices } from "./mailing.ts";
import { parseListedRecord } from "./record-item.ts";
import { isRefused, onceRefused } from "./refusal.ts";
import { createUpdateRecord } from "./update-record.ts";

/** Whether all notices of the draw are mailed, or will never be, because the draw is refused. */
function isMailed(draw: DrawnRecord): boolean {
  return isRefused(draw) || unmailedNotices(draw).length === 0;
}

/** Whether the draw has ended, its claims are final or released, it is announced, and all its notices are mailed. */
function isComplete(draw: DrawRecord): boolean {
  if (draw.status === "drawing" || draw.announced_at === undefined) return false;
  if (draw.status === "failed") return draw.claims_released === true;
  return draw.claims_final === true && isMailed(draw);
}

/** The index of draws with pending work: a draw is in it from its opening until nothing is left to do. */
export function createPending(client: DynamoDBDocumentClient, table: string) {
  const update = createUpdateRecord(client, table);

  const query = async (limit: number, page: { Limit: number } | { FilterExpression: string }) => {
    const draws: DrawRecord[] = [];
    const pages = readPages((from) =>
      client.send(
        new QueryCommand({
          TableName: table,
          IndexName: PENDING_INDEX,
          KeyConditionExpression: "pending = :yes",
          ExpressionAttributeValues: { ":yes": "yes" },
          ...page,
          ...from,
        }),
      ),
    );
    for await (const items of pages) {
      draws.push(...items.flatMap((item) => parseListedRecord(item) ?? []));
      if (draws.length >= limit) break;
    }
    return draws.slice(0, limit);
  };

  return {
    /** The draws with pending work, oldest first, at most `limit`. */
    list(limit: number): Promise<DrawRecord[]> {
      return query(limit, { Limit: limit });
    },

    /** The draws with pending work whose claims are neither final nor released. */
    listClaims(limit: number): Promise<DrawRecord[]> {
      return query(limit, {
        FilterExpression: "attribute_not_exists(claims_final) AND attribute_not_exists(claims_released)",
      });
    },

    /**
     * Stores that all wins of a decided draw are final, and removes its candidates. Returns the record; undefined if the
     * draw was revised since `draw` was read, or another run was faster: a revision may have candidates by then.
     */
    markClaimsFinal(draw: DrawnRecord): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: { claims_final: true },
        remove: ["candidates"],
        condition: allOf(onceDrawn(draw), whileClaimsPending, whileUnrevised(draw)),
      });
    },

    /** Stores that a failed draw has released its claims. Returns the record. */
    markClaimsReleased(draw: DrawRecord): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: { claims_released: true },
        remove: ["candidates"],
        condition: onceFailed(draw),
      });
    },

    /**
     * Removes the draw from the index once nothing is left to do. Safe with a stale record: the run that does the last of
     * the work has a record that shows it.
     */
    async remove(draw: DrawRecord): Promise<void> {
      if (!draw.pending || !isComplete(draw)) return;
      const onceComplete =
        draw.status === "drawn"
          ? [
              onceClaimsFinal,
              isRefused(draw) ? onceRefused : onceMailed(draw.revisions.length + 1),
              whileUnrevised(draw),
            ]
          : [onceClaimsReleased];
      await update(draw.draw_no, {
        remove: ["pending"],
        condition: allOf(onceEnded(draw), onceAnnounced, ...onceComplete),
      });
    },
  };
}
