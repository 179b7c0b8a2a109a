import { ExecutionAlreadyExists, ExecutionDoesNotExist, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterEach, expect, test, vi } from "vitest";
import { readDefinition } from "../../../../../infra/local/services/step-functions/definition.ts";
import { createEngines } from "../../../../../infra/local/services/step-functions/engine.ts";
import { startExecution } from "../../../../../infra/local/services/step-functions/execution.ts";
import type { HistoryEvent } from "../../../../../infra/local/services/step-functions/history.ts";
import { readStates } from "../../../../../infra/local/services/step-functions/states.ts";
import { openStore } from "../../../../../infra/local/services/store/store.ts";
import {
  arns,
  functionArn,
  lotteryTasks,
  oneTask,
  sealedTasks,
  startStepFunctions,
  stateMachineArn,
  workTask,
} from "./start-step-functions.ts";

type Options = NonNullable<Parameters<typeof startStepFunctions>[0]>;
type Tasks = NonNullable<Options["tasks"]>;

const PUBLISH = "arn:aws:states:::sns:publish";
const INPUT = '{"input":2}';

afterEach(() => {
  vi.useRealTimers();
});

const throttled = () => Object.assign(new Error("slow down"), { name: "ThrottlingException" });

/**
 * A lottery in which much happens: a seal, tasks that are retried, a second pass, and both branches with a failure. What a task
 * does depends on how often it was called in all processes together, as the real tasks depend on the tables.
 */
function eventfulTasks() {
  const calls: { arn: string; callId: string }[] = [];
  const failing = new Map([
    [functionArn("InputWinners"), 2],
    [functionArn("Callback"), 1],
    [functionArn("RecordWinners"), 1],
    [PUBLISH, 1],
  ]);
  const tasks = Object.entries(sealedTasks(0)).map(([arn, task]): [string, Tasks[string]] => [
    arn,
    async (input, callId) => {
      calls.push({ arn, callId });
      const times = calls.filter((call) => call.arn === arn).length;
      if (times <= (failing.get(arn) ?? 0)) throw throttled();
      const result = await task(input, callId);
      return arn === functionArn("ValidateWinners")
        ? Object.assign({}, result, { status: times === 1 ? 1 : 0 })
        : result;
    },
  ]);
  return { tasks: Object.fromEntries(tasks), calls };
}

/** Runs the execution `draw` until its process stops after its nth event. */
async function runUntil(nth: number, options: Options) {
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  const sfn = await startStepFunctions(options);
  let events = 0;
  sfn.onEvent(() => {
    if (++events < nth) return;
    sfn.close();
    resolve();
  });
  await sfn.start(INPUT, "draw");
  await stopped;
  await sfn[Symbol.asyncDispose]();
}

/** Returns a function that runs an execution of the lottery to its end, or until its process stops after the nth event. */
async function openMachine() {
  const definition = await readDefinition(arns);
  const states = readStates(definition);
  const createEngine = createEngines(definition);
  const machine = { createEngine, states, stateMachineArn, roleArn: "", retryInterval: 0 };
  const beginning = { executionArn: "draw", name: "draw", input: INPUT, startDate: Date.now() };
  return async (tasks: Tasks, recorded: readonly HistoryEvent[], nth = Number.POSITIVE_INFINITY) => {
    const written = [...recorded];
    const { promise, resolve: stop } = Promise.withResolvers<void>();
    const { execution, abandon } = startExecution(
      { ...machine, tasks },
      { ...beginning, recorded },
      {
        onEvent(_execution, event) {
          if (written.length < nth) written.push(event);
          if (written.length === nth) stop();
        },
        onEnd(_execution, record) {
          record();
          stop();
        },
      },
    );
    await promise;
    abandon();
    return { execution, written };
  };
}

