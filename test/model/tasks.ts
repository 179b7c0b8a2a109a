import { createAttemptSteps } from "./attempt-steps.ts";
import { createCallbackSteps } from "./callback-steps.ts";
import { createClaimSteps } from "./claim-steps.ts";
import { type Body, type Environment, refuse } from "./environment.ts";
import { createOpeningSteps } from "./opening-steps.ts";
import { createRecoverySteps } from "./recovery-steps.ts";
import type { Person, Run } from "./world.ts";

/** The tasks of the state machine and the callback, with the requests of the code. */
export function createTasks(environment: Environment) {
  const recovery = createRecoverySteps(environment);
  const opening = createOpeningSteps(environment, recovery);
  const callback = createCallbackSteps(environment, recovery, opening);
  const { select, validate } = createAttemptSteps(
    environment,
    recovery,
    createClaimSteps(environment, recovery),
  );

  return {
    select,
    validate,
    handleNotice: callback.handleNotice,
    handleFailedDraw: callback.handleFailedDraw,
    handleFailedRevision: callback.handleFailedRevision,

    *input(id: string, count: number): Run<Body> {
      yield* recovery.recoverPending();
      const { no } = yield* opening.open(id, count);
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
