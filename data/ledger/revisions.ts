import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { allOf, type Condition, onceClaimsFinal, onceDrawn, whileUnrevised } from "./conditions.ts";
import {
  type DrawnRecord,
  type DrawRecord,
  formatStored,
  type RecordedWinner,
  type Revising,
  type Revision,
} from "./draw-record.ts";
import { createUpdateRecord } from "./update-record.ts";

const whileNotRevising: Condition = { expression: "attribute_not_exists(revising)" };

const whileRevising = (id: string): Condition => ({
  expression: "revising.revision_id = :revision_id",
  values: { ":revision_id": id },
});

const whileRevisingBeyond = (time: number): Condition => ({
  expression: "revising.lease_expires_at > :lease_beyond",
  values: { ":lease_beyond": time },
});

export type Revisions = ReturnType<typeof createRevisions>;

/** Redraws and voids in the ledger: one under way at a time for each draw, each decided by one conditional write. */
export function createRevisions(client: DynamoDBDocumentClient, table: string) {
  const update = createUpdateRecord(client, table);

  return {
    /** Begins a revision of the draw as it was read. False if it has changed, or another revision is under way. */
    async begin(draw: DrawnRecord, revising: Revising): Promise<boolean> {
      const begun = await update(draw.draw_no, {
        set: { revising: formatStored(revising) },
        condition: allOf(onceDrawn(draw), whileNotRevising, onceClaimsFinal, whileUnrevised(draw)),
      });
      return begun !== undefined;
    },

    /** Stores the people whom the revision is about to claim. False if it has ended. */
    async addCandidates(
      draw: DrawnRecord,
      revisionId: string,
      employeeIds: readonly string[],
    ): Promise<boolean> {
      const added = await update(draw.draw_no, {
        add: { candidates: new Set(employeeIds) },
        condition: allOf(onceDrawn(draw), whileRevising(revisionId)),
      });
      return added !== undefined;
    },

    /**
     * Decides the revision: the one write after which its winners have won. Returns the record; undefined if the revision
     * has ended, or its lease does not last beyond `leaseBeyond` (epoch seconds). If the draw itself is not announced yet,
     * a callback that is posting keeps the right to post, and later ones search for its message.
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
          pending: "yes",
          announcement_attempts: draw.announced_at === undefined ? undefined : 0,
        },
        remove: ["revising", "claims_final", "announced_at", "announcement_error"],
        condition: allOf(
          onceDrawn(draw),
          whileRevising(revision.revision_id),
          whileRevisingBeyond(standing.leaseBeyond),
        ),
      });
    },

    /** Abandons an undecided revision. Returns the record; undefined if it has ended. */
    abandon(draw: DrawnRecord, revisionId: string): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        remove: ["revising"],
        condition: allOf(onceDrawn(draw), whileRevising(revisionId)),
      });
    },
  };
}
