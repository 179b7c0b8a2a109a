import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import type { Message } from "../../../bot/messages/message.ts";
import { MOST_OPERATORS } from "../../../data/ledger/operators.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { buttonsIn } from "./buttons-in.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const texts = locales.en;
const ANN = "U0ANN";
const at = new Date("2026-06-15T12:00:00Z");

const buttonValue = (message: Message) => buttonsIn(message)[0]?.value ?? "";

let open: Awaited<ReturnType<typeof openRegistry>>;
let known: number;
beforeAll(async () => {
  open = await openRegistry();
});
beforeEach(async () => {
  known = (await open.readLog()).length;
});
afterEach(async () => {
  const { client, tables } = open.lottery;
  await client.send(
    new DeleteCommand({ TableName: tables.draws, Key: { ledger: "operators", entry: "added" } }),
  );
  for (const account of [ANN, OPERATOR]) open.setAccount(account, "member");
});
afterAll(() => open[Symbol.asyncDispose]());

const listAdded = async () => (await open.lottery.ledger.operators.list()).map(({ user_id }) => user_id);
/** The entries of this test. */
const logged = async () =>
  (await open.readLog())
    .map(
      (entry) =>
        `${entry && "user_id" in entry.who ? entry.who.user_id : ""} ${entry?.action} ${entry?.user_id}`,
    )
    .slice(0, -known || undefined);

/** Adds or removes a person by command and click. */
async function confirm(kind: "add" | "remove", userId: string, by = OPERATOR): Promise<Message> {
  const question = await open.respond(`operators ${kind} <@${userId}|name>`, by);
  return open.click(`lottery_operators_${kind}`, buttonValue(question), by);
}

test("an operator adds a member after a question, who can then draw and add others", async () => {
  const question = await open.respond(`operators add <@${ANN}|ann>`);
  expect(question.text).toBe(texts.operators.askToAdd(`<@${ANN}>`));
  expect(await listAdded()).toEqual([]);
  expect(await open.respond("draw 2", ANN)).toMatchObject({ text: texts.operatorsOnly });

  const value = buttonValue(question);
  expect(await open.click("lottery_operators_add", value)).toMatchObject({
    text: texts.operators.added(`<@${ANN}>`),
  });
  expect(await open.respond("draw 2", ANN)).toMatchObject({ text: texts.draw.started(2, undefined) });
  expect((await confirm("add", "U0BO", ANN)).text).toBe(texts.operators.added("<@U0BO>"));
  // A second click on the same button.
  expect((await open.click("lottery_operators_add", value)).text).toBe(
    texts.operators.isOperator(`<@${ANN}>`),
  );
  expect(await listAdded()).toEqual([ANN, "U0BO"]);
  // The clock of the test does not move, so the entries have no order.
  expect((await logged()).toSorted()).toEqual([
    `${ANN} operators.add U0BO`,
    `${OPERATOR} operators.add ${ANN}`,
  ]);
});

test("a removed operator can no longer act, by command or by an older button", async () => {
  await confirm("add", ANN);
  const question = await open.respond("operators add <@U0BO|bo>", ANN);
  expect((await confirm("remove", ANN)).text).toBe(texts.operators.removed(`<@${ANN}>`));
  expect(await open.click("lottery_operators_add", buttonValue(question), ANN)).toMatchObject({
    text: texts.operatorsOnly,
  });
  expect(await listAdded()).toEqual([]);
});

test("a deactivated operator, who cannot be mentioned, is removed by their member ID", async () => {
  await confirm("add", "U0LEFT123");
  open.setAccount("U0LEFT123", "deactivated");
  const question = await open.respond("operators remove U0LEFT123");
  expect((await open.click("lottery_operators_remove", buttonValue(question))).text).toBe(
    texts.operators.removed("<@U0LEFT123>"),
  );
});

describe("is refused with a sentence, and without a change:", () => {
  test.for(["guest", "external", "bot", "deactivated", "missing", "unknown"] as const)(
    "to add an account that is %s, also if it has become that after the question",
    async (account) => {
      const question = await open.respond(`operators add <@${ANN}|ann>`);
      open.setAccount(ANN, account);
      const refusal = { text: texts.operators.cannotAdd[account](`<@${ANN}>`) };
      expect(await open.respond(`operators add <@${ANN}|ann>`)).toMatchObject(refusal);
      expect(await open.click("lottery_operators_add", buttonValue(question))).toMatchObject(refusal);
      expect(await listAdded()).toEqual([]);
      expect(await logged()).toEqual([]);
    },
  );

  test("to add yourself, or somebody who is an operator, and to remove somebody who is none", async () => {
    await confirm("add", ANN);
    for (const [typed, response] of [
      [`add <@${OPERATOR}|olivia>`, texts.operators.yourself],
      [`add <@${ANN}|ann>`, texts.operators.isOperator(`<@${ANN}>`)],
      [`remove <@${MEMBER}|max>`, texts.operators.noOperator(`<@${MEMBER}>`)],
      [`remove <@${OPERATOR}|olivia>`, texts.operators.isConfigured(`<@${OPERATOR}>`)],
    ] as const)
      expect(await open.respond(`operators ${typed}`)).toMatchObject({ text: response });
    expect(await open.respond(`operators add <@${OPERATOR}|olivia>`, ANN)).toMatchObject({
      text: texts.operators.isOperator(`<@${OPERATOR}>`),
    });
    expect(await listAdded()).toEqual([ANN]);
  });

  test("to remove yourself, if no other operator has an active account", async () => {
    await confirm("add", ANN);
    const question = await open.respond(`operators remove <@${ANN}|ann>`, ANN);
    expect(question.text).toBe(texts.operators.askToRemoveSelf);
    open.setAccount(OPERATOR, "deactivated");
    const refusal = { text: texts.operators.nobodyLeft };
    expect(await open.respond(`operators remove <@${ANN}|ann>`, ANN)).toMatchObject(refusal);
    expect(await open.click("lottery_operators_remove", buttonValue(question), ANN)).toMatchObject(refusal);
    expect(await listAdded()).toEqual([ANN]);
    open.setAccount(OPERATOR, "unknown");
    expect((await confirm("remove", ANN, ANN)).text).toBe(texts.operators.removed(`<@${ANN}>`));
  });

  test("to add or remove with malformed arguments, which get the usage", async () => {
    for (const args of [
      "add",
      "remove",
      "add ann",
      "add @ann",
      "add <@U0ANN|ann> please",
      "add <@U0ANN|ann> <@U0BO|bo>",
      "promote <@U0ANN|ann>",
      "<@U0ANN|ann>",
      "add <!channel>",
      "constructor <@U0ANN|ann>",
    ])
      expect(await open.respond(`operators ${args}`), args).toMatchObject({ text: texts.operators.usage });
  });
});

test("the list shows who is in the configuration, and who was added by whom, up to the limit", async () => {
  const added = Array.from({ length: MOST_OPERATORS }, (_, i) => `U0123456${100 + i}`);
  const operators = added.map((user_id) => ({ user_id, added_by: OPERATOR, added_at: at.toISOString() }));
  await open.lottery.putRecord({ ledger: "operators", entry: "added", version: 1, operators });
  const list = await open.respond("operators");
  expectSlackTakes(list);
  expect(list.text).toContain(`<@${OPERATOR}>`);
  for (const userId of added) expect(list.text).toContain(`<@${userId}>`);
  expect(JSON.stringify(list.blocks)).toContain(`<@${added.at(-1)}>`);
  expect(await open.respond("operators add <@U0MORE|more>")).toMatchObject({
    text: texts.operators.full(MOST_OPERATORS),
  });
});
