import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { formatRecordKey } from "../../data/ledger/record-item.ts";
import { type TableDefinition, tableDefinitions } from "../../data/tables.ts";
import { rosterMachineArn } from "../../infra/local/settings/arns.ts";
import { EXECUTION_SECONDS } from "../../workflow/attempt/leases.ts";
import { CHANNEL, type Lottery, MEMBER, OPERATOR, openLottery } from "../support/open-lottery.ts";
import { recordLog } from "../support/record-log.ts";
import { scanTable } from "../support/scan-table.ts";

const PATIENCE = { timeout: 8_000, interval: 20 };

const nameTable = (variable: TableDefinition["variable"]) => `Company-${variable}`;

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
beforeAll(async () => {
  log = recordLog();
  lottery = await openLottery({
    LOTTERY_LOCALE: "zh-CN",
    LOTTERY_COMMAND: "/tombola",
    ...Object.fromEntries(tableDefinitions.map(({ variable }) => [variable, nameTable(variable)])),
    LOTTERY_EMAILS: "ann@example.com",
    LOTTERY_SHOW_IDS: "yes",
    LOTTERY_OPT_OUT: "yes",
  });
});
afterAll(async () => {
  await lottery[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});

/** Draws once. Then the record says that the draw was decided long ago, and that its execution did not mail it. */
async function leaveDrawBehind() {
  await lottery.say("/tombola draw 1");
  await vi.waitFor(async () => expect(await lottery.mails()).toHaveLength(1), PATIENCE);
  await lottery.idle();
  await lottery.client.send(
    new UpdateCommand({
      TableName: nameTable("DRAWS_TABLE"),
      Key: formatRecordKey(1),
      UpdateExpression: "SET drawn_at = :time, mailed_at = :none, pending = :yes",
      ExpressionAttributeValues: {
        ":time": new Date(Date.now() - (EXECUTION_SECONDS + 120) * 1_000).toISOString(),
        ":none": {},
        ":yes": "yes",
      },
    }),
  );
}

test("every entry follows the settings: the language of all texts, the names of the command and the tables, the addresses", async () => {
  const { TableNames = [] } = await lottery.client.send(new ListTablesCommand({}));
  expect(TableNames.toSorted()).toEqual(tableDefinitions.map(({ variable }) => nameTable(variable)).sort());
  expect((await lottery.type("help")).text).toContain("可用的命令");

  await leaveDrawBehind();
  await lottery.say("/tombola draw 1 耳机");
  await vi.waitFor(async () => expect(await lottery.mails()).toHaveLength(3), PATIENCE);
  await lottery.idle();
  const [, announcement] = await lottery.announcements();
  expect(announcement?.text).toMatch(/^耳机（第 2 次抽奖）：/);
  const mails = (await lottery.mails()).toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ["ann@example.com", "Lottery draw 1: 1 winner"],
    ["ann@example.com", "Lottery draw 1: 1 winner"],
    ["ann@example.com", "Lottery draw 2: 1 winner"],
  ]);
  expect(mails[0]?.text).toMatch(/^第 1 次抽奖共 1 位中奖者/);
  expect(mails[1]?.text).toMatch(/^第 1 次抽奖共 1 位中奖者/);
  expect(mails[2]?.text).toMatch(/^第 2 次抽奖共 1 位中奖者（耳机）：/);

  await lottery.say("/tombola redraw 2 #1");
  await lottery.click("重抽");
  await vi.waitFor(async () => expect(await lottery.mails()).toHaveLength(4), PATIENCE);
  expect((await lottery.mails()).at(-1)?.text).toContain("的中奖资格已取消");

  await lottery.say("/tombola draw 100");
  await vi.waitFor(
    async () => expect((await lottery.messages(OPERATOR)).at(-1)?.text).toContain("第 3 次抽奖没有进行"),
    PATIENCE,
  );
  expect(await lottery.winners()).toHaveLength(3);

  const texts = JSON.stringify([await lottery.messages(OPERATOR), await lottery.mails()]);
  expect(texts).toMatch(/输入 `?\/tombola/);
  expect(texts).not.toContain("/lottery");
});

test("imports, files and the ids of winners follow the settings, too", async () => {
  const newest = async () => (await lottery.messages(OPERATOR)).at(-1)?.text;
  const common = { import_id: "settings", requested_by: OPERATOR };
  const request = { source: { kind: "channel", channel_id: CHANNEL } };
  await lottery.execute({ step: "read", ...common, request }, rosterMachineArn);
  expect(await newest()).toMatch(/^\*名册改动计划.*\n\*新增 2 人：\*/);
  await lottery.execute({ step: "apply", ...common, plan_no: 1 }, rosterMachineArn);
  expect(await newest()).toBe("*名册已更新。* 新增 2 人。");
  const accounts = (await scanTable(lottery.client, nameTable("EMPLOYEE_TABLE"))).map(
    (item) => item["slack_user_id"],
  );
  expect(accounts).toEqual(expect.arrayContaining([OPERATOR, MEMBER]));

  const winner = /→ \*.+\* \(E\d{4}\)/;
  expect((await lottery.type("winners 2", { user: MEMBER })).text).toMatch(winner);
  const shown = (await lottery.announcements()).flatMap(({ blocks }) => blocks.map(({ text }) => text?.text));
  expect(shown).toContainEqual(expect.stringMatching(winner));
  expect(JSON.stringify(await lottery.type("me", { user: MEMBER }))).toContain("退出抽奖");

  await lottery.type("export 2", { user: MEMBER });
  await vi.waitFor(
    async () => expect((await lottery.messages(MEMBER)).at(-1)?.text).toMatch(/^第 2 次抽奖的记录。/),
    PATIENCE,
  );
});
