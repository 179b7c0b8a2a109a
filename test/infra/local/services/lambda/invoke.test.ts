import type { Context } from "aws-lambda";
import { expect, test } from "vitest";
import { createInvoke } from "../../../../../infra/local/services/lambda/invoke.ts";

class LotteryError extends Error {
  override readonly name = "NotEnoughEntrants";
}

test("passes a copy of the event to the handler, and a copy of the result to the caller", async () => {
  const shared = { body: { winners: [1] } };
  const invoke = createInvoke(
    (event: { list: number[]; gone?: string | undefined }) => {
      event.list.push(2);
      return Promise.resolve({ ...shared, seen: event });
    },
    { functionName: "Copy" },
  );
  const event = { list: [1], gone: undefined };
  const result = await invoke(event);
  expect(event.list).toEqual([1]);
  expect(result).toStrictEqual({ body: { winners: [1] }, seen: { list: [1, 2] } });
  expect(Object(result).body).not.toBe(shared.body);
});

test("returns null if the handler returns nothing", async () => {
  const invoke = createInvoke(() => Promise.resolve(), { functionName: "Quiet" });
  expect(await invoke({})).toBeNull();
});

test("passes two arguments: the event, and a context with the function's name and its remaining time", async () => {
  const seen: unknown[][] = [];
  const invoke = createInvoke(
    (...args: [unknown, Context]) => {
      seen.push(args);
      return Promise.resolve(args[1].getRemainingTimeInMillis());
    },
    { functionName: "Record", timeout: 30 },
  );
  const left = await invoke({ input: 2 });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toHaveLength(2);
  expect(seen[0]?.[1]).toMatchObject({ functionName: "Record", awsRequestId: expect.any(String) });
  expect(left).toBeGreaterThan(29_000);
  expect(left).toBeLessThanOrEqual(30_000);
});

test("reports an error as Step Functions does: its type as the name, a JSON cause as the message", async () => {
  const invoke = createInvoke(() => Promise.reject(new LotteryError("Three are left.")), {
    functionName: "Select",
  });
  const error = await invoke({}).catch((caught: Error) => caught);
  expect(error).toMatchObject({ name: "NotEnoughEntrants" });
  expect(JSON.parse(Object(error).message)).toEqual({
    errorType: "NotEnoughEntrants",
    errorMessage: "Three are left.",
    trace: expect.arrayContaining([expect.stringContaining("Three are left.")]),
  });
});

test("reports what a synchronous handler throws, and thrown values that are not errors", async () => {
  const throwing = createInvoke(
    () => {
      throw new TypeError("No promise.");
    },
    { functionName: "Throw" },
  );
  await expect(throwing({})).rejects.toMatchObject({ name: "TypeError" });
  const invoke = createInvoke(() => Promise.reject("plain"), { functionName: "Reject" });
  const error = await invoke({}).catch((caught: Error) => caught);
  expect(error).toMatchObject({ name: "string" });
  expect(JSON.parse(Object(error).message)).toEqual({
    errorType: "string",
    errorMessage: "plain",
    trace: [],
  });
});

test("refuses a result that JSON cannot represent", async () => {
  const invoke = createInvoke(() => Promise.resolve({ n: 1n }), { functionName: "Big" });
  await expect(invoke({})).rejects.toMatchObject({ name: "Runtime.MarshalError" });
});

test("stops waiting for a function after its timeout", async () => {
  const invoke = createInvoke(() => new Promise(() => undefined), { functionName: "Slow", timeout: 0.01 });
  await expect(invoke({})).rejects.toMatchObject({ name: "Sandbox.Timedout" });
});
