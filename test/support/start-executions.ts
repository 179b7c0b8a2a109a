import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { listen } from "../../infra/local/http/listen.ts";
import { createStepFunctions } from "../../infra/local/services/step-functions/step-functions.ts";
import { stateMachineArn } from "../../infra/local/settings/arns.ts";

const definition = { StartAt: "Done", States: { Done: { Type: "Succeed" } } };

/** Starts Step Functions on a free port. Its state machine has the lottery's ARN, but each execution ends at once. */
export async function startExecutions() {
  const stepFunctions = createStepFunctions({
    definition,
    stateMachineArn,
    tasks: {},
    onEnd: () => Promise.resolve(),
    log: () => undefined,
  });
  const listening = await listen(stepFunctions.app, { port: 0, purpose: "it", variable: "SFN_PORT" });
  const endpoint = `http://localhost:${listening.port}`;
  const client = new SFNClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  return {
    client,
    endpoint,

    /** Starts an execution with this name, as somebody who may start draws. */
    async start(name: string, input: unknown): Promise<void> {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    },

    async [Symbol.asyncDispose]() {
      stepFunctions.close();
      client.destroy();
      await listening.close();
    },
  };
}
