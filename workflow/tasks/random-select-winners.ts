import { readAttempt } from "../attempt/attempt.ts";
import { checkBodySize } from "../attempt/check-body-size.ts";
import { attemptOf, type DrawBody, drawBody } from "../attempt/draw-body.ts";
import { failOnFinalError } from "../attempt/fail-attempt.ts";
import type { RevealSeed } from "../attempt/reveal-seed.ts";
import { createSelectWinners, type SelectionDependencies } from "../attempt/select-winners.ts";
import { bodyOfDecided } from "../attempt/validation.ts";
import { parseEvent } from "./events.ts";

/** The second task: gets the seed of a sealed draw, and selects the missing winners of an attempt. */
export function createRandomSelectWinners({
  revealSeed,
  ...deps
}: SelectionDependencies & { revealSeed: RevealSeed }) {
  const { ledger, recovery, now } = deps;
  const selectWinners = createSelectWinners(deps);

  /** Throws what `revealSeed`, `selectWinners` and `readAttempt` throw, and `UnknownDraw`. */
  return async function randomSelectWinners(event: unknown): Promise<{ body: DrawBody }> {
    const body = parseEvent(drawBody, event);
    const identity = attemptOf(body);
    const record = await ledger.readOwn(body.draw_no, body.draw_id);
    return failOnFinalError(recovery.failAttempt, identity, record, async (current) => {
      const { attempt, decided } = readAttempt(await revealSeed(current), identity.id, now());
      if (decided) return { body: bodyOfDecided(body, decided) };
      return { body: checkBodySize(await selectWinners(attempt, body)) };
    });
  };
}
