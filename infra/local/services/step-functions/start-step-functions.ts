import { SNSClient } from "@aws-sdk/client-sns";
import { type Listening, listen } from "../../http/listen.ts";
import {
  formatFunctionArn,
  PARTITION,
  rosterMachineArn,
  stateMachineArn,
  topicArn,
} from "../../settings/arns.ts";
import type { LocalSettings } from "../../settings/settings.ts";
import { redeliver } from "../lambda/redeliver.ts";
import type { FunctionRunner } from "../lambda/run-functions.ts";
import type { Store } from "../store/store.ts";
import { ROSTER, readDefinition } from "./definition.ts";
import { createSnsPublishTask } from "./sns-publish-task.ts";
import { createStepFunctions, type StepFunctions } from "./step-functions.ts";

interface StartStepFunctionsOptions {
  settings: LocalSettings;
  store: Store;
  functions: Pick<FunctionRunner, "tasks" | "runCallback">;
  /** Where the state machine publishes. */
  snsUrl: string;
  /** The file of the state machine's definition, instead of the deployed one. */
  definitionFile?: URL | undefined;
  /** ms before each retry, instead of what the definition says. */
  retryInterval?: number | undefined;
  /** ms before each further delivery of the event that an execution has failed. */
  redeliveryDelays: readonly number[];
  log(line: string): void;
}

/** Serves Step Functions with the state machines of draws and of the roster. Executions that were interrupted continue. */
export async function startStepFunctions(
  resources: AsyncDisposableStack,
  options: StartStepFunctionsOptions,
): Promise<{
  stepFunctions: StepFunctions;
  definition: unknown;
  server: Listening["server"];
  url: string;
}> {
  const { settings, store, functions, snsUrl, definitionFile, retryInterval, redeliveryDelays, log } =
    options;
  const snsClient = new SNSClient({
    region: "us-east-1",
    endpoint: snsUrl,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  resources.defer(() => snsClient.destroy());

  const arns = Object.keys(functions.tasks).map((name) => [`${name}Arn`, formatFunctionArn(name)]);
  const substitutions = {
    ...Object.fromEntries(arns),
    Partition: PARTITION,
    NotificationTopicArn: topicArn,
  };
  const definition = await readDefinition(substitutions, definitionFile);
  const roster = await readDefinition(substitutions, ROSTER);
  const tasks = Object.entries(functions.tasks).map(([name, task]) => [formatFunctionArn(name), task]);
  const stepFunctions = createStepFunctions({
    definition,
    stateMachineArn,
    others: [{ definition: roster, stateMachineArn: rosterMachineArn }],
    tasks: {
      ...Object.fromEntries(tasks),
      [`arn:${PARTITION}:states:::sns:publish`]: createSnsPublishTask(snsClient),
    },
    async onEnd(event, signal) {
      if (event.detail.status === "SUCCEEDED") return;
      await redeliver(() => functions.runCallback(event), redeliveryDelays, signal);
    },
    store,
    log,
    ...(retryInterval !== undefined && { retryInterval }),
  });
  resources.defer(() => stepFunctions.close());

  const { server, port, close } = await listen(
    stepFunctions.app,
    { port: settings.SFN_PORT, purpose: "Step Functions", variable: "SFN_PORT" },
    store.confirmed,
  );
  resources.defer(close);
  return { stepFunctions, definition, server, url: `http://localhost:${port}` };
}
