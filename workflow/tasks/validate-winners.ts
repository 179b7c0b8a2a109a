import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { type Attempt, readAttempt } from "../attempt/attempt.ts";
import { attemptOf, type DrawBody, drawBody } from "../attempt/draw-body.ts";
import { failOnFinalError } from "../attempt/fail-attempt.ts";
import { createValidateAttempt, type ValidationDependencies } from "../attempt/validate-attempt.ts";
import { formatDecided, idsOf, type Validation } from "../attempt/validation.ts";
import { parseEvent } from "./events.ts";

/** Checks an event that may come from the console. Throws `InvalidInput`. */
function checkWinners({ winner_details, walked }: DrawBody, { numOfWinners, startPosition }: Attempt) {
  const ids = new Set(idsOf(winner_details));
  if (ids.size < winner_details.length || winner_details.length > numOfWinners)
    throw new LotteryError("InvalidInput", "There are too many winners, or one of them is there twice.");
  if (walked - startPosition < winner_details.length)
    throw new LotteryError("InvalidInput", "There are more winners than visited positions.");
}

/** The third task: claims the winners of an attempt and, once all are claimed, decides it by one conditional write. */
export function createValidateWinners(deps: ValidationDependencies) {
  const { ledger, recovery, texts, now } = deps;
  const validateAttempt = createValidateAttempt(deps);

  /** Throws what `readAttempt` throws, `InvalidInput` and `UnknownDraw`. */
  return async function validateWinners(event: unknown): Promise<Validation> {
    const body = parseEvent(drawBody, event);
    const identity = attemptOf(body);
    const record = await ledger.readOwn(body.draw_no, body.draw_id);
    return failOnFinalError(recovery.failAttempt, identity, record, async (current) => {
      const { attempt, decided } = readAttempt(current, identity.id, now());
      if (decided) return formatDecided(body, decided, texts);
      checkWinners(body, attempt);
      return await validateAttempt(attempt, body);
    });
  };
}
