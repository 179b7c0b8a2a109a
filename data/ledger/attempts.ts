import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { ErrorFacts } from "../runtime/lottery-error.ts";
import { allOf, whileDrawing, whileInRound, whileLeasedBeyond } from "./conditions.ts";
import type { DrawRecord, LostEntrant, Winner } from "./draw-record.ts";
import { createUpdateRecord } from "./update-record.ts";

export interface Decision {
  winners: readonly Winner[];
  lost: readonly LostEntrant[];
  walked: number;
  pages: readonly string[];
  /** SHA-256 in hex over everything that determines the winners. */
  receipt: string;
  /** ISO 8601. */
  drawnAt: string;
  /** The lease must last beyond this time (epoch seconds). */
  leaseBeyond: number;
}

export interface Failure {
  error: string;
  cause: string;
  facts: ErrorFacts;
}

const CAUSE_LENGTH = 1_000;

/** The part of a record that an attempt writes until it is decided or fails. */
export function createAttempts(client: DynamoDBDocumentClient, table: string) {
  const update = createUpdateRecord(client, table);

  return {
    /** Stores the people whom the draw is about to claim. Returns false if the draw is decided or has failed. */
    async addCandidates(draw: DrawRecord, employeeIds: readonly string[]): Promise<boolean> {
      const changed = await update(draw.draw_no, {
        add: { candidates: new Set(employeeIds) },
        condition: whileDrawing(draw),
      });
      return changed !== undefined;
    },

    /** Ends a round of claims, so that its claims can be released. Returns false if the draw is in another round or ended. */
    async endRound(draw: DrawRecord): Promise<boolean> {
      const changed = await update(draw.draw_no, {
        set: { claim_round: draw.claim_round + 1 },
        condition: allOf(whileDrawing(draw), whileInRound(draw.claim_round)),
      });
      return changed !== undefined;
    },

    /**
     * Decides the draw: the one write after which its winners have won. Returns the record; undefined if the draw is
     * decided, has failed, or has released its claims.
     */
    decide(draw: DrawRecord, decision: Decision): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: {
          status: "drawn",
          drawn_at: decision.drawnAt,
          walked: decision.walked,
          winners: decision.winners,
          receipt: decision.receipt,
          lost: decision.lost.length > 0 ? decision.lost : undefined,
          pages: decision.pages,
          mailed_at: {},
        },
        condition: allOf(
          whileDrawing(draw),
          whileInRound(draw.claim_round),
          whileLeasedBeyond(decision.leaseBeyond),
        ),
      });
    },

    /** Ends an undecided draw. Returns the record; undefined if the draw is decided or has failed. */
    fail(draw: DrawRecord, failure: Failure, now: Date): Promise<DrawRecord | undefined> {
      return update(draw.draw_no, {
        set: {
          status: "failed",
          failed_at: now.toISOString(),
          error: failure.error,
          cause: failure.cause.slice(0, CAUSE_LENGTH),
          error_facts: failure.facts,
        },
        condition: whileDrawing(draw),
      });
    },
  };
}
