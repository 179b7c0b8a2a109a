import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import type { Ledger } from "../../data/ledger/ledger.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { applyRevision } from "../draw/apply-revision.ts";
import { coverResult, listPersons } from "../draw/cover-persons.ts";
import type { VisitedPosition } from "../draw/eligibility.ts";
import { computeReceipt, computeRevisionReceipt } from "../draw/receipt.ts";
import type { Attempt, DrawAttempt, RevisionAttempt } from "./attempt.ts";
import type { DrawBody } from "./draw-body.ts";
import { leaseBeyond } from "./leases.ts";

/** The claimed winners, and the positions that were visited for them. */
interface Outcome {
  body: DrawBody;
  positions: VisitedPosition[];
}

function formatDraw({ record, seed }: DrawAttempt, { body, positions }: Outcome, drawnAt: string) {
  const { winner_details: winners, lost, walked, pages } = body;
  if (seed === undefined) throw new LotteryError("InvalidItem", `Draw ${record.draw_no} has no seed.`);
  const receipt = computeReceipt(
    { ...record, seed, drawn_at: drawnAt },
    coverResult(positions, { lost, winners }),
  );
  return { winners, lost, walked, pages, receipt, drawnAt };
}

function formatRevision(
  { id, record, revising, startPosition }: RevisionAttempt,
  { body, positions }: Outcome,
  revised_at: string,
) {
  const { winner_details: winners, lost, walked, pages } = body;
  const previous = record.revisions.at(-1)?.receipt ?? record.receipt;
  const receipt = computeRevisionReceipt(
    previous,
    { ...revising, voided: listPersons(record, revising.voided), revised_at },
    coverResult(positions, { lost, winners }),
  );
  const number = record.revisions.length + 1;
  return {
    revision: {
      ...revising,
      revision_id: id,
      revised_at,
      walked_from: startPosition,
      winners,
      lost,
      pages,
      receipt,
    },
    winners: applyRevision(record.winners, { ...revising, number }, winners),
    walked,
  };
}

/** Decides an attempt whose winners are all claimed. Returns the record; undefined if the attempt cannot be decided. */
export function decideAttempt(
  { attempts }: Pick<Ledger, "attempts">,
  attempt: Attempt,
  outcome: Outcome,
  now: Date,
): Promise<DrawRecord | undefined> {
  const beyond = leaseBeyond(now);
  return attempt.kind === "draw"
    ? attempts.decideDraw(attempt, formatDraw(attempt, outcome, now.toISOString()), beyond)
    : attempts.decideRevision(
        attempt,
        attempt.record,
        formatRevision(attempt, outcome, now.toISOString()),
        beyond,
      );
}
