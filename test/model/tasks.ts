import { createAttemptSteps } from "./attempt-steps.ts";
import { createCallbackSteps } from "./callback-steps.ts";
import { createClaimSteps } from "./claim-steps.ts";
import { createOpeningSteps } from "./opening-steps.ts";
import { createRecoverySteps } from "./recovery-steps.ts";
import { type Body, refuse, type Surroundings } from "./surroundings.ts";
import type { Person, Run } from "./world.ts";

/** The tasks of the state machine and the callback, request by request as the code makes them. */
export function createTasks(surroundings: Surroundings) {
  const recovery = createRecoverySteps(surroundings);
  const opening = createOpeningSteps(surroundings, recovery);
  const callback = createCallbackSteps(surroundings, recovery, opening);
  const { select, validate } = createAttemptSteps(
    surroundings,
    recovery,
    createClaimSteps(surroundings, recovery),
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

    /** What the next draw does for those before it. */
    *recover(): Run<undefined> {
      yield* recovery.recoverPending();
      yield* callback.completePending("", true);
    },
  };
}
