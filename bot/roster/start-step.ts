import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { log } from "../../data/runtime/log.ts";
import type { RosterStepInput } from "./steps.ts";

/** Starts an execution that reads, plans or applies an import. Returns false if AWS did not confirm that. */
export type StartRosterStep = (input: RosterStepInput) => Promise<boolean>;

/** Each import is read once, and each of its plans is made and applied once: what is asked for twice starts one execution. */
function nameExecution({ import_id, ...input }: RosterStepInput): string {
  return input.step === "read" ? `read-${import_id}` : `${input.step}-${import_id}-${input.plan_no}`;
}

/** Creates the function that starts an execution of the state machine of the roster. */
export function createStartRosterStep(client: SFNClient, stateMachineArn: string): StartRosterStep {
  return async function startRosterStep(input) {
    const name = nameExecution(input);
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      return true;
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return true;
      log("error", "import-not-started", {
        import_id: input.import_id,
        step: input.step,
        error: error instanceof Error ? error.name : "unknown",
      });
      return false;
    }
  };
}
