import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { allOf, type Condition } from "../dynamodb/condition.ts";
import type { ErrorFacts } from "../runtime/lottery-error.ts";
import {
  onceClaimsFinal,
  onceDrawn,
  whileInRound,
  whileLeasedBeyond,
  whileNoAttempt,
  whileSealed,
  whileSeedUnknown,
  whileUnderWay,
  whileUnerased,
  whileUnrevised,
} from "./conditions.ts";
import {
  type DrawnRecord,
  type DrawRecord,
  formatStored,
  type LostEntrant,
  type RecordedWinner,
  type Revising,
  type Revision,
  type Winner,
} from "./draw-record.ts";
import type { Seal } from "./sealing.ts";
import { createUpdateRecord } from "./update-record.ts";

/** What identifies an attempt in its record. The first attempt of a draw has the draw's id. */
export interface AttemptIdentity {
  id: string;
  drawNo: number;
  drawId: string;
}

/** What a decision compares. */
interface Decider extends AttemptIdentity {
  round: number;
}

/** The result of a draw. */
export interface DrawDecision {
  winners: readonly Winner[];
  lost: readonly LostEntrant[];
  walked: number;
  pages: readonly string[];
  /** SHA-256 in hex over everything that determines the winners. */
  receipt: string;
  /** ISO 8601. */
  drawnAt: string;
}

/** The result of a redraw or a void. */
export interface RevisionDecision {
  revision: Revision;
  /** Everybody who has ever won the draw. */
  winners: readonly RecordedWinner[];
  walked: number;
}

export interface Failure {
  error: string;
  cause: string;
  facts: ErrorFacts;
}

const CAUSE_LENGTH = 1_000;

/**
 * The part of a record that an attempt writes from its begin until it is decided or fails. A draw's own attempt begins
 * when the record is written.
 */
export function createAttempts(client: DynamoDBDocumentClient, table: string) {
  const update = createUpdateRecord(client, table);

  const decide = (
    attempt: Decider,
    leaseBeyond: number,
    change: {
      set: Readonly<Record<string, unknown>>;
      remove?: readonly string[];
      conditions?: readonly Condition[];
    },
  ) =>
    update(attempt.drawNo, {
      set: change.set,
      remove: ["attempt_id", ...(change.remove ?? [])],
      condition: allOf(
        whileUnderWay(attempt),
        whileInRound(attempt.round),
        whileLeasedBeyond(leaseBeyond),
        ...(change.conditions ?? []),
      ),
    });

  return {
    /**
     * Begins a redraw or a void of the draw as it was read. Returns false if the draw was revised or people were erased from
     * it since, its wins are not final, or another attempt is under way.
     */
    async begin(
      draw: DrawnRecord,
      { id, leaseExpiresAt, revising }: { id: string; leaseExpiresAt: number; revising: Revising },
    ): Promise<boolean> {
      const begun = await update(draw.draw_no, {
        set: { attempt_id: id, lease_expires_at: leaseExpiresAt, revising: formatStored(revising) },
        remove: ["candidates"],
        condition: allOf(
          onceDrawn(draw),
          whileNoAttempt,
          onceClaimsFinal,
          whileUnrevised(draw),
          whileUnerased(draw),
        ),
      });
      return begun !== undefined;
    },

    /**
     * Replaces the seals of a draw as they were read: adds one, or the id of the newest one's message. Returns the record;
     * undefined if another run has changed the seals, or the attempt has ended.
     */
    setSeals(
      attempt: AttemptIdentity,
      previous: readonly Seal[],
      seals: readonly Seal[],
    ): Promise<DrawRecord | undefined> {
      return update(attempt.drawNo, {
        set: { seals },
        condition: allOf(whileUnderWay(attempt), whileSealed(previous)),
      });
    },

    /**
     * Stores the seed that follows from the beacon's signature. Returns the record; undefined if another run has stored it,
     * or the attempt has ended.
     */
    reveal(
      attempt: AttemptIdentity,
      revealed: { seed: string; signature: string },
    ): Promise<DrawRecord | undefined> {
      return update(attempt.drawNo, {
        set: revealed,
        condition: allOf(whileUnderWay(attempt), whileSeedUnknown),
      });
    },

    /** Stores the people whom the attempt is about to claim. Returns false if the attempt has ended. */
    async addCandidates(attempt: AttemptIdentity, employeeIds: readonly string[]): Promise<boolean> {
      const added = await update(attempt.drawNo, {
        add: { candidates: new Set(employeeIds) },
        condition: whileUnderWay(attempt),
      });
      return added !== undefined;
    },

    /** Ends a round of claims, so that its claims can be released. Returns false if another run has ended it. */
    async endRound(attempt: Decider): Promise<boolean> {
      const ended = await update(attempt.drawNo, {
        set: { claim_round: attempt.round + 1 },
        condition: allOf(whileUnderWay(attempt), whileInRound(attempt.round)),
      });
      return ended !== undefined;
    },

    /**
     * Decides a draw: the one write after which its winners have won. Returns the record; undefined if the attempt has
     * ended, is in another round of claims, or its lease does not last beyond `leaseBeyond` (epoch seconds).
     */
    decideDraw(
      attempt: Decider,
      { drawnAt, lost, ...decision }: DrawDecision,
      leaseBeyond: number,
    ): Promise<DrawRecord | undefined> {
      return decide(attempt, leaseBeyond, {
        set: {
          ...decision,
          status: "drawn",
          drawn_at: drawnAt,
          lost: lost.length > 0 ? lost : undefined,
          mailed_at: {},
        },
      });
    },

    /**
     * Decides a redraw or a void of `draw` in the same way. If the draw is not announced yet, a callback that is posting
     * keeps the right to post, and later ones search for its message.
     */
    decideRevision(
      attempt: Decider,
      draw: DrawnRecord,
      { revision, winners, walked }: RevisionDecision,
      leaseBeyond: number,
    ): Promise<DrawRecord | undefined> {
      return decide(attempt, leaseBeyond, {
        set: {
          revisions: [...draw.revisions, revision].map(formatStored),
          winners,
          walked,
          pending: "yes",
          announcement_attempts: draw.announced_at === undefined ? undefined : 0,
        },
        remove: ["revising", "claims_final", "announced_at", "announcement_error"],
        conditions: [whileUnerased(draw)],
      });
    },

    /** Ends the attempt of an undecided draw, which fails. Returns the record; undefined if the attempt has ended. */
    failDraw(attempt: AttemptIdentity, failure: Failure, now: Date): Promise<DrawRecord | undefined> {
      return update(attempt.drawNo, {
        set: {
          status: "failed",
          failed_at: now.toISOString(),
          error: failure.error,
          cause: failure.cause.slice(0, CAUSE_LENGTH),
          error_facts: failure.facts,
        },
        remove: ["attempt_id"],
        condition: whileUnderWay(attempt),
      });
    },

    /** Ends an undecided redraw or void. The draw stays as it was. Returns the record; undefined if the attempt has ended. */
    abandonRevision(attempt: AttemptIdentity): Promise<DrawRecord | undefined> {
      return update(attempt.drawNo, {
        remove: ["attempt_id", "revising"],
        condition: whileUnderWay(attempt),
      });
    },
  };
}
