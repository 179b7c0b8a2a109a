import {
  DeleteTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { drawsTable, tableDefinitions } from "../../data/tables.ts";
import { nameOutput } from "../../infra/aws/outputs.ts";
import { createInvoke } from "../../infra/local/services/lambda/invoke.ts";
import { serveLetters } from "../infra/cli/serve-letters.ts";
import { serveStacks } from "../infra/cli/stack/serve-stacks.ts";
import { createBooks } from "../support/books.ts";
import { copyTable, emptyTable, readTable } from "../support/copy-table.ts";
import { importHandlers } from "../support/load-handlers.ts";
import { type Lottery, openLottery } from "../support/open-lottery.ts";
import { recordLog } from "../support/record-log.ts";
import { type AwsCommands, readBlocks, runBlocks } from "../support/run-documented.ts";
import { employeeItems } from "../support/start-dynamodb.ts";

const WINNERS = 30;

const things = new AsyncDisposableStack();
let lottery: Lottery;
let client: DynamoDBClient;
/** Whether the callback fails, as if Slack refused its token. */
let isCallbackBroken = false;
/** The events on which it failed. */
const failedOn: unknown[] = [];
let letters: Awaited<ReturnType<typeof serveLetters>>;
/** What leads the commands to the stack `Lottery`. */
let environment: Record<string, string>;

beforeAll(async () => {
  things.use(recordLog());
  const load = async () => {
    const handlers = await importHandlers();
    letters = await serveLetters(
      "arn:aws:lambda:eu-central-1:000000000000:function:Lottery-Callback",
      createInvoke<unknown>(handlers.Callback, { functionName: "Callback" }),
    );
    things.defer(() => letters.close());
    const callback: typeof handlers.Callback = (event) => {
      if (!isCallbackBroken) return handlers.Callback(event);
      failedOn.push(event);
      return Promise.reject(new Error("The token is refused."));
    };
    return { ...handlers, Callback: callback };
  };
  lottery = things.use(await openLottery({}, load, { retryInterval: 0 }));
  client = things.adopt(new DynamoDBClient({}), (opened) => opened.destroy());
  const variables = {
    ...Object.fromEntries(tableDefinitions.map(({ variable, name }) => [variable, name])),
    STATE_MACHINE_ARN: "arn:aws:states:eu-central-1:000000000000:stateMachine:Lottery",
    NOTIFICATION_TOPIC_ARN: "arn:aws:sns:eu-central-1:000000000000:Lottery-Notification",
    CALLBACK_ARN: "arn:aws:lambda:eu-central-1:000000000000:function:Lottery-Callback",
    LOTTERY_COMMAND: "/lottery",
  };
  const queues = ["CallbackDeadLetters", "FailureDeadLetters", "NoticeDeadLetters"];
  const stacks = things.use(
    await serveStacks({
      Lottery: {
        ...Object.fromEntries(Object.entries(variables).map(([key, value]) => [nameOutput(key), value])),
        ...Object.fromEntries(queues.map((queue) => [`${queue}Url`, letters.queueUrl(queue)])),
      },
    }),
  );
  environment = { ...letters.env, ...stacks.environment };
}, 60_000);
afterAll(() => things.disposeAsync());

const prelude = await readBlocks();

/** The `aws` commands that all sections need. */
const common: AwsCommands = {
  "cloudformation describe-stacks": ({ query = "" }) => {
    const [, output = ""] = /OutputKey=='(\w+)'/.exec(query) ?? [];
    return `<${output}>`;
  },
};

/** What a command says before it changes a table and logs that. */
const changes = (table: string) => {
  const tables = table === drawsTable.name ? `table ${table}` : `tables ${table} and ${drawsTable.name}`;
  return `This changes the ${tables} of the stack Lottery in eu-central-1.\n`;
};

const tableNames = async () => (await client.send(new ListTablesCommand({}))).TableNames ?? [];

describe("the commands of the guide that restore a table", () => {
  const items = async (table: string) =>
    new Set((await readTable(client, table)).map((item) => JSON.stringify(Object.entries(item).sort())));

  const restoring = (before: () => Promise<void> = () => Promise.resolve()): AwsCommands => ({
    ...common,
    "dynamodb restore-table-to-point-in-time": () => "",
    "dynamodb wait table-exists": async ({ "table-name": table = "" }) => {
      expect(await tableNames()).toContain(table);
      await before();
      return "";
    },
    "dynamodb delete-table": async ({ "table-name": TableName }) => {
      await client.send(new DeleteTableCommand({ TableName }));
      return "";
    },
  });

  test("restore a ledger, all of whose items were lost", async () => {
    const { name } = drawsTable;
    await createBooks(lottery.client).setRoster(employeeItems(WINNERS));
    await lottery.type(`draw ${WINNERS}`);
    await lottery.idle();
    const before = await items(name);
    await copyTable(client, name, `${name}-Restored`);
    const blocks = [...prelude, ...(await readBlocks("Restoring tables"))];
    const commands = restoring(() => emptyTable(client, name));
    const { out, err, code } = await runBlocks(blocks, commands, environment);
    expect({ err, code }).toEqual({ err: changes(name), code: 0 });
    expect(out).toContain(`${before.size} copied to ${name}`);
    // The log has one more entry: the restoration.
    expect((await items(name)).isSupersetOf(before)).toBe(true);
    expect(await tableNames()).not.toContain(`${name}-Restored`);
    expect(await lottery.records()).toMatchObject([{ status: "drawn", num_of_winners: WINNERS }]);
  });

  test("keep the restored table while an item differs", async () => {
    const restored = `${drawsTable.name}-Restored`;
    await lottery.type("draw 1");
    await lottery.idle();
    await copyTable(client, drawsTable.name, restored);
    const record = (await readTable(client, restored)).find(({ ledger }) => ledger?.S === "draws");
    await client.send(new PutItemCommand({ TableName: restored, Item: { ...record, prize: { S: "?" } } }));
    const blocks = [...prelude, ...(await readBlocks("Restoring tables"))];
    const { err, code } = await runBlocks(blocks, restoring(), environment);
    expect({ err, code }).toEqual({ err: changes(drawsTable.name), code: 1 });
    expect(await tableNames()).toContain(restored);
  });
});

describe("the commands of the guide that replay dead letters", () => {
  const sns = z.object({ Records: z.tuple([z.object({ Sns: z.looseObject({ Message: z.string() }) })]) });

  test("announce each draw in the three queues once", async () => {
    await createBooks(lottery.client).restore([employeeItems(10), [], []]);
    const announced = (await lottery.announcements()).length;
    isCallbackBroken = true;
    await lottery.type("draw 1 Socks");
    await lottery.idle();
    await lottery.type("draw 2 Mugs");
    await lottery.idle();
    await lottery.type("draw 11");
    await lottery.idle();
    isCallbackBroken = false;
    expect((await lottery.announcements()).length).toBe(announced);

    const notices = failedOn.filter((event) => sns.safeParse(event).success);
    const [notice] = notices;
    const failure = failedOn.find((event) => !sns.safeParse(event).success);
    letters.put("CallbackDeadLetters", JSON.stringify(notice));
    letters.put("CallbackDeadLetters", JSON.stringify(notice));
    letters.put("FailureDeadLetters", JSON.stringify(failure));
    // SNS stores the notice without the envelope of the event.
    const { Sns } = sns.parse(notices.at(-1)).Records[0];
    letters.put("NoticeDeadLetters", JSON.stringify({ Type: "Notification", ...Sns }));

    const blocks = [...prelude, ...(await readBlocks("Replaying dead letters"))];
    const { out, err, code } = await runBlocks(blocks, common, environment);
    expect({ err, code }).toEqual({ err: changes(drawsTable.name), code: 0 });
    expect(out.match(/\d replayed and deleted, 0 failed/g)).toEqual([
      "2 replayed and deleted, 0 failed",
      "1 replayed and deleted, 0 failed",
      "1 replayed and deleted, 0 failed",
    ]);
    const texts = (await lottery.announcements()).slice(announced).map(({ text }) => text);
    expect(texts.filter((text) => text.includes("Socks"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("Mugs"))).toHaveLength(1);
    const records = await lottery.records();
    expect(records.map(({ status }) => status)).toEqual(["failed", "drawn", "drawn"]);
    for (const record of records) expect(record).toMatchObject({ announced_at: expect.any(String) });
  });
});
