import * as z from "zod";
import { type DrawnRecord, winnersAfter } from "../../../data/ledger/draw-record.ts";
import { lotterySerial } from "../../../data/people/employee.ts";
import { jsonOf } from "../../../data/runtime/json-of.ts";
import type { ErrorCode } from "../../../data/runtime/lottery-error.ts";
import { safeParse } from "../../../data/runtime/safe-parse.ts";
import type { Execution } from "./read-execution.ts";

/** The errors with which an execution ends only if nothing was decided before, and nothing can be decided later. */
const UNDECIDED: ReadonlySet<string> = new Set<ErrorCode>([
  "CustomError",
  "TooManyWinners",
  "NotEnoughEntrants",
  "DuplicateSerial",
  "UnknownWinner",
  "AlreadyVoid",
  "NoRunnerUp",
  "RosterChanged",
  "SealNotPosted",
  "SealLate",
  "RevisionUnderWay",
  "RevisionEnded",
]);

/** The result of "Record Winner Queue", among those of the parallel states. */
const recorded = z.object({
  body: z.object({ winners: z.array(z.object({ lottery_serial: lotterySerial })) }),
});
const results = jsonOf(z.array(z.unknown()));

type Winners = readonly { lottery_serial: number }[];

const serialsOf = (winners: Winners) => winners.map(({ lottery_serial }) => lottery_serial).join();

function findWinners(output: string | undefined): Winners | undefined {
  const { data = [] } = safeParse(results, output);
  return data.map((result) => safeParse(recorded, result).data?.body.winners).find((winners) => winners);
}

/**
 * Whether an execution can have made this draw (`revision` 0) or this revision of it, as far as it has ended: it has
 * failed before the decision, or recorded other winners. So nobody can attach another result to an earlier execution.
 */
export function canHaveMade({ output, error }: Execution, draw: DrawnRecord, revision: number): boolean {
  if (error !== undefined && UNDECIDED.has(error)) return false;
  const winners = findWinners(output);
  if (!winners) return true;
  // The task may have run after later revisions.
  for (let count = revision; count <= draw.revisions.length; count++)
    if (serialsOf(winnersAfter(draw.winners, count)) === serialsOf(winners)) return true;
  return false;
}
