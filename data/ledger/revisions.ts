import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import {
  type DrawnRecord,
  type DrawRecord,
  formatStored,
  type RecordedWinner,
  type Revising,
  type Revision,
} from "./draw-record.ts";
import { createUpdateRecord } from "./update-record.ts";

const STANDS = "#status = :drawn AND draw_id = :draw_id";

export type Revisions = ReturnType<typeof createRevisions>;

/** Redraws and voids in the ledger: one under way at a time for each draw, each decided by one conditional write. */
export function createRevisions(client: DynamoDBDocumentClient, table: string) {
  const update = createUpdateRecord(client, table);
  const own = (draw: DrawnRecord) => ({ ":drawn": "drawn", ":draw_id": draw.draw_id });

  return {
    /** Begins a revision of the draw as it was read. False if it has changed, or another revision is under way. */
    async begin(draw: DrawnRecord, revising: Revising): Promise<boolean> {
      const isFirst = draw.revisions.length === 0;
      const begun = await update(draw.draw_no, {
        set: { revising: formatStored(revising) },
        condition: `${STANDS} AND attribute_not_exists(revising) AND attribute_exists(claims_final) AND ${
          isFirst ? "attribute_not_exists(revisions)" : "size(revisions) = :count"
        }`,
        values: { ...own(draw), ...(!isFirst && { ":count": draw.revisions.length }) },
      });
      return begun !== undefined;
    },

    /** Writes down whom the revision is about to claim. False if it has ended meanwhile. */
    async addCandidates(
      draw: DrawnRecord,
      revisionId: string,
      employeeIds: readonly string[],
    ): Promise<boolean> {
      const added = await update(draw.draw_no, {
        expression: "ADD candidates :candidates",
        condition: `${STANDS} AND revising.revision_id = :revision_id`,
        values: { ...own(draw), ":revision_id": revisionId, ":candidates": new Set(employeeIds) },
      });
      return added !== undefined;
    },

    /**
     * The one moment at which a revision is decided; its winners are then to be made final, and people to be told.
     * Answers the record as it then stands; undefined if it has ended already, or its lease does not last beyond
     * `leaseBeyond` (epoch seconds). Where the draw itself is not told yet, whoever may be posting
     * about it keeps the right to, and those after search for the message.
     */
    decide(
      draw: DrawnRecord,
      revision: Revision,
      standing: { winners: readonly RecordedWinner[]; walked: number; leaseBeyond: number },
    ): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: {
          revisions: [...draw.revisions, revision].map(formatStored),
          winners: standing.winners,
          walked: standing.walked,
          unsettled: "yes",
          announcement_attempts: draw.announced_at === undefined ? undefined : 0,
        },
        expression: "REMOVE revising, claims_final, announced_at, announcement_error",
        condition: `${STANDS} AND revising.revision_id = :revision_id AND revising.lease_expires_at > :lease_beyond`,
        values: {
          ...own(draw),
          ":revision_id": revision.revision_id,
          ":lease_beyond": standing.leaseBeyond,
        },
      });
    },

    /** Gives an undecided revision up. Answers the draw's record; undefined if it has ended already. */
    abandon(draw: DrawnRecord, revisionId: string): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        expression: "REMOVE revising",
        condition: `${STANDS} AND revising.revision_id = :revision_id`,
        values: { ...own(draw), ":revision_id": revisionId },
      });
    },
  };
}
