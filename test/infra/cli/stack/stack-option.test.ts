/** @module-tag slow */
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createManifest } from "../../../../infra/aws/manifest.ts";
import { nameOutput } from "../../../../infra/aws/outputs.ts";
import { createInvoke } from "../../../../infra/local/services/lambda/invoke.ts";
import { startDynamoDb } from "../../../support/start-dynamodb.ts";
import { runCli, runProgram } from "../run-cli.ts";
import { serveLetters } from "../serve-letters.ts";
import { serveStacks } from "./serve-stacks.ts";

const CALLBACK = "arn:aws:lambda:eu-central-1:000000000000:function:Party-Callback";

const things = new AsyncDisposableStack();
let dynamoDb: Awaited<ReturnType<typeof startDynamoDb>>;
let letters: Awaited<ReturnType<typeof serveLetters>>;
let env: Record<string, string>;
const invoked: unknown[] = [];
beforeAll(async () => {
  dynamoDb = things.use(await startDynamoDb());
  const handler = (event: unknown) => {
    invoked.push(event);
  };
  letters = await serveLetters(CALLBACK, createInvoke(handler, { functionName: "Callback" }));
  things.defer(letters.close);
  const variables = {
    ...dynamoDb.names,
    STATE_MACHINE_ARN: "arn:aws:states:eu-central-1:000000000000:stateMachine:Party",
    NOTIFICATION_TOPIC_ARN: "arn:aws:sns:eu-central-1:000000000000:Party-Notification",
    CALLBACK_ARN: CALLBACK,
    LOTTERY_COMMAND: "/tombola",
  };
  const stacks = things.use(
    await serveStacks({
      Party: {
        ...Object.fromEntries(Object.entries(variables).map(([key, value]) => [nameOutput(key), value])),
        SlackUrl: "https://abc123.execute-api.eu-central-1.amazonaws.com/slack/events",
        CallbackDeadLettersUrl: letters.queueUrl("Callbacks"),
        FailureDeadLettersUrl: letters.queueUrl("Failures"),
      },
    }),
  );
  env = { ...dynamoDb.environment, ...letters.env, ...stacks.environment };
});
afterAll(() => things.disposeAsync());

test("an import changes the roster of the stack, and says so before", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "roster-"));
  const file = join(folder.path, "roster.csv");
  await writeFile(file, "employee_id,employee_name\nE1,王芳\n");
  const { employees, draws } = dynamoDb.tables;
  expect(await runCli("import-roster", ["--stack", "Party", "--yes", file], env)).toMatchObject({
    err: `This changes the tables ${employees} and ${draws} of the stack Party in eu-central-1.\n`,
    code: 0,
  });
  expect(await dynamoDb.roster.openReader(1)([1])).toMatchObject([{ employee_id: "E1" }]);
});

test("a replay needs only the stack: it replays all its queues with its callback", async () => {
  letters.put("Callbacks", '{"first":1}');
  letters.put("Failures", '{"second":2}');
  expect(await runCli("replay-letters", ["--stack", "Party"], env)).toEqual({
    out: "Callbacks: 1 replayed and deleted, 0 failed.\nFailures: 1 replayed and deleted, 0 failed.\n",
    err: `This changes the table ${dynamoDb.tables.draws} of the stack Party in eu-central-1.\n`,
    code: 0,
  });
  expect(invoked).toEqual([{ first: 1 }, { second: 2 }]);
  const { entries } = await dynamoDb.ledger.auditLog.page("all", 1);
  expect(entries).toMatchObject([{ entry: { action: "letters.replay" } }]);
});

test("the manifest of a stack has its address, its command and its name", async () => {
  const { out, err, code } = await runProgram("aws/print-manifest", ["--stack", "Party"], env);
  expect({ err, code }).toEqual({ err: "", code: 0 });
  const url = "https://abc123.execute-api.eu-central-1.amazonaws.com/slack/events";
  expect(JSON.parse(out)).toEqual(createManifest({ url, command: "/tombola", name: "Party" }));
});

test("the manifest command takes one of a stack, an address and --socket-mode, and explains an unknown stack", async () => {
  const [both, unknown] = await Promise.all([
    runProgram("aws/print-manifest", ["--stack", "Party", "--socket-mode"], env),
    runProgram("aws/print-manifest", ["--stack", "Praty"], env),
  ]);
  expect(both).toMatchObject({ out: "", err: expect.stringMatching(/^Usage: /), code: 1 });
  expect(unknown).toEqual({
    out: "",
    err: "There is no stack Praty in eu-central-1. Check the name, and AWS_REGION.\n",
    code: 1,
  });
});

test("nothing is restored into a table of another lottery, and an unknown stack is one line", async () => {
  const args = ["Lottery-Draws-Restored", "Lottery-Draws"];
  const { DRAWS_TABLE, ...others } = dynamoDb.names;
  const [foreign, unknown] = await Promise.all([
    runCli("restore-table", ["--stack", "Party", ...args], env),
    runCli("restore-table", ["--stack", "Praty", ...args], env),
  ]);
  expect(foreign).toMatchObject({
    out: "",
    err: `Lottery-Draws is not a table of the stack Party. It has ${[...Object.values(others), DRAWS_TABLE].join(", ")}.\n`,
    code: 1,
  });
  expect(unknown).toMatchObject({
    out: "",
    err: "There is no stack Praty in eu-central-1. Check the name, and AWS_REGION.\n",
    code: 1,
  });
});
