import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { expect, vi } from "vitest";
import { listen } from "../../../../../infra/local/http/listen.ts";
import { readDefinition } from "../../../../../infra/local/services/step-functions/definition.ts";
import { createStepFunctions } from "../../../../../infra/local/services/step-functions/step-functions.ts";

type Options = Parameters<typeof createStepFunctions>[0];
type Task = Options["tasks"][string];

export const stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:Lottery";

export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}

export const arns = {
  Partition: "aws",
  InputWinnersArn: functionArn("InputWinners"),
  RandomSelectWinnersArn: functionArn("RandomSelectWinners"),
  ValidateWinnersArn: functionArn("ValidateWinners"),
  RecordWinnersArn: functionArn("RecordWinners"),
  CallbackArn: functionArn("Callback"),
  NotificationTopicArn: "arn:aws:sns:us-east-1:000000000000:Lottery-Notification",
};

/** Tasks for a complete lottery with fixed winners. */
export function lotteryTasks(others: Record<string, Task> = {}): Record<string, Task> {
  const body = { num_of_winners: 2, winner_details: [{ employee_name: "王芳" }] };
  const decided = { body, status: 0, sns: "Drawn", subject: "Winners", notice: '{"default":"Drawn"}' };
  return {
    [functionArn("InputWinners")]: () => Promise.resolve({ body: { num_of_winners: 2, sealed: false } }),
    [functionArn("Callback")]: () => Promise.reject(new Error("The draw is not sealed.")),
    [functionArn("RandomSelectWinners")]: () => Promise.resolve({ body }),
    [functionArn("ValidateWinners")]: () => Promise.resolve(decided),
    [functionArn("RecordWinners")]: () => Promise.resolve({ status_code: "SUCCESS" }),
    "arn:aws:states:::sns:publish": () => Promise.resolve({ MessageId: "1" }),
    ...others,
  };
}

/** Tasks for a complete sealed lottery, whose beacon publishes its round so many ms after the seal. */
export function sealedTasks(beaconInMs: number, others: Record<string, Task> = {}): Record<string, Task> {
  const announceSeal = () => {
    const beaconAt = new Date(Date.now() + beaconInMs).toISOString();
    return Promise.resolve({ body: { num_of_winners: 2, beacon_at: beaconAt } });
  };
  return lotteryTasks({
    [functionArn("InputWinners")]: () => Promise.resolve({ body: { num_of_winners: 2, sealed: true } }),
    [functionArn("Callback")]: announceSeal,
    ...others,
  });
}

/** Starts Step Functions on a free port, with the lottery's state machine or another one. */
export async function startStepFunctions(options: Partial<Options> = {}) {
  const onEnd = vi.fn<Options["onEnd"]>(() => Promise.resolve());
  const log = vi.fn<Options["log"]>();
  const stepFunctions = createStepFunctions({
    definition: options.definition ?? (await readDefinition(arns)),
    stateMachineArn,
    tasks: lotteryTasks(),
    onEnd,
    log,
    retryInterval: 0,
    ...options,
  });
  const listening = await listen(stepFunctions.app, { port: 0, purpose: "it", variable: "SFN_PORT" });
  const endpoint = `http://127.0.0.1:${listening.port}`;
  const client = new SFNClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });

  const start = async (input?: string, name?: string): Promise<string> => {
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input, name }));
    return executionArn ?? "";
  };
  const describe = (executionArn: string) => client.send(new DescribeExecutionCommand({ executionArn }));
  return {
    ...stepFunctions,
    client,
    endpoint,
    onEnd,
    log,
    start,
    describe,
    /** Starts an execution and waits for its end. */
    async run(input?: string, name?: string): Promise<DescribeExecutionOutput> {
      const executionArn = await start(input, name);
      await expect
        .poll(async () => (await describe(executionArn)).status, { interval: 20, timeout: 20_000 })
        .not.toBe("RUNNING");
      return describe(executionArn);
    },
    async history(executionArn: string | undefined): Promise<HistoryEvent[]> {
      const { events } = await client.send(
        new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
      );
      return events ?? [];
    },
    async [Symbol.asyncDispose]() {
      stepFunctions.close();
      client.destroy();
      await listening.close();
    },
  };
}

/** A state machine of one task. */
export function oneTask(fields: Record<string, unknown> = {}, machine: Record<string, unknown> = {}) {
  return {
    StartAt: "Work",
    States: { Work: { Type: "Task", Resource: functionArn("Work"), End: true, ...fields } },
    ...machine,
  };
}

export function workTask(task: Task): Record<string, Task> {
  return { [functionArn("Work")]: task };
}
