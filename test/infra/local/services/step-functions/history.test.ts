import { GetExecutionHistoryCommand, type HistoryEvent, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { expect, test, vi } from "vitest";
import {
  functionArn,
  lotteryTasks,
  oneTask,
  sealedTasks,
  startStepFunctions,
  workTask,
} from "./start-step-functions.ts";

const never = () => new Promise(() => undefined);

function fail(name: string, message = ""): Promise<never> {
  return Promise.reject(Object.assign(new Error(message), { name }));
}

/** "4<3 LambdaFunctionStarted": an event, the event that led to it, and its type. */
function outline(events: HistoryEvent[]): string[] {
  return events.map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`);
}

test("records a successful draw as AWS does, each branch in its own chain", async () => {
  await using sfn = await startStepFunctions();
  const { executionArn } = await sfn.run('{"input":2}');
  const events = await sfn.history(executionArn);
  expect(outline(events.slice(0, 21))).toEqual([
    "1<0 ExecutionStarted",
    "2<0 TaskStateEntered",
    "3<2 LambdaFunctionScheduled",
    "4<3 LambdaFunctionStarted",
    "5<4 LambdaFunctionSucceeded",
    "6<5 TaskStateExited",
    "7<6 ChoiceStateEntered",
    "8<7 ChoiceStateExited",
    "9<8 TaskStateEntered",
    "10<9 LambdaFunctionScheduled",
    "11<10 LambdaFunctionStarted",
    "12<11 LambdaFunctionSucceeded",
    "13<12 TaskStateExited",
    "14<13 TaskStateEntered",
    "15<14 LambdaFunctionScheduled",
    "16<15 LambdaFunctionStarted",
    "17<16 LambdaFunctionSucceeded",
    "18<17 TaskStateExited",
    "19<18 ChoiceStateEntered",
    "20<19 ChoiceStateExited",
    "21<20 ParallelStateEntered",
  ]);
  const rest = events.slice(21);
  expect(rest.map(({ type }) => type).toSorted()).toEqual(
    [
      "ParallelStateStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
      "TaskStateExited",
      "TaskStateEntered",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
      "TaskStateExited",
      "ParallelStateSucceeded",
      "ParallelStateExited",
      "ExecutionSucceeded",
    ].toSorted(),
  );
  expect(rest.slice(-3).map(({ type }) => type)).toEqual([
    "ParallelStateSucceeded",
    "ParallelStateExited",
    "ExecutionSucceeded",
  ]);
  const entered = rest.filter(({ type }) => type === "TaskStateEntered");
  expect(entered.map(({ previousEventId }) => previousEventId)).toEqual([22, 22]);
  for (const { id = 0, previousEventId = 0 } of events) expect(previousEventId).toBeLessThan(id);
});

test("records the seal of a draw, and the wait until the time that its announcement names", async () => {
  const WAIT = 50;
  await using sfn = await startStepFunctions({ tasks: sealedTasks(WAIT) });
  const { executionArn } = await sfn.run('{"input":2}');
  const events = await sfn.history(executionArn);
  expect(outline(events.slice(6, 16))).toEqual([
    "7<6 ChoiceStateEntered",
    "8<7 ChoiceStateExited",
    "9<8 TaskStateEntered",
    "10<9 LambdaFunctionScheduled",
    "11<10 LambdaFunctionStarted",
    "12<11 LambdaFunctionSucceeded",
    "13<12 TaskStateExited",
    "14<13 WaitStateEntered",
    "15<14 WaitStateExited",
    "16<15 TaskStateEntered",
  ]);
  const scheduled = events[9]?.lambdaFunctionScheduledEventDetails;
  expect(scheduled).toMatchObject({ resource: functionArn("Callback"), timeoutInSeconds: 60 });
  expect(JSON.parse(scheduled?.input ?? "")).toEqual({ announce_seal: { num_of_winners: 2, sealed: true } });
  expect(events[13]).toMatchObject({ stateEnteredEventDetails: { name: "Wait For Beacon" } });
  const [announced, exited] = [events[12], events[14]].map((event) => event?.timestamp?.getTime() ?? 0);
  expect((exited ?? 0) - (announced ?? 0)).toBeGreaterThan(WAIT / 2);
});

test("contains the details of each event", async () => {
  await using sfn = await startStepFunctions();
  const { executionArn } = await sfn.run('{"input":2}', "details");
  const events = await sfn.history(executionArn);
  expect(events[0]).toMatchObject({
    type: "ExecutionStarted",
    timestamp: expect.any(Date),
    executionStartedEventDetails: {
      input: '{"input":2}',
      inputDetails: { truncated: false },
      roleArn: expect.stringContaining("arn:aws:iam::"),
    },
  });
  expect(events[1]).toMatchObject({
    stateEnteredEventDetails: { name: "Input Lottery Winners", input: '{"input":2}' },
  });
  const scheduled = events[2]?.lambdaFunctionScheduledEventDetails;
  expect(scheduled).toMatchObject({ resource: functionArn("InputWinners"), timeoutInSeconds: 60 });
  expect(JSON.parse(scheduled?.input ?? "")).toMatchObject({ execution: "details", request: { input: 2 } });
  expect(events[4]).toMatchObject({
    lambdaFunctionSucceededEventDetails: { output: '{"body":{"num_of_winners":2,"sealed":false}}' },
  });
  expect(events[5]).toMatchObject({
    stateExitedEventDetails: {
      name: "Input Lottery Winners",
      output: '{"body":{"num_of_winners":2,"sealed":false}}',
    },
  });
  const publish = events.find(({ type }) => type === "TaskScheduled")?.taskScheduledEventDetails;
  expect(publish).toMatchObject({ resourceType: "sns", resource: "publish", region: "us-east-1" });
  expect(JSON.parse(publish?.parameters ?? "")).toMatchObject({ Subject: "Winners" });
  expect(events.find(({ type }) => type === "TaskSucceeded")).toMatchObject({
    taskSucceededEventDetails: { resourceType: "sns", resource: "publish", output: '{"MessageId":"1"}' },
  });
  expect(events.at(-1)).toMatchObject({
    executionSucceededEventDetails: { output: expect.stringContaining("SUCCESS") },
  });
});

test("records each failed attempt, and the exit from the state to Failed", async () => {
  await using sfn = await startStepFunctions({
    tasks: lotteryTasks({ [functionArn("InputWinners")]: () => fail("Broken", "so it is") }),
  });
  const { executionArn } = await sfn.run("{}");
  const events = await sfn.history(executionArn);
  const attempt = ["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionFailed"];
  expect(events.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "TaskStateEntered",
    ...attempt,
    ...attempt,
    ...attempt,
    ...attempt,
    "TaskStateExited",
    "FailStateEntered",
    "ExecutionFailed",
  ]);
  expect(events[4]).toMatchObject({
    lambdaFunctionFailedEventDetails: { error: "Broken", cause: "so it is" },
  });
  expect(events.at(-3)).toMatchObject({
    stateExitedEventDetails: { output: '{"Error":"Broken","Cause":"so it is"}' },
  });
  expect(events.at(-1)).toMatchObject({
    executionFailedEventDetails: { error: "Broken", cause: "so it is" },
  });
});

test("records which branch has failed and which was aborted", async () => {
  await using sfn = await startStepFunctions({
    tasks: lotteryTasks({
      [functionArn("RecordWinners")]: () => fail("LeaseExpired", "too late"),
      "arn:aws:states:::sns:publish": never,
    }),
  });
  const execution = await sfn.run("{}");
  expect(execution).toMatchObject({ status: "FAILED", error: "LeaseExpired", cause: "too late" });
  const types = (await sfn.history(execution.executionArn)).map(({ type }) => type);
  expect(types.slice(types.indexOf("LambdaFunctionFailed"))).toEqual([
    "LambdaFunctionFailed",
    "TaskStateAborted",
    "ParallelStateFailed",
    "ParallelStateExited",
    "FailStateEntered",
    "ExecutionFailed",
  ]);
});

test.concurrent("ends a task at its own time limit", async () => {
  await using sfn = await startStepFunctions({
    definition: oneTask({ TimeoutSeconds: 1 }),
    tasks: workTask(never),
  });
  const execution = await sfn.run();
  expect(execution).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  const events = await sfn.history(execution.executionArn);
  expect(events.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "TaskStateEntered",
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "LambdaFunctionTimedOut",
    "ExecutionFailed",
  ]);
  expect(events[4]).toMatchObject({ lambdaFunctionTimedOutEventDetails: { error: "States.Timeout" } });
});

test.concurrent("ends an execution at the machine's time limit as timed out", async () => {
  await using sfn = await startStepFunctions({
    definition: oneTask({}, { TimeoutSeconds: 1 }),
    tasks: workTask(never),
  });
  const execution = await sfn.run();
  expect(execution).toMatchObject({ status: "TIMED_OUT" });
  expect((await sfn.history(execution.executionArn)).at(-1)).toMatchObject({ type: "ExecutionTimedOut" });
  await sfn.endsHandled();
  expect(sfn.onEnd).toHaveBeenCalledTimes(1);
  expect(sfn.onEnd.mock.calls[0]?.[0].detail).toMatchObject({
    status: "TIMED_OUT",
    error: null,
    cause: null,
  });
});

test("records why an execution was stopped, and nothing after that", async () => {
  const late = Promise.withResolvers<unknown>();
  const work = vi.fn(() => late.promise);
  await using sfn = await startStepFunctions({ definition: oneTask(), tasks: workTask(work) });
  const executionArn = await sfn.start();
  await vi.waitFor(() => expect(work).toHaveBeenCalled());
  await sfn.client.send(new StopExecutionCommand({ executionArn, error: "Enough", cause: "lunch" }));
  late.resolve({});
  await sfn.endsHandled();
  const events = await sfn.history(executionArn);
  expect(events.map(({ type }) => type).slice(2)).toEqual([
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "TaskStateAborted",
    "ExecutionAborted",
  ]);
  expect(events.at(-1)).toMatchObject({ executionAbortedEventDetails: { error: "Enough", cause: "lunch" } });
});

test("can be read page by page in both directions", async () => {
  await using sfn = await startStepFunctions();
  const { executionArn } = await sfn.run("{}");
  const all = (await sfn.history(executionArn)).map(({ id }) => id);
  const read = async (reverseOrder: boolean) => {
    const ids: (number | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await sfn.client.send(
        new GetExecutionHistoryCommand({ executionArn, maxResults: 10, reverseOrder, nextToken }),
      );
      ids.push(...(page.events ?? []).map(({ id }) => id));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return ids;
  };
  expect(all.length).toBeGreaterThan(30);
  expect(await read(false)).toEqual(all);
  expect(await read(true)).toEqual(all.toReversed());
});

test("omits inputs and outputs on request", async () => {
  await using sfn = await startStepFunctions();
  const { executionArn } = await sfn.run('{"input":2}');
  const { events = [] } = await sfn.client.send(
    new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }),
  );
  expect(JSON.stringify(events)).not.toMatch(/"(input|output|parameters)"/);
  expect(events[1]).toMatchObject({ stateEnteredEventDetails: { name: "Input Lottery Winners" } });
});
