import type { DrawRecord } from "../../data/ledger/draw-record.ts";
import { type ErrorCode, LotteryError } from "../../data/runtime/lottery-error.ts";
import type { SettleDraw } from "./settle-draw.ts";

/** What no retry can mend. The state machine does not retry these either; a test holds the two lists together. */
export const finalErrors: ReadonlySet<ErrorCode> = new Set([
  "CustomError",
  "InvalidInput",
  "TooManyWinners",
  "NotEnoughEntrants",
  "DuplicateSerial",
  "InvalidItem",
  "UnknownDraw",
  "DrawFailed",
  "UnknownWinner",
  "AlreadyVoid",
  "NoRunnerUp",
  "RevisionUnderWay",
  "RevisionEnded",
  "DrawNotDecided",
  "LeaseExpired",
]);

/** Does the work of a task; a failure that no retry can mend is left to `end`. */
async function endOnFinalError<Result>(
  work: () => Promise<Result>,
  end: (error: LotteryError) => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LotteryError && finalErrors.has(error.name)) return end(error);
    throw error;
  }
}

/**
 * Does the work of a task on its draw. A failure that no retry can mend ends the draw at once, so that its people are
 * free again before anybody has read the message; any other is left to the state machine. Where another run of the
 * task has decided the draw meanwhile, the failure is of no account any more: the work is done on the decided draw.
 */
export function failDrawOnFinalError<Result>(
  settleDraw: SettleDraw,
  draw: DrawRecord,
  work: (draw: DrawRecord) => Promise<Result>,
): Promise<Result> {
  return endOnFinalError(
    () => work(draw),
    async (error) => {
      const { name, message, facts } = error;
      const ended = await settleDraw.fail(draw, { error: name, cause: message, facts });
      if (ended.status === "drawn") return work(ended);
      throw error;
    },
  );
}

/** The same for a revision of a decided draw, which stays as it is. */
export function failRevisionOnFinalError<Result>(
  settleDraw: SettleDraw,
  draw: DrawRecord,
  revisionId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return endOnFinalError(work, async (error) => {
    if (draw.status === "drawn") await settleDraw.failRevision(draw, revisionId);
    throw error;
  });
}
