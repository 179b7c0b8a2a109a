import { LotteryError } from "../../data/runtime/lottery-error.ts";
import { safeParse } from "../../data/runtime/safe-parse.ts";
import { type RosterStep, rosterStep, type StepOf } from "./steps.ts";

/** What does each step, and returns the event of the next one. */
export interface RosterSteps {
  readSource: (event: StepOf<"read">) => Promise<RosterStep>;
  makePlan: (event: StepOf<"plan">) => Promise<RosterStep>;
  reportPlan: (event: StepOf<"report">) => Promise<RosterStep>;
  applyPlan: (event: StepOf<"apply">) => Promise<RosterStep>;
  reportResult: (event: StepOf<"result">) => Promise<RosterStep>;
}

/**
 * Creates the function of all tasks of the roster's state machine. Every step may run again, and continues what another run
 * has begun. `openSteps` opens them for the person who has asked. Throws `InvalidInput`.
 */
export function createRosterTask(openSteps: (userId: string) => Promise<RosterSteps>) {
  return async function rosterTask(event: unknown): Promise<RosterStep> {
    const { data } = safeParse(rosterStep, event);
    if (!data) throw new LotteryError("InvalidInput", "The event is not a step of an import.");
    const steps = await openSteps(data.requested_by);
    switch (data.step) {
      case "read":
        return await steps.readSource(data);
      case "plan":
        return await steps.makePlan(data);
      case "report":
        return await steps.reportPlan(data);
      case "apply":
        return await steps.applyPlan(data);
      case "result":
        return await steps.reportResult(data);
    }
  };
}
