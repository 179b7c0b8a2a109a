import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeEach, expect, test } from "vitest";
import { listen } from "../../../../../infra/local/http/listen.ts";
import { createInvocations } from "../../../../../infra/local/services/lambda/invocations.ts";
import { openStore } from "../../../../../infra/local/services/store/store.ts";
import { formatFunctionArn } from "../../../../../infra/local/settings/arns.ts";

const events: unknown[] = [];
const errors: unknown[] = [];
let failures = 0;
const store = openStore();
const invocations = createInvocations({
  store,
  runCallback(event) {
    events.push(event);
    return failures-- > 0 ? Promise.reject(new Error("Slack is down.")) : Promise.resolve();
  },
  retryDelays: [1, 1],
  reportError: (error) => errors.push(error),
});
const server = await listen(invocations.app, { port: 0, purpose: "Lambda", variable: "" });
const url = `http://localhost:${server.port}`;
const client = new LambdaClient({
  endpoint: url,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
});
afterAll(async () => {
  client.destroy();
  await server.close();
});
beforeEach(() => {
  events.length = 0;
  errors.length = 0;
  failures = 0;
});

const invoke = (more: object = {}) =>
  client.send(
    new InvokeCommand({
      FunctionName: formatFunctionArn("Callback"),
      InvocationType: "Event",
      Payload: JSON.stringify({ send_file: "王芳" }),
      ...more,
    }),
  );

test("an event is accepted, and passed to the callback", async () => {
  expect(await invoke()).toMatchObject({ StatusCode: 202 });
  await invocations.idle();
  expect(events).toEqual([{ send_file: "王芳" }]);
});

test("an invocation that is under way when the program stops runs again at the next start, and only then", async () => {
  await using things = new AsyncDisposableStack();
  const kept = things.adopt(openStore(), (it) => it.close());
  const startProgram = async (runCallback: (event: unknown) => Promise<unknown>) => {
    const started = createInvocations({
      store: kept,
      runCallback,
      retryDelays: [],
      reportError: () => undefined,
    });
    const { port, close } = await listen(started.app, { port: 0, purpose: "Lambda", variable: "" });
    things.defer(close);
    return { ...started, endpoint: `http://localhost:${port}` };
  };
  const first = await startProgram(() => new Promise(() => undefined));
  const response = await fetch(
    `${first.endpoint}/2015-03-31/functions/${encodeURIComponent(formatFunctionArn("Callback"))}/invocations`,
    { method: "POST", headers: { "x-amz-invocation-type": "Event" }, body: '{"send_file":"王芳"}' },
  );
  expect(response.status).toBe(202);
  first.close();

  const seen: unknown[] = [];
  const see = (event: unknown) => Promise.resolve(seen.push(event));
  await (await startProgram(see)).idle();
  await (await startProgram(see)).idle();
  expect(seen).toEqual([{ send_file: "王芳" }]);
});

test("a failed invocation is repeated twice, and then reported", async () => {
  failures = 2;
  await invoke();
  await invocations.idle();
  expect([events.length, errors.length]).toEqual([3, 0]);
  failures = 3;
  await invoke();
  await invocations.idle();
  expect([events.length, errors.length]).toEqual([6, 1]);
});

test.each([
  ["another function", { FunctionName: formatFunctionArn("Slack") }, "ResourceNotFoundException"],
  ["a synchronous invocation", { InvocationType: "RequestResponse" }, "InvalidParameterValueException"],
  ["an event that is not JSON", { Payload: "{" }, "InvalidRequestContentException"],
])("%s is refused", async (_what, more, name) => {
  await expect(invoke(more)).rejects.toMatchObject({ name });
  expect(events).toEqual([]);
});

test("a web page is refused", async () => {
  const response = await fetch(
    `${url}/2015-03-31/functions/${encodeURIComponent(formatFunctionArn("Callback"))}/invocations`,
    { method: "POST", headers: { origin: "https://evil.example" }, body: "{}" },
  );
  expect(response.status).toBe(403);
  expect(events).toEqual([]);
});
