/** @module-tag slow */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readLetter } from "../../../infra/cli/replay/read-letter.ts";
import { createInvoke } from "../../../infra/local/services/lambda/invoke.ts";
import { DEFAULT_TABLES, startDynamoDb } from "../../support/start-dynamodb.ts";
import { runCli, startCli } from "./run-cli.ts";
import { serveLetters } from "./serve-letters.ts";

const event = { Records: [{ Sns: { Message: '{"draw_no":3}' } }] };
const failure = { source: "aws.states", detail: { status: "FAILED" } };

describe("a dead letter", () => {
  test("from Lambda or EventBridge is the event itself", () => {
    expect(readLetter(JSON.stringify(event))).toEqual(event);
    expect(readLetter(JSON.stringify(failure))).toEqual(failure);
  });

  test("from SNS gets the envelope of an event", () => {
    const notice = { Type: "Notification", MessageId: "1", Message: '{"draw_no":3}' };
    expect(readLetter(JSON.stringify(notice))).toEqual(event);
  });

  test.each(["", "{", "null", "[]", '"text"'])("is malformed if it is %j", (body) => {
    expect(readLetter(body)).toBeUndefined();
  });
});

let invoked: unknown[];
let dynamoDb: Awaited<ReturnType<typeof startDynamoDb>>;
beforeAll(async () => {
  dynamoDb = await startDynamoDb({ tables: DEFAULT_TABLES });
});
afterAll(() => dynamoDb[Symbol.asyncDispose]());

let letters: Awaited<ReturnType<typeof serveLetters>>;
beforeEach(async () => {
  invoked = [];
  const handler = (given: unknown) => {
    invoked.push(given);
    if (JSON.stringify(given).includes("trouble"))
      throw Object.assign(new Error("token_revoked"), { name: "SlackRefused" });
  };
  letters = await serveLetters("Lottery-Callback", createInvoke(handler, { functionName: "Callback" }));
});
afterEach(() => letters.close());

const changes = () => `This changes the table Lottery-Draws at ${dynamoDb.connection.endpoint}.\n`;
const replay = (args: readonly string[], run = runCli) =>
  run("replay-letters", args, { ...dynamoDb.environment, ...letters.env });

test("each message of each queue is replayed once and deleted", async () => {
  for (let i = 0; i < 12; i++) letters.put("Callback", JSON.stringify({ ...event, i }));
  letters.put("Failures", JSON.stringify(failure));
  const queues = [letters.queueUrl("Callback"), letters.queueUrl("Failures")];
  expect(await replay(["Lottery-Callback", ...queues], startCli)).toEqual({
    out: "Callback: 12 replayed and deleted, 0 failed.\nFailures: 1 replayed and deleted, 0 failed.\n",
    err: changes(),
    code: 0,
  });
  expect(invoked).toEqual([...Array.from({ length: 12 }, (_, i) => ({ ...event, i })), failure]);
  expect(letters.left("Callback")).toEqual([]);
  expect(letters.left("Failures")).toEqual([]);
  const { entries } = await dynamoDb.ledger.auditLog.page("all", 10);
  expect(entries.map(({ entry }) => entry)).toMatchObject([
    { action: "letters.replay", after: { queue: "Failures", replayed: 1, failed: 0 } },
    { action: "letters.replay", after: { queue: "Callback", replayed: 12, failed: 0 } },
  ]);
});

test("a message on which the callback fails again stays in the queue, its error is printed, and the others continue", async () => {
  const bodies = ['{"trouble":1}', "no JSON", JSON.stringify(event)];
  for (const body of bodies) letters.put("Callback", body);
  const { out, code } = await replay(["Lottery-Callback", letters.queueUrl("Callback")]);
  expect(out.split("\n").slice(0, 3)).toEqual([
    "Callback: 1 replayed and deleted, 2 failed.",
    "  SlackRefused: token_revoked",
    "  The message is malformed.",
  ]);
  expect(code).toBe(1);
  expect(letters.left("Callback")).toEqual(bodies.slice(0, 2));
});

test("an error is printed in one line, and no message is lost", async () => {
  letters.put("Callback", JSON.stringify(event));
  const unknown = await replay(["Lottery-Call", letters.queueUrl("Callback")]);
  expect(unknown).toMatchObject({ out: "", code: 1 });
  expect(unknown.err).toBe(
    `${changes()}AWS has no table, function or queue of this name in this region. Check AWS_REGION and the names, or use --stack <name>.\n`,
  );
  for (const args of [[], ["Lottery-Callback"], ["Lottery-Callback", "no-url"]])
    expect((await replay(args)).err).toMatch(/^Usage: npm run --silent replay -- [^\n]+\n$/);
  expect(letters.left("Callback")).toHaveLength(1);
});
