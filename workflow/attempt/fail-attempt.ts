import type { AttemptIdentity, Failure } from "../../data/ledger/attempts.ts";
import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Claims } from "../../data/people/claims.ts";
import { isFinal, LotteryError } from "../../data/runtime/lottery-error.ts";
import { findDecided } from "./attempt.ts";
import { type FinalizeClaims, releaseClaims } from "./finalize-claims.ts";

export type FailAttempt = ReturnType<typeof createFailAttempt>;

/** Creates the function that ends an undecided attempt. */
export function createFailAttempt({
  ledger,
  claims,
  finalizeClaims,
  now,
}: {
  ledger: Ledger;
  claims: Claims;
  finalizeClaims: FinalizeClaims;
  now: () => Date;
}) {
  const abandonRevision = async (attempt: AttemptIdentity) => {
    const abandoned = await ledger.attempts.abandonRevision(attempt);
    if (abandoned)
      await releaseClaims(claims, { id: attempt.id, round: abandoned.claim_round }, abandoned.candidates);
    return abandoned;
  };

  /**
   * Ends an attempt unless it is decided: a draw fails, a redraw or a void is abandoned. Its claims are released; those of
   * a decided attempt are finalized. Returns the record.
   */
  return async function failAttempt(attempt: AttemptIdentity, failure: Failure): Promise<DrawRecord> {
    const { id, drawNo, drawId } = attempt;
    const ended = await (id === drawId
      ? ledger.attempts.failDraw(attempt, failure, now())
      : abandonRevision(attempt));
    const record = ended ?? (await ledger.readOwn(drawNo, drawId));
    await finalizeClaims(record);
    return record;
  };
}

/**
 * Does the work of a task on its attempt. After a final error the attempt fails at once, so that its people are free
 * before anybody has read the message; other errors are left to the state machine. If another run of the task has decided
 * the attempt, the work is done again on the decided attempt.
 */
export async function failOnFinalError<Result>(
  failAttempt: FailAttempt,
  attempt: AttemptIdentity,
  record: DrawRecord,
  work: (record: DrawRecord) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(record);
  } catch (error) {
    if (!(error instanceof LotteryError && isFinal(error.name))) throw error;
    const { name, message, facts } = error;
    const ended = await failAttempt(attempt, { error: name, cause: message, facts });
    if (findDecided(ended, attempt.id)) return work(ended);
    throw error;
  }
}
