import type { AttemptIdentity, Failure } from "../../data/ledger/attempts.ts";
import { type DrawRecord, endOf } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Claims } from "../../data/people/claims.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { findAttempt, isExpired } from "./attempt.ts";
import { createFailAttempt } from "./fail-attempt.ts";
import { createFinalizeClaims } from "./finalize-claims.ts";

/** One run recovers at most so many draws; the next run recovers the next ones. */
const DRAWS_PER_RECOVERY = 200;

/** A draw that ended less than this ago is left to its own steps. */
const OWN_TIME_MS = 60_000;

const abandoned: Failure = {
  error: "Abandoned",
  cause: "The draw stopped without a word, and the time in which it could hold people ran out.",
  facts: {},
};

export type Recovery = ReturnType<typeof createRecovery>;

/**
 * Ends draws, on behalf of their own steps or of later draws: before the decision everything is undone, after it
 * everything is completed. Each step may be repeated, and several runs may do it at the same time.
 */
export function createRecovery(deps: { ledger: Ledger; claims: Claims; now: () => Date }) {
  const { ledger, now } = deps;
  const finalizeClaims = createFinalizeClaims(deps);
  const failAttempt = createFailAttempt({ ...deps, finalizeClaims });

  /** The attempt of an undecided draw whose lease has expired: none of its own runs can decide it. */
  const findAbandoned = (draw: DrawRecord) => {
    const attempt = draw.status === "drawing" ? findAttempt(draw) : undefined;
    return attempt && isExpired(attempt, now()) ? attempt : undefined;
  };

  const isLeftBehind = (draw: DrawRecord) => {
    if (draw.status === "drawing") return false;
    return Date.parse(endOf(draw)) + OWN_TIME_MS <= now().getTime();
  };

  async function endIfAbandoned(draw: DrawRecord): Promise<DrawRecord> {
    const attempt = findAbandoned(draw);
    return attempt ? await failAttempt(attempt, abandoned) : draw;
  }

  /** Ends or completes those of these draws that no run of their own works on. */
  async function recover(draws: readonly DrawRecord[]): Promise<void> {
    for (const draw of draws) {
      try {
        if (isLeftBehind(draw)) await finalizeClaims(draw);
        else await endIfAbandoned(draw);
      } catch (error) {
        // One draw with, for example, a malformed item must not stop the others.
        if (!(error instanceof LotteryError)) throw error;
        log("error", "draw-not-recovered", { draw_no: draw.draw_no, error: error.name });
      }
    }
  }

  return {
    finalizeClaims,
    failAttempt,
    recover,

    /** Ends an attempt that none of its own runs can decide. Returns the record. */
    abandon: (attempt: AttemptIdentity) => failAttempt(attempt, abandoned),

    /** Ends the draw if its lease has expired. Returns its record. */
    endIfAbandoned,

    /** Recovers the draws whose claims are pending. Draws under way are left alone. */
    async recoverPending(): Promise<void> {
      await recover(await ledger.pending.listClaims(DRAWS_PER_RECOVERY));
    },
  };
}
