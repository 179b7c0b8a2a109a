import { createAttemptSteps } from "./attempt-steps.ts";
import { createCallbackSteps } from "./callback-steps.ts";
import { createClaimSteps } from "./claim-steps.ts";
import { type Body, type Environment, refuse } from "./environment.ts";
import { createHistorySteps } from "./history-steps.ts";
import { createOpeningSteps } from "./opening-steps.ts";
import { all } from "./program.ts";
import { createRecoverySteps } from "./recovery-steps.ts";
import { createSealingSteps } from "./sealing-steps.ts";
import type { Link, Person, Run, World } from "./world.ts";

/** The tasks of the state machine and the callback, with the requests of the code. */
export function createTasks(environment: Environment) {
  const recovery = createRecoverySteps(environment);
  const opening = createOpeningSteps(environment, recovery);
  const callback = createCallbackSteps(environment, recovery, opening);
  const sealing = createSealingSteps(environment, recovery);
  const { select, validate } = createAttemptSteps(
    environment,
    recovery,
    createClaimSteps(environment, recovery),
    sealing,
  );
  const extendHistory = createHistorySteps(environment);

  return {
    seal: sealing.seal,
    select,
    validate,
    handleNotice: callback.handleNotice,
    handleFailedDraw: callback.handleFailedDraw,
    handleFailedRevision: callback.handleFailedRevision,

    *input(id: string, count: number): Run<Body> {
      const [, link = []] = yield* all<World, Link | undefined>([recovery.recoverPending(), extendHistory()]);
      const { no } = yield* opening.open(id, count, link);
      return { no, id, count, winners: [], walked: 0, claimed: 0, round: 0, revision: null };
    },

    *inputRevision(id: string, no: number, voided: Person): Run<Body> {
      yield* recovery.recoverPending();
      return yield* opening.openRevision(id, no, voided);
    },

    *record(body: Body): Run<undefined> {
      const draw = yield* recovery.readOwn(body.no, body.id);
      if (draw.status !== "drawn") throw refuse("DrawNotDecided");
      yield* recovery.finalizeClaims(draw);
    },

    /** What the next draw does for earlier draws. */
    *recover(): Run<undefined> {
      yield* recovery.recoverPending();
      yield* callback.completePending("", true);
    },
  };
}
