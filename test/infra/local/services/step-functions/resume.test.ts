import { ExecutionAlreadyExists, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterEach, expect, test, vi } from "vitest";
import { readDefinition } from "../../../../../infra/local/services/step-functions/definition.ts";
import { createEngines } from "../../../../../infra/local/services/step-functions/engine.ts";
import { startExecution } from "../../../../../infra/local/services/step-functions/execution.ts";
import type { RecordedEvent } from "../../../../../infra/local/services/step-functions/history.ts";
import { createKeptExecutions } from "../../../../../infra/local/services/step-functions/kept-executions.ts";
import { readStates } from "../../../../../infra/local/services/step-functions/states.ts";
import { openStore, type Store } from "../../../../../infra/local/services/store/store.ts";
import {
  arns,
  functionArn,
  lotteryTasks,
  oneTask,
  startStepFunctions,
  stateMachineArn,
  workTask,
} from "./start-step-functions.ts";

type Options = NonNullable<Parameters<typeof startStepFunctions>[0]>;
type Tasks = NonNullable<Options["tasks"]>;

const PUBLISH = "arn:aws:states:::sns:publish";
const INPUT = '{"input": 2}';

afterEach(() => {
  vi.useRealTimers();
});

const throttled = () => Object.assign(new Error("slow down"), { name: "ThrottlingException" });

/**
 * A lottery with everything that may happen on its way: a task that is retried, a second pass, and both branches with a
 * failure. What a task does depends on how often it was called in all processes together, as it depends on the tables.
 */
function eventfulTasks() {
  const { [functionArn("ValidateWinners")]: decide, ...others } = lotteryTasks();
  const calls: string[] = [];
  const count = (arn: string) => new Set(calls.filter((call) => call.startsWith(arn))).size;
  const failing = new Map([
    [functionArn("InputWinners"), 2],
    [functionArn("RecordWinners"), 1],
    [PUBLISH, 1],
  ]);
  const tasks: Tasks = {
    ...Object.fromEntries(
      Object.entries(others).map(([arn, task]): [string, Tasks[string]] => [
        arn,
        async (input, callId) => {
          calls.push(`${arn} ${callId}`);
          if (count(arn) <= (failing.get(arn) ?? 0)) throw throttled();
          return await task(input, callId);
        },
      ]),
    ),
    [functionArn("ValidateWinners")]: async (input, callId) => {
      calls.push(`${functionArn("ValidateWinners")} ${callId}`);
      const isFirst = count(functionArn("ValidateWinners")) === 1;
      return Object.assign({}, await decide?.(input, callId), { status: isFirst ? 1 : 0 });
    },
  };
  return { tasks, calls };
}

/** A store that takes no more after its nth event, as if the process had died then. */
function dieAfter(nth: number, store: Store, onDeath: () => void): Store {
  let events = 0;
  const isDead = () => events >= nth;
  return {
    ...store,
    run(sql, ...values) {
      if (isDead()) return 0;
      const changes = store.run(sql, ...values);
      if (sql.startsWith("INSERT INTO event") && ++events === nth) onDeath();
      return changes;
    },
  };
}

/** Gives an execution that is under way another past. */
function rewriteEvents(
  store: Store,
  name: string,
  rewrite: (recorded: RecordedEvent) => RecordedEvent,
): void {
  const kept = createKeptExecutions(store);
  const found = kept.list().find(({ execution }) => execution.name === name);
  if (!found) throw new Error(`There is no execution ${name}.`);
  const events = kept.readEvents(name).map(rewrite);
  kept.forget(name);
  kept.begin(found.execution, found.definition);
  for (const { event, branch } of events) kept.addEvent(name, event, branch);
}

