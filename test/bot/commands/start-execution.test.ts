import { SFNClient } from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createStartExecution } from "../../../bot/commands/start-execution.ts";
import {
  startStepFunctions,
  stateMachineArn,
} from "../../infra/local/services/step-functions/start-step-functions.ts";
import { recordLog } from "../../support/record-log.ts";

const REQUEST = { input: 2, prize: "Teapot", requested_by: "U0OPERATOR", channel_id: "C0LOTTERY" };

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
});
afterEach(() => log[Symbol.dispose]());

describe("an execution", () => {
  test("is started once for an idempotency key, at the same time and after its end, and again for another key", async () => {
    await using stepFunctions = await startStepFunctions();
    const start = createStartExecution(stepFunctions.client, stateMachineArn);
    expect(await Promise.all([start("trigger", REQUEST), start("trigger", REQUEST)])).toEqual([
      "started",
      "started",
    ]);
    await expect.poll(() => stepFunctions.onEnd.mock.calls.length).toBe(1);
    expect(await start("trigger", REQUEST)).toBe("started");
    expect(await start("another", REQUEST)).toBe("started");
    await expect.poll(() => stepFunctions.onEnd.mock.calls.length).toBe(2);
    const [first, second] = stepFunctions.onEnd.mock.calls.map(([{ detail }]) => detail);
    expect(first?.name).toMatch(/^slack-[0-9a-f]{40}$/);
    expect(first?.name).not.toBe(second?.name);
    expect(JSON.parse(first?.input ?? "")).toEqual(REQUEST);
    expect(log.lines).toEqual([]);
  });

  test("is not reported as started if the key has started something else, during that and after its end", async () => {
    await using stepFunctions = await startStepFunctions();
    const start = createStartExecution(stepFunctions.client, stateMachineArn);
    await start("form", REQUEST);
    expect(await start("form", { ...REQUEST, input: 3 })).toBe("other");
    await expect.poll(() => stepFunctions.onEnd.mock.calls.length).toBe(1);
    expect(await start("form", { ...REQUEST, prize: "Kettle" })).toBe("other");
    expect(await start("form", REQUEST)).toBe("started");
  });

  test("is not reported as started if AWS cannot be reached, and the log says why without names", async () => {
    const client = new SFNClient({
      endpoint: "http://127.0.0.1:1",
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
    });
    expect(await createStartExecution(client, stateMachineArn)("trigger", REQUEST)).toBe("not-confirmed");
    expect(log.events("execution-not-started")).toMatchObject([{ level: "error" }]);
    expect(log.text()).not.toMatch(/Teapot|U0OPERATOR|C0LOTTERY/);
    client.destroy();
  });
});
