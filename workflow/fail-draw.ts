import type { DrawRecord } from "../data/draw-record.ts";
import { type ErrorCode, LotteryError } from "../data/lottery-error.ts";
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
  "DrawNotDecided",
  "LeaseExpired",
]);

/**
 * Does the work of a task on its draw. A failure that no retry can mend ends the draw at once, so that its people are
 * free again before anybody has read the message; any other is left to the state machine.
 */
export async function failDrawOnFinalError<Result>(
  settleDraw: SettleDraw,
  draw: DrawRecord,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LotteryError && finalErrors.has(error.name))
      await settleDraw.fail(draw, { error: error.name, cause: error.message, facts: error.facts });
    throw error;
  }
}
