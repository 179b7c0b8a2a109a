import { SFNClient } from "@aws-sdk/client-sfn";
import { createClientSettings } from "../../data/runtime/connections.ts";
import { createStartRosterStep } from "../roster/start-step.ts";
import { createStartExecution } from "./start-execution.ts";

/** Creates the functions that start executions of the two state machines. */
export function createExecutionStarters(machines: { lottery: string; roster: string }) {
  // Slack waits at most three seconds for a response. That is enough for two tries.
  const client = new SFNClient(
    createClientSettings({ maxAttempts: 2, connectionTimeout: 500, requestTimeout: 1_000 }),
  );
  return {
    startExecution: createStartExecution(client, machines.lottery),
    startRosterStep: createStartRosterStep(client, machines.roster),
  };
}