test("runs again from its first state after an interruption at any event, to the same end, and publishes once", async () => {
  const run = await openMachine();
  const { written: uninterrupted } = await run(eventfulTasks().tasks, []);
  expect(uninterrupted.length).toBeGreaterThan(50);

  for (let nth = 1; nth < uninterrupted.length; nth++) {
    const { tasks, calls } = eventfulTasks();
    const { written: before } = await run(tasks, [], nth);
    expect(before).toHaveLength(nth);

    const { execution, written: after } = await run(tasks, before);
    expect(execution, `interrupted after event ${nth}`).toMatchObject({
      status: "SUCCEEDED",
      output: '[{"MessageId":"1"},{"status_code":"SUCCESS"}]',
    });
    expect(after.slice(0, nth)).toEqual(before);
    expect(after[nth]).toMatchObject({ type: "ExecutionRedriven", previousEventId: nth });
    expect(after[nth + 1]).toMatchObject({ details: { name: "Input Lottery Winners", input: INPUT } });
    expect(after).toEqual(execution.events);
    expect(execution.events.map(({ id }) => id)).toEqual(after.map((_, i) => i + 1));
    for (const { id, previousEventId } of execution.events) expect(previousEventId).toBeLessThan(id);

    // SNS knows by this id that it has published the notice.
    const published = calls.filter(({ arn }) => arn === PUBLISH).map(({ callId }) => callId);
    expect(new Set(published)).toEqual(new Set(["draw#Notify Winners"]));
  }
});

test("runs again under its own name, with its start time and its input", async () => {
  const store = openStore();
  await runUntil(4, { store, tasks: lotteryTasks() });
  const input = vi.fn<Tasks[string]>(() => Promise.resolve({ body: {} }));
  await using sfn = await startStepFunctions({
    store,
    tasks: lotteryTasks({ [functionArn("InputWinners")]: input }),
  });
  const execution = await sfn.describe(sfn.list()[0]?.executionArn ?? "");
  await vi.waitFor(() => expect(input).toHaveBeenCalledOnce());
  expect(input.mock.lastCall?.[0]).toEqual({
    execution: "draw",
    started_at: execution.startDate?.toISOString(),
    request: { input: 2 },
  });
});

test("fails with its task's error where it was interrupted after that error", async () => {
  const store = openStore();
  const cause = "nobody";
  const fail = vi.fn(() => Promise.reject(Object.assign(new Error(cause), { name: "NotEnoughEntrants" })));
  const tasks = lotteryTasks({ [functionArn("RandomSelectWinners")]: fail });
  await runUntil(13, { store, tasks });
  expect(fail).toHaveBeenCalledOnce();
  await using sfn = await startStepFunctions({ store, tasks });
  await vi.waitFor(() => expect(sfn.list()[0]?.status).toBe("FAILED"));
  expect(sfn.list()[0]).toMatchObject({ error: "NotEnoughEntrants", cause });
  expect(sfn.onEnd).toHaveBeenCalledOnce();
});

test("has timed out if its time ran out in between, and reports that", async () => {
  const store = openStore();
  await runUntil(9, { store });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1_081_000 });
  const task = vi.fn();
  await using sfn = await startStepFunctions({
    store,
    tasks: lotteryTasks({ [functionArn("RandomSelectWinners")]: task }),
  });
  expect(sfn.list()[0]).toMatchObject({ name: "draw", status: "TIMED_OUT", stopDate: Date.now() });
  const events = sfn.list()[0]?.events ?? [];
  expect(events).toHaveLength(10);
  expect(events.at(-1)).toMatchObject({ id: 10, previousEventId: 9, type: "ExecutionTimedOut" });
  expect(task).not.toHaveBeenCalled();
  expect(sfn.onEnd.mock.lastCall?.[0]).toMatchObject({ detail: { name: "draw", status: "TIMED_OUT" } });
});

test("waits only for what is left until the beacon, and announces no other seal", async () => {
  const store = openStore();
  const announce = vi.fn(() => Promise.resolve({ body: { beacon_at: new Date(beaconAt).toISOString() } }));
  const select = vi.fn(() => Promise.resolve({ body: {} }));
  const tasks = sealedTasks(0, {
    [functionArn("Callback")]: announce,
    [functionArn("RandomSelectWinners")]: select,
  });
  const beaconAt = Date.now() + 60_000;
  await runUntil(14, { store, tasks });
  expect(announce).toHaveBeenCalledOnce();

  vi.useFakeTimers({ toFake: ["Date"], now: beaconAt - 200 });
  await using sfn = await startStepFunctions({ store, tasks });
  await vi.waitFor(() => expect(announce).toHaveBeenCalledTimes(2));
  expect(announce.mock.calls[1]).toEqual(announce.mock.calls[0]);
  expect(select).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(sfn.list()[0]?.status).toBe("SUCCEEDED"));
});

