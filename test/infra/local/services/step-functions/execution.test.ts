/** @module-tag slow */
import { expect, test, vi } from "vitest";
import {
  functionArn,
  lotteryTasks,
  oneTask,
  startStepFunctions,
  stateMachineArn,
  workTask,
} from "./start-step-functions.ts";

class LotteryError extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

test("runs the lottery from its input to the two branches at its end", async () => {
  const input = vi.fn(() => Promise.resolve({ body: { num_of_winners: 2, sealed: false } }));
  const publish = vi.fn(() => Promise.resolve({ MessageId: "1" }));
  await using sfn = await startStepFunctions({
    tasks: lotteryTasks({
      [functionArn("InputWinners")]: input,
      "arn:aws:states:::sns:publish": publish,
    }),
  });
  const execution = await sfn.run('{"input": 2}', "by-hand");
  expect(execution).toMatchObject({
    executionArn: "arn:aws:states:us-east-1:000000000000:execution:Lottery:by-hand",
    stateMachineArn,
    status: "SUCCEEDED",
    input: '{"input": 2}',
    output: '[{"MessageId":"1"},{"status_code":"SUCCESS"}]',
  });
  expect(input).toHaveBeenCalledExactlyOnceWith(
    {
      execution: "by-hand",
      started_at: execution.startDate?.toISOString(),
      request: { input: 2 },
    },
    expect.any(String),
  );
  expect(publish).toHaveBeenCalledExactlyOnceWith(
    {
      TopicArn: "arn:aws:sns:us-east-1:000000000000:Lottery-Notification",
      Subject: "Winners",
      Message: '{"default":"Drawn"}',
      MessageStructure: "json",
    },
    expect.any(String),
  );
});

test("selects again as long as the validation asks for it", async () => {
  const { [functionArn("ValidateWinners")]: decide } = lotteryTasks();
  let asked = 0;
  const select = vi.fn(() => Promise.resolve({ body: {} }));
  await using sfn = await startStepFunctions({
    tasks: lotteryTasks({
      [functionArn("RandomSelectWinners")]: select,
      [functionArn("ValidateWinners")]: async (body, callId) =>
        Object.assign({}, await decide?.(body, callId), { status: asked++ < 2 ? 1 : 0 }),
    }),
  });
  expect(await sfn.run('{"input": 2}')).toMatchObject({ status: "SUCCEEDED" });
  expect(select).toHaveBeenCalledTimes(3);
});

test("fails with the name and the cause of a task's error, and reports it once as EventBridge does", async () => {
  const cause = '{"errorType":"CustomError","errorMessage":"fire drill","trace":[]}';
  await using sfn = await startStepFunctions({
    tasks: lotteryTasks({
      [functionArn("InputWinners")]: () => Promise.reject(new LotteryError("CustomError", cause)),
    }),
  });
  const execution = await sfn.run('{"input": 2, "exception": true}', "drill");
  expect(execution).toMatchObject({ status: "FAILED", error: "CustomError", cause });
  expect(execution.output).toBeUndefined();
  await sfn.endsHandled();
  const event = {
    version: "0",
    id: expect.any(String),
    "detail-type": "Step Functions Execution Status Change",
    source: "aws.states",
    account: "000000000000",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: "us-east-1",
    resources: [execution.executionArn],
    detail: {
      executionArn: execution.executionArn,
      stateMachineArn,
      name: "drill",
      status: "FAILED",
      startDate: execution.startDate?.getTime(),
      stopDate: execution.stopDate?.getTime(),
      input: '{"input": 2, "exception": true}',
      inputDetails: { included: true },
      output: null,
      outputDetails: null,
      error: "CustomError",
      cause,
    },
  };
  expect(sfn.onEnd).toHaveBeenCalledExactlyOnceWith(event, expect.any(AbortSignal));
});

