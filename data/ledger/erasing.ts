import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { allOf } from "../dynamodb/condition.ts";
import {
  onceClaimsFinal,
  onceClaimsReleased,
  onceEnded,
  whileNoAttempt,
  whileUnerased,
  whileUnrevised,
} from "./conditions.ts";
import { type DrawRecord, type EndedRecord, formatStored } from "./draw-record.ts";
import { createUpdateRecord } from "./update-record.ts";

/** The seeds of the remaining salts do not fit into the record. */
class RecordFull extends Error {
  override readonly name = "RecordFull";
}

/** What erasing people changes in a record. No receipt covers it. */
function formatErased(erased: EndedRecord) {
  const { salts, names_erased_at } = erased;
  if (erased.status === "failed")
    return { salts, names_erased_at, cause: erased.cause, error_facts: erased.error_facts };
  const { winners, lost, revisions } = erased;
  return {
    salts,
    names_erased_at,
    winners,
    lost: lost.length > 0 ? lost : undefined,
    revisions: revisions.length > 0 ? revisions.map(formatStored) : undefined,
  };
}

/** Erases people from the records of draws that have ended. */
export function createErasing(client: DynamoDBDocumentClient, table: string) {
  const update = createUpdateRecord(client, table);

  return {
    /**
     * Replaces the people in a record by those in `erased`, the same record with placeholders. Returns the record;
     * undefined if the record was revised or erased since `draw` was read, claims are pending, or a redraw or void is under
     * way. Throws `RecordFull`.
     */
    async replace(draw: EndedRecord, erased: EndedRecord): Promise<DrawRecord | undefined> {
      try {
        return await update(draw.draw_no, {
          set: { ...formatErased(erased), erasures: (draw.erasures ?? 0) + 1 },
          remove: erased.requested_by === undefined ? ["requested_by"] : [],
          condition: allOf(
            onceEnded(draw),
            whileNoAttempt,
            draw.status === "drawn" ? onceClaimsFinal : onceClaimsReleased,
            whileUnrevised(draw),
            whileUnerased(draw),
          ),
        });
      } catch (error) {
        const isTooLarge =
          error instanceof DynamoDBServiceException &&
          error.name === "ValidationException" &&
          /size/i.test(error.message);
        if (!isTooLarge) throw error;
        throw new RecordFull(
          `The record of draw ${draw.draw_no} has no room for the salts that remain: DynamoDB stores at most 400 KB.`,
          { cause: error },
        );
      }
    },
  };
}
