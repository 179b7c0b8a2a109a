import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createExecutionStore } from "../../../../../infra/local/services/step-functions/execution-store.ts";
import { openStore } from "../../../../../infra/local/services/store/store.ts";
import { recordLog } from "../../../../support/record-log.ts";
import { sendRaw } from "../../../../support/send-raw.ts";
import { oneTask, startStepFunctions, stateMachineArn, workTask } from "./start-step-functions.ts";

const never = () => new Promise(() => undefined);
const waiting = { definition: oneTask(), tasks: workTask(never) };

describe("StartExecution", () => {
  test("generates a name if there is none", async () => {
    await using sfn = await startStepFunctions(waiting);
    expect(await sfn.start()).toMatch(
      /^arn:aws:states:us-east-1:000000000000:execution:Lottery:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  test("returns the running execution with the same name and input", async () => {
    await using sfn = await startStepFunctions(waiting);
    const start = new StartExecutionCommand({ stateMachineArn, name: "once", input: '{"input": 2}' });
    const first = await sfn.client.send(start);
    const second = await sfn.client.send(start);
    expect(second).toMatchObject({ executionArn: first.executionArn, startDate: first.startDate });
    expect(sfn.list()).toHaveLength(1);
  });

  test("refuses everything while the disk is almost full, and stores nothing", async () => {
    using log = recordLog();
    const store = { ...openStore(), hasRoom: vi.fn(() => false) };
    await using sfn = await startStepFunctions({ ...waiting, store });
    await expect(sfn.start()).rejects.toMatchObject({ name: "ServiceUnavailable" });
    expect(createExecutionStore(store).list()).toEqual([]);
    expect(log.events("disk-almost-full")).toHaveLength(1);
    store.hasRoom.mockReturnValue(true);
    await sfn.start();
    expect(createExecutionStore(store).list()).toHaveLength(1);
  });

  test("refuses a running execution's name with another input", async () => {
    await using sfn = await startStepFunctions(waiting);
    await sfn.start('{"input": 2}', "once");
    await expect(sfn.start('{"input": 3}', "once")).rejects.toMatchObject({
      name: "ExecutionAlreadyExists",
    });
  });

  test("refuses the name of an execution that has ended", async () => {
    await using sfn = await startStepFunctions();
    await sfn.run('{"input": 2}', "once");
    await expect(sfn.start('{"input": 2}', "once")).rejects.toMatchObject({
      name: "ExecutionAlreadyExists",
    });
  });

  test("refuses names with characters that AWS refuses", async () => {
    await using sfn = await startStepFunctions(waiting);
    for (const name of ["with space", "a/b", "a:b", "<b>", "tab\t", "null\u0000", "50%"]) {
      await expect(sfn.start("{}", name), name).rejects.toMatchObject({ name: "InvalidName" });
    }
    expect(sfn.list()).toEqual([]);
  });

  test("refuses a name of more than 80 characters", async () => {
    await using sfn = await startStepFunctions(waiting);
    await expect(sfn.start("{}", "x".repeat(81))).rejects.toMatchObject({ name: "ValidationException" });
    expect(await sfn.start("{}", "x".repeat(80))).toContain("xxx");
  });

  test("refuses an input that is not JSON, or nested too deeply for the state machine", async () => {
    await using sfn = await startStepFunctions(waiting);
    for (const input of ["", "{", "two", "undefined", `${"[".repeat(5_000)}${"]".repeat(5_000)}`]) {
      await expect(sfn.start(input), input).rejects.toMatchObject({ name: "InvalidExecutionInput" });
    }
  });

  test("refuses an input of more than 256 KB", async () => {
    await using sfn = await startStepFunctions(waiting);
    await expect(sfn.start(JSON.stringify("é".repeat(131_072)))).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  test.each([
    [`${stateMachineArn}2`, "StateMachineDoesNotExist"],
    ["Lottery", "InvalidArn"],
  ])("refuses the state machine %s", async (arn, name) => {
    await using sfn = await startStepFunctions(waiting);
    const start = sfn.client.send(new StartExecutionCommand({ stateMachineArn: arn }));
    await expect(start).rejects.toMatchObject({ name });
  });
});

test("every operation on an execution that does not exist is refused", async () => {
  await using sfn = await startStepFunctions(waiting);
  const executionArn = "arn:aws:states:us-east-1:000000000000:execution:Lottery:none";
  const wanted = { name: "ExecutionDoesNotExist" };
  await expect(sfn.client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject(wanted);
  await expect(sfn.client.send(new GetExecutionHistoryCommand({ executionArn }))).rejects.toMatchObject(
    wanted,
  );
  await expect(sfn.client.send(new StopExecutionCommand({ executionArn }))).rejects.toMatchObject(wanted);
  await expect(sfn.client.send(new DescribeExecutionCommand({ executionArn: "none" }))).rejects.toMatchObject(
    {
      name: "InvalidArn",
    },
  );
});

test("StopExecution aborts a running execution, reports its end, and returns the same when it is repeated", async () => {
  await using sfn = await startStepFunctions(waiting);
  const executionArn = await sfn.start();
  const stop = new StopExecutionCommand({ executionArn, error: "Enough", cause: "lunch" });
  const { stopDate } = await sfn.client.send(stop);
  expect(await sfn.describe(executionArn)).toMatchObject({
    status: "ABORTED",
    error: "Enough",
    cause: "lunch",
    stopDate,
  });
  expect(await sfn.client.send(stop)).toMatchObject({ stopDate });
  await sfn.endsHandled();
  expect(sfn.onEnd).toHaveBeenCalledTimes(1);
  expect(sfn.onEnd.mock.calls[0]?.[0].detail).toMatchObject({ status: "ABORTED", error: "Enough" });
});

describe("ListExecutions", () => {
  test("lists the newest first, page by page", async () => {
    await using sfn = await startStepFunctions(waiting);
    for (const name of ["one", "two", "three"]) await sfn.start("{}", name);
    const first = await sfn.client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
    expect(first.executions).toMatchObject([
      { name: "three", stateMachineArn, status: "RUNNING", startDate: expect.any(Date) },
      { name: "two" },
    ]);
    await sfn.start("{}", "four");
    const { nextToken } = first;
    const second = await sfn.client.send(
      new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken }),
    );
    expect(second.executions?.map(({ name }) => name)).toEqual(["one"]);
    expect(second.nextToken).toBeUndefined();
  });

  test("lists the executions with one status", async () => {
    await using sfn = await startStepFunctions(waiting);
    const executionArn = await sfn.start("{}", "stopped");
    await sfn.start("{}", "running");
    await sfn.client.send(new StopExecutionCommand({ executionArn }));
    const list = async (statusFilter: "ABORTED" | "RUNNING" | "FAILED") => {
      const command = new ListExecutionsCommand({ stateMachineArn, statusFilter });
      return (await sfn.client.send(command)).executions?.map(({ name }) => name);
    };
    expect(await list("ABORTED")).toEqual(["stopped"]);
    expect(await list("RUNNING")).toEqual(["running"]);
    expect(await list("FAILED")).toEqual([]);
  });

  test("refuses a token that it did not return", async () => {
    await using sfn = await startStepFunctions(waiting);
    const list = sfn.client.send(new ListExecutionsCommand({ stateMachineArn, nextToken: "guess" }));
    await expect(list).rejects.toMatchObject({ name: "InvalidToken" });
  });

  test("does not list the oldest executions beyond its limit, except running ones", async () => {
    await using sfn = await startStepFunctions({ ...waiting, limit: 2 });
    await sfn.start("{}", "running");
    for (const name of ["one", "two", "three"]) {
      await sfn.client.send(new StopExecutionCommand({ executionArn: await sfn.start("{}", name) }));
    }
    expect(sfn.list().map(({ name }) => name)).toEqual(["three", "running"]);
  });
});

test("describes its state machine", async () => {
  await using sfn = await startStepFunctions(waiting);
  const { stateMachines } = await sfn.client.send(new ListStateMachinesCommand({}));
  expect(stateMachines).toMatchObject([{ stateMachineArn, name: "Lottery", type: "STANDARD" }]);
  const machine = await sfn.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
  expect(machine).toMatchObject({ status: "ACTIVE", creationDate: expect.any(Date) });
  expect(JSON.parse(machine.definition ?? "")).toEqual(oneTask());
});

describe("a malformed request", () => {
  let sfn: Awaited<ReturnType<typeof startStepFunctions>>;
  beforeAll(async () => {
    sfn = await startStepFunctions(waiting);
  });
  afterAll(() => sfn[Symbol.asyncDispose]());

  const target = "AWSStepFunctions.StartExecution";
  const started = JSON.stringify({ stateMachineArn });

  test.each([
    ["no JSON", target, "{", "SerializationException"],
    ["nothing", target, "", "SerializationException"],
    ["null", target, "null", "SerializationException"],
    ["a list", target, "[]", "SerializationException"],
    ["a field of another type", target, '{"stateMachineArn": {}}', "SerializationException"],
    ["a missing field", target, "{}", "ValidationException"],
    ["a field of null", target, '{"stateMachineArn": null}', "ValidationException"],
    ["a page of -1", "AWSStepFunctions.ListStateMachines", '{"maxResults": -1}', "ValidationException"],
    ["an unknown operation", "AWSStepFunctions.Guess", "{}", "UnknownOperationException"],
    ["an inherited name", "AWSStepFunctions.constructor", "{}", "UnknownOperationException"],
    ["another service", "DynamoDB_20120810.Scan", "{}", "UnknownOperationException"],
    ["no target", "", started, "UnknownOperationException"],
  ])("gets the protocol's own error: %s", async (_what, operation, body, code) => {
    const response = await fetch(sfn.endpoint, {
      method: "POST",
      headers: { "x-amz-target": operation, "content-type": "application/x-amz-json-1.0" },
      body,
    });
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.0");
    expect(await response.json()).toMatchObject({ __type: code });
    expect(sfn.list()).toEqual([]);
    expect(sfn.log).not.toHaveBeenCalled();
  });

  test("is refused with more than 2 MB", async () => {
    await using own = await startStepFunctions(waiting);
    const body = "x".repeat(3 << 20);
    const response = await fetch(own.endpoint, { method: "POST", headers: { "x-amz-target": target }, body });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ __type: "RequestEntityTooLargeException" });
  });

  test("is refused from a web page, or with another machine's name", async () => {
    for (const headers of [{ origin: "http://evil.example" }, { host: "evil.example" }]) {
      const { status, body } = await sendRaw(sfn.endpoint, { "x-amz-target": target, ...headers }, started);
      expect({ status, body: JSON.parse(body) }).toMatchObject({
        status: 403,
        body: { __type: "AccessDeniedException" },
      });
    }
    expect(sfn.list()).toEqual([]);
  });

  test("is unknown on another path or with another method", async () => {
    const wrongMethod = await fetch(sfn.endpoint);
    expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await fetch(`${sfn.endpoint}/else`, { method: "POST", body: "{}" })).status).toBe(404);
  });
});