test("retries a task's transient errors, but not the lottery's own", async () => {
  const record = vi
    .fn()
    .mockRejectedValueOnce(new LotteryError("ThrottlingException", "slow down"))
    .mockRejectedValueOnce(new LotteryError("ThrottlingException", "slow down"))
    .mockResolvedValue({ status_code: "SUCCESS" });
  const publish = vi.fn(() => Promise.resolve({}));
  await using sfn = await startStepFunctions({
    tasks: lotteryTasks({
      [functionArn("RecordWinners")]: record,
      "arn:aws:states:::sns:publish": publish,
    }),
  });
  expect(await sfn.run("{}")).toMatchObject({ status: "SUCCEEDED" });
  expect(record).toHaveBeenCalledTimes(3);
  expect(publish).toHaveBeenCalledTimes(1);

  record.mockReset().mockRejectedValue(new LotteryError("LeaseExpired", "too late"));
  expect(await sfn.run("{}")).toMatchObject({ status: "FAILED", error: "LeaseExpired", cause: "too late" });
  expect(record).toHaveBeenCalledTimes(1);
});

test("refuses an output of more than 256 KB as AWS does: no Catch applies", async () => {
  await using sfn = await startStepFunctions({
    definition: {
      StartAt: "Work",
      States: {
        Work: {
          Type: "Task",
          Resource: functionArn("Work"),
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "Fine" }],
          End: true,
        },
        Fine: { Type: "Succeed" },
      },
    },
    tasks: workTask(() => Promise.resolve("x".repeat(262_143))),
  });
  expect(await sfn.run()).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
});

test("ends an execution that loops", async () => {
  const work = vi.fn(() => Promise.resolve({}));
  await using sfn = await startStepFunctions({
    definition: {
      StartAt: "Work",
      States: {
        Work: { Type: "Task", Resource: functionArn("Work"), Next: "Again" },
        Again: {
          Type: "Choice",
          Choices: [{ Variable: "$.done", IsPresent: true, Next: "Done" }],
          Default: "Work",
        },
        Done: { Type: "Succeed" },
      },
    },
    tasks: workTask(work),
  });
  expect(await sfn.run()).toMatchObject({
    status: "FAILED",
    error: "States.Runtime",
    cause: expect.stringContaining("25000"),
  });
  expect(work.mock.calls.length).toBeLessThan(25_000 / 4);
});

test("closing aborts running executions without a report, and ignores late results", async () => {
  const late = Promise.withResolvers<unknown>();
  const work = vi.fn(() => late.promise);
  await using sfn = await startStepFunctions({
    definition: oneTask({ Retry: [{ ErrorEquals: ["States.ALL"] }] }),
    tasks: workTask(work),
  });
  const executionArn = await sfn.start();
  await vi.waitFor(() => expect(work).toHaveBeenCalled());
  sfn.close();
  late.reject(new Error("too late"));
  expect(await sfn.describe(executionArn)).toMatchObject({ status: "ABORTED" });
  await sfn.endsHandled();
  expect(sfn.onEnd).not.toHaveBeenCalled();
  expect(work).toHaveBeenCalledTimes(1);
});

test("logs an end whose report has failed, and continues", async () => {
  const onEnd = () => Promise.reject(new TypeError("broken"));
  await using sfn = await startStepFunctions({ onEnd });
  expect(await sfn.run("{}", "unreported")).toMatchObject({ status: "SUCCEEDED" });
  await sfn.endsHandled();
  expect(sfn.log).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/unreported.*TypeError/));
  expect(await sfn.run("{}")).toMatchObject({ status: "SUCCEEDED" });
});

test("notifies listeners of every event, and ignores their errors", async () => {
  await using sfn = await startStepFunctions();
  const received: string[] = [];
  const leave = sfn.onEvent((_execution, { type }) => received.push(type));
  sfn.onEvent(() => {
    throw new TypeError("broken");
  });
  const { executionArn } = await sfn.run("{}");
  expect(received).toEqual((await sfn.history(executionArn)).map(({ type }) => type));
  const before = received.length;
  leave();
  expect(await sfn.run("{}")).toMatchObject({ status: "SUCCEEDED" });
  expect(received).toHaveLength(before);
  expect(sfn.list()).toHaveLength(2);
});

test("refuses a state machine with a resource that has no function", async () => {
  await expect(startStepFunctions({ tasks: {} })).rejects.toThrow(
    /InputWinners of the state "Input Lottery Winners"/,
  );
});
