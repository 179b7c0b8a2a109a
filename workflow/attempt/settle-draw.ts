import pMap from "p-map";
import { REQUESTS_AT_ONCE } from "../../data/dynamodb/requests-at-once.ts";
import type { Failure } from "../../data/ledger/attempts.ts";
import type { DrawnRecord, DrawRecord, FailedRecord, Winner } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import type { Revisions } from "../../data/ledger/revisions.ts";
import type { Claims } from "../../data/people/claims.ts";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { LEASE_MARGIN_SECONDS } from "./leases.ts";

/** More draws than this are not put in order by the way; the next draw takes the next ones. */
const DRAWS_PER_SWEEP = 200;

/** A draw that ended less than this ago is still in the hands of its own steps. */
const OWN_TIME_MS = 60_000;

const abandoned: Failure = {
  error: "Abandoned",
  cause: "The draw stopped without a word, and the time in which it could hold people ran out.",
  facts: {},
};

export type SettleDraw = ReturnType<typeof createSettleDraw>;

/**
 * Brings draws to their end, whoever comes by: before the decision everything is undone, after it everything is
 * completed. Every step may be repeated, and may be done by two at once.
 */
export function createSettleDraw({
  ledger,
  revisions,
  claims,
  now,
}: {
  ledger: Ledger;
  revisions: Revisions;
  claims: Claims;
  now: () => Date;
}) {
  const forEach = (employeeIds: Iterable<string>, act: (employeeId: string) => Promise<unknown>) =>
    pMap(employeeIds, act, { concurrency: REQUESTS_AT_ONCE });

  const letGo = async (draw: DrawRecord, employeeIds: Iterable<string>) => {
    await forEach(employeeIds, (id) => claims.release(id, draw.draw_id, draw.claim_round));
  };

  const releaseFailed = async (draw: FailedRecord) => {
    if (draw.claims_released) return draw;
    await letGo(draw, draw.candidates);
    return ledger.pending.markClaimsReleased(draw);
  };

  const makeFinal = async (draw: DrawnRecord, winners: readonly Winner[], heldAs: string, wonAt: string) => {
    // The decision was made that long before the end of the lease.
    const mayBeGone = Date.parse(wonAt) + LEASE_MARGIN_SECONDS * 1_000 <= now().getTime();
    const win = { drawId: draw.draw_id, drawNo: draw.draw_no, wonAt, heldAs, mayBeGone };
    await forEach(
      winners.map(({ employee_id }) => employee_id),
      async (id) => {
        if (!(await claims.makeFinal(id, win)))
          log("error", "win-not-final", { draw_no: draw.draw_no, draw_id: draw.draw_id });
      },
    );
  };

  /** Only the newest change is to be settled: none is begun before the one before it is. */
  const makeWinsFinal = async (draw: DrawnRecord) => {
    if (draw.claims_final) return draw;
    const strays = draw.candidates.difference(new Set(draw.winners.map(({ employee_id }) => employee_id)));
    const revision = draw.revisions.at(-1);
    if (revision) {
      await forEach(revision.voided, (id) => claims.markVoid(id, draw.draw_id));
      await makeFinal(draw, revision.winners, revision.revision_id, revision.revised_at);
      await forEach(strays, (id) => claims.release(id, revision.revision_id, 0));
    } else {
      await makeFinal(draw, draw.winners, draw.draw_id, draw.drawn_at);
      await letGo(draw, strays);
    }
    return ledger.pending.markClaimsFinal(draw);
  };

  /** Does what is left for an ended draw's people: wins made final, or everybody let go. */
  const settleClaims = async (draw: DrawRecord) => {
    if (draw.status === "drawing") return;
    const settled = await (draw.status === "drawn" ? makeWinsFinal(draw) : releaseFailed(draw));
    if (settled) await ledger.pending.remove(settled);
  };

  const fail = async (draw: DrawRecord, failure: Failure) => {
    const failed = await ledger.attempts.fail(draw, failure, now());
    const ended = failed ?? (await ledger.readOwn(draw.draw_no, draw.draw_id));
    await settleClaims(ended);
    return ended;
  };

  const isAbandoned = (draw: DrawRecord) =>
    draw.status === "drawing" && draw.lease_expires_at * 1_000 <= now().getTime();

  const isLeftBehind = (draw: DrawRecord) => {
    if (draw.status === "drawing") return false;
    const endedAt = draw.status === "drawn" ? draw.drawn_at : draw.failed_at;
    return Date.parse(endedAt) + OWN_TIME_MS <= now().getTime();
  };

  /** Ends or settles those of these draws that have no run of their own any more. */
  const settleLeftBehind = async (draws: readonly DrawRecord[]): Promise<void> => {
    for (const draw of draws) {
      try {
        if (isAbandoned(draw)) await fail(draw, abandoned);
        else if (isLeftBehind(draw)) await settleClaims(draw);
      } catch (error) {
        // A draw that cannot be settled, for example because of a malformed item, must not stop another draw.
        if (!(error instanceof LotteryError)) throw error;
        log("error", "draw-not-settled", { draw_no: draw.draw_no, error: error.name });
      }
    }
  };

  return {
    /** Lets these people go if the draw holds them, in its present round of claims or an earlier one. Wins stay. */
    letGo,

    settleClaims,

    /** Gives up a revision that is not decided, and lets its people go. */
    async failRevision(draw: DrawnRecord, revisionId: string): Promise<void> {
      const given = await revisions.abandon(draw, revisionId);
      if (given) await forEach(given.candidates, (id) => claims.release(id, revisionId, 0));
    },

    /** Ends the draw unless it was decided meanwhile, and settles its people either way. Answers it as it then stands. */
    fail,

    /** The draw as it stands, after one that has outlived its lease was ended. */
    async endIfAbandoned(draw: DrawRecord): Promise<DrawRecord> {
      return isAbandoned(draw) ? await fail(draw, abandoned) : draw;
    },

    /** Settles the people of draws that others have left behind. A draw under way is left alone. */
    async sweep(): Promise<void> {
      await settleLeftBehind(await ledger.pending.listClaims(DRAWS_PER_SWEEP));
    },

    settleLeftBehind,
  };
}
