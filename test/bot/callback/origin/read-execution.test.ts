import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createReadExecution } from "../../../../bot/callback/origin/read-execution.ts";
import { stateMachineArn } from "../../../../infra/local/settings/arns.ts";
import { startExecutions } from "../../../support/start-executions.ts";

let stepFunctions: Awaited<ReturnType<typeof startExecutions>>;
beforeAll(async () => {
  stepFunctions = await startExecutions();
  await stepFunctions.start("known", { input: 2 });
});
afterAll(() => stepFunctions[Symbol.asyncDispose]());

const read = (name: string) => createReadExecution(stepFunctions.client, stateMachineArn)(name);

describe("an execution", () => {
  test("of the state machine is returned with its input, and its result once it has ended", async () => {
    await expect
      .poll(() => read("known"))
      .toEqual({ input: '{"input":2}', output: '{"input":2}', error: undefined });
  });

  test.for(["unknown", "known ", "known:1", "*", "a/b", "王芳", "x".repeat(300)])(
    "that the state machine does not have is undefined: %o",
    async (name) => {
      expect(await read(name)).toBeUndefined();
    },
  );

  test("of another state machine is undefined, however its name is put together", async () => {
    const other = `${stateMachineArn}-Other`;
    expect(await createReadExecution(stepFunctions.client, other)("known")).toBeUndefined();
  });

  /** Reads an execution while Step Functions fails with this error. */
  async function readDespite(error: string) {
    const { client } = stepFunctions;
    const fail = () => Promise.reject(Object.assign(new Error("No."), { name: error }));
    client.middlewareStack.add(() => fail, { name: "fail", step: "initialize" });
    try {
      return await read("known");
    } finally {
      client.middlewareStack.remove("fail");
    }
  }

  test.each(["InvalidArn", "ValidationException"])(
    "with a name that Step Functions does not accept (%s) is undefined",
    async (error) => {
      expect(await readDespite(error)).toBeUndefined();
    },
  );

  test("is unknown while Step Functions fails: the error is thrown", async () => {
    await expect(readDespite("ThrottlingException")).rejects.toMatchObject({ name: "ThrottlingException" });
  });
});