/** Runs the execution `draw` until the process dies after its nth event; answers what it leaves behind. */
async function runUntil(nth: number, { store = openStore(), ...options }: Options) {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const onEnd = () => {
    end();
    return Promise.resolve();
  };
  const sfn = await startStepFunctions({ onEnd, ...options, store: dieAfter(nth, store, end) });
  await sfn.start(INPUT, "draw");
  await ended;
  await sfn[Symbol.asyncDispose]();
  return createKeptExecutions(store)
    .readEvents("draw")
    .map(({ event }) => event);
}

/** The lottery's state machine, and how far an execution of it comes that dies after its nth event. */
async function openMachine() {
  const definition = await readDefinition(arns);
  const states = readStates(definition);
  const createEngine = createEngines(definition);
  const machine = { createEngine, states, stateMachineArn, roleArn: "", retryInterval: 0 };
  const beginning = { executionArn: "draw", name: "draw", input: INPUT, startDate: Date.now() };
  return async (tasks: Tasks, recorded: readonly RecordedEvent[], nth = Number.POSITIVE_INFINITY) => {
    const written = [...recorded];
    const { promise, resolve: stop } = Promise.withResolvers<void>();
    const { execution, abandon } = startExecution(
      { ...machine, tasks },
      { ...beginning, recorded },
      {
        onEvent(_execution, event, branch) {
          if (written.length < nth) written.push({ branch, event });
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

test("goes on from whatever event it was interrupted at, to the same end by the same way", async () => {
  const run = await openMachine();
  const whole = eventfulTasks();
  const { written: uninterrupted } = await run(whole.tasks, []);
  expect(uninterrupted.length).toBeGreaterThan(50);
  const typesOf = (written: typeof uninterrupted) =>
    written.map(({ branch, event }) => [branch, event.type, event.details?.["name"]].join(" ")).toSorted();

  for (let nth = 1; nth < uninterrupted.length; nth++) {
    const { tasks, calls } = eventfulTasks();
    const { written: before } = await run(tasks, [], nth);
    expect(before).toHaveLength(nth);
    const called = [...calls];

    const { execution, written: after } = await run(tasks, before);
    expect(execution, `interrupted after event ${nth}`).toMatchObject({
      status: "SUCCEEDED",
      output: '[{"MessageId":"1"},{"status_code":"SUCCESS"}]',
    });
    expect(after.slice(0, nth)).toEqual(before);
    expect(typesOf(after)).toEqual(typesOf(uninterrupted));
    expect(after.map(({ event }) => event)).toEqual(execution.events);
    expect(execution.events.map(({ id }) => id)).toEqual(after.map((_, i) => i + 1));
    for (const { id, previousEventId } of execution.events) expect(previousEventId).toBeLessThan(id);

    // What was under way, in one branch or in both, is called again under the same id, and nothing else is.
    const again = calls.slice(called.length).filter((call) => called.includes(call));
    expect(again.length).toBeLessThanOrEqual(2);
    expect(new Set(calls).size).toBe(whole.calls.length);
  }
});

test("starts under its name and at its time, with what it was asked", async () => {
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

test("fails as it did before, and does not try again what is not to be tried again", async () => {
  const store = openStore();
  const cause = "nobody";
  const fail = vi.fn(() => Promise.reject(Object.assign(new Error(cause), { name: "NotEnoughEntrants" })));
  const tasks = lotteryTasks({ [functionArn("RandomSelectWinners")]: fail });
  await runUntil(11, { store, tasks });
  expect(fail).toHaveBeenCalledOnce();
  await using sfn = await startStepFunctions({ store, tasks });
  await vi.waitFor(() => expect(sfn.list()[0]?.status).toBe("FAILED"));
  expect(sfn.list()[0]).toMatchObject({ error: "NotEnoughEntrants", cause });
  expect(fail).toHaveBeenCalledOnce();
});

test("takes a call that ran out of its time for one", async () => {
  const store = openStore();
  const definition = oneTask({
    TimeoutSeconds: 1,
    Retry: [{ ErrorEquals: ["States.Timeout"], IntervalSeconds: 0, MaxAttempts: 1 }],
  });
  const hang = workTask(() => Promise.withResolvers<never>().promise);
  const types = (await runUntil(5, { store, definition, tasks: hang })).map(({ type }) => type);
  expect(types.at(-1)).toBe("LambdaFunctionTimedOut");
  const work = vi.fn(() => Promise.resolve("done"));
  await using sfn = await startStepFunctions({ store, definition, tasks: workTask(work) });
  await vi.waitFor(() => expect(sfn.list()[0]?.status).toBe("SUCCEEDED"));
  expect(work).toHaveBeenCalledOnce();
});

test("has timed out where its time ran out in between, and is told of as such", async () => {
  const store = openStore();
  await runUntil(9, { store });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 901_000 });
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

test("has what is left of its time, not all of it again", async () => {
  const store = openStore();
  const definition = oneTask({ TimeoutSeconds: 60 }, { TimeoutSeconds: 900 });
  const tasks = workTask(() => Promise.withResolvers<never>().promise);
  await runUntil(4, { store, definition, tasks });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 899_950 });
  await using sfn = await startStepFunctions({ store, definition, tasks });
  expect(sfn.list()[0]?.status).toBe("RUNNING");
  await vi.waitFor(() => expect(sfn.list()[0]?.status).toBe("TIMED_OUT"));
});

test("fails where the state machine was changed in between", async () => {
  const store = openStore();
  await runUntil(9, { store });
  await using sfn = await startStepFunctions({
    store,
    definition: oneTask(),
    tasks: workTask(() => Promise.resolve()),
  });
  expect(sfn.list()[0]).toMatchObject({
    status: "FAILED",
    error: "States.Runtime",
    cause: "The state machine was changed while the execution was interrupted.",
  });
  expect(sfn.onEnd).toHaveBeenCalledOnce();
});

test("fails where what happens again is not what happened before", async () => {
  const store = openStore();
  await runUntil(9, { store });
  rewriteEvents(store, "draw", (recorded) =>
    recorded.event.id === 7
      ? {
          ...recorded,
          event: { ...recorded.event, details: { ...recorded.event.details, name: "Elsewhere" } },
        }
      : recorded,
  );
  await using sfn = await startStepFunctions({ store });
  await vi.waitFor(() => expect(sfn.list()[0]?.status).toBe("FAILED"));
  expect(sfn.list()[0]).toMatchObject({
    error: "States.Runtime",
    cause: expect.stringContaining("was interrupted and cannot go on"),
  });
  expect(sfn.onEnd).toHaveBeenCalledOnce();
});

test("an end that was not told in full is told again, one that was is not", async () => {
  const store = openStore();
  const never = () => Promise.withResolvers<never>().promise;
  const definition = oneTask();
  const tasks = workTask(() => Promise.reject(throttled()));
  const first = await startStepFunctions({ store, definition, tasks, onEnd: never });
  await first.run(INPUT, "draw");
  await first[Symbol.asyncDispose]();

  for (const times of [1, 0]) {
    await using sfn = await startStepFunctions({ store, definition, tasks });
    await sfn.settled();
    expect(sfn.onEnd).toHaveBeenCalledTimes(times);
    if (times)
      expect(sfn.onEnd.mock.lastCall?.[0]).toMatchObject({
        detail: { name: "draw", status: "FAILED", error: "ThrottlingException", cause: "slow down" },
      });
  }
});

test("executions are found, listed and not started again under a name that was used", async () => {
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

test("what is stopped or cleared does not come back", async () => {
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

test("the oldest executions beyond the limit are forgotten in the store as well", async () => {
  const store = openStore();
  const options = { store, limit: 2, definition: oneTask(), tasks: workTask(() => Promise.resolve()) };
  const first = await startStepFunctions(options);
  for (const name of ["one", "two", "three"]) await first.run(INPUT, name);
  await first[Symbol.asyncDispose]();
  await using sfn = await startStepFunctions(options);
  expect(sfn.list().map(({ name }) => name)).toEqual(["three", "two"]);
});