test("has only what is left of its time", async () => {
  const store = openStore();
  const definition = oneTask({ TimeoutSeconds: 60 }, { TimeoutSeconds: 900 });
  const tasks = workTask(() => Promise.withResolvers<never>().promise);
  await runUntil(4, { store, definition, tasks });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 899_600 });
  await using sfn = await startStepFunctions({ store, definition, tasks });
  expect(sfn.list()[0]?.status).toBe("RUNNING");
  await vi.waitFor(() => expect(sfn.list()[0]?.status).toBe("TIMED_OUT"));
});

test("runs on the present state machine if that was changed in between", async () => {
  const store = openStore();
  await runUntil(9, { store });
  await using sfn = await startStepFunctions({
    store,
    definition: oneTask(),
    tasks: workTask(() => Promise.resolve("done")),
  });
  await vi.waitFor(() => expect(sfn.list()[0]).toMatchObject({ status: "SUCCEEDED", output: '"done"' }));
});

test("an end is reported again if its report did not complete, and otherwise not", async () => {
  const store = openStore();
  const never = () => Promise.withResolvers<never>().promise;
  const definition = oneTask();
  const tasks = workTask(() => Promise.reject(throttled()));
  const first = await startStepFunctions({ store, definition, tasks, onEnd: never });
  await first.run(INPUT, "draw");
  await first[Symbol.asyncDispose]();

  for (const times of [1, 0]) {
    await using sfn = await startStepFunctions({ store, definition, tasks });
    await sfn.endsHandled();
    expect(sfn.onEnd).toHaveBeenCalledTimes(times);
    if (times)
      expect(sfn.onEnd.mock.lastCall?.[0]).toMatchObject({
        detail: { name: "draw", status: "FAILED", error: "ThrottlingException", cause: "slow down" },
      });
  }
});

test("finds and lists executions after a restart, and refuses to start another under the name of one", async () => {
  const store = openStore();
  const first = await startStepFunctions({ store });
  const ended = await first.run(INPUT, "first");
  await first.run(INPUT, "second");
  const history = await first.history(ended.executionArn);
  await first[Symbol.asyncDispose]();

  await using sfn = await startStepFunctions({ store });
  expect(sfn.list().map(({ name, status }) => [name, status])).toEqual([
    ["second", "SUCCEEDED"],
    ["first", "SUCCEEDED"],
  ]);
  const described = await sfn.describe(ended.executionArn ?? "");
  expect(described).toEqual(Object.assign(ended, { $metadata: described.$metadata }));
  expect(await sfn.history(ended.executionArn)).toEqual(history);
  const start = new StartExecutionCommand({ stateMachineArn, name: "first", input: INPUT });
  await expect(sfn.client.send(start)).rejects.toThrow(ExecutionAlreadyExists);
});

test("does not run again what was cleared", async () => {
  const store = openStore();
  const definition = oneTask();
  const tasks = workTask(() => Promise.withResolvers<never>().promise);
  await runUntil(4, { store, definition, tasks });
  {
    await using sfn = await startStepFunctions({ store, definition, tasks });
    expect(sfn.list()[0]?.status).toBe("RUNNING");
    sfn.clear();
    expect(sfn.onEnd).not.toHaveBeenCalled();
  }
  await using sfn = await startStepFunctions({ store, definition, tasks });
  expect(sfn.list()).toEqual([]);
});

test("describes executions for 90 days, the oldest beyond the limit without their events, and then removes them", async () => {
  const store = openStore();
  const options = { store, limit: 2, definition: oneTask(), tasks: workTask(() => Promise.resolve()) };
  const first = await startStepFunctions(options);
  const [oldest] = [
    await first.run(INPUT, "one"),
    await first.run(INPUT, "two"),
    await first.run(INPUT, "three"),
  ];
  expect(await first.history(oldest.executionArn)).toEqual([]);
  await first[Symbol.asyncDispose]();

  const sfn = await startStepFunctions(options);
  expect(sfn.list().map(({ name }) => name)).toEqual(["three", "two"]);
  const described = await sfn.describe(oldest.executionArn ?? "");
  expect(described).toEqual(Object.assign(oldest, { $metadata: described.$metadata }));
  await expect(sfn.start(INPUT, "one")).rejects.toThrow(ExecutionAlreadyExists);
  await sfn[Symbol.asyncDispose]();

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 90 * 24 * 60 * 60 * 1_000 });
  await using later = await startStepFunctions(options);
  await later.run(INPUT, "four");
  await expect(later.describe(oldest.executionArn ?? "")).rejects.toThrow(ExecutionDoesNotExist);
  expect(later.list().map(({ name }) => name)).toEqual(["four"]);
});
