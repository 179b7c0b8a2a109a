import { expect, test } from "vitest";
import { createCheckPermission } from "../../../bot/commands/check-permission.ts";
import { locales } from "../../../bot/locales/locales.ts";
import type { AccountStatus } from "../../../bot/slack/check-account.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";

const texts = locales.en;

/** The operators CONFIGURED and ADDED, and OTHER, who is none. */
async function open(account: AccountStatus, isReadable = true) {
  const db = await startDynamoDb();
  const at = new Date("2026-06-15T12:00:00Z");
  await db.ledger.operators.add({ userId: "U0ADDED", by: "U0CONFIGURED", at, id: "added" });
  const list = () => (isReadable ? db.ledger.operators.list() : Promise.reject(new Error("throttled")));
  const check = createCheckPermission({
    texts,
    configuredOperators: new Set(["U0CONFIGURED"]),
    ledger: { ...db.ledger, operators: { ...db.ledger.operators, list } },
    checkAccount: () => Promise.resolve(account),
  });
  return { check, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

test("operators who are members of the workspace may act, and nobody else", async () => {
  await using permission = await open("member");
  expect(await permission.check("U0CONFIGURED")).toBeUndefined();
  expect(await permission.check("U0ADDED")).toBeUndefined();
  expect(await permission.check("U0OTHER")).toBe(texts.operatorsOnly);
});

test.for(["guest", "external", "bot", "deactivated", "missing"] as const)(
  "an account that is %s may not act, also if it is an operator's",
  async (account) => {
    await using permission = await open(account);
    for (const id of ["U0CONFIGURED", "U0ADDED"])
      expect(await permission.check(id)).toBe(texts.accounts[account]);
    expect(await permission.check("U0OTHER")).toMatch(/Nothing was done|Only lottery operators/);
  },
);

test("if Slack does not say who somebody is, a configured operator may act, and an added one gets a sentence", async () => {
  await using permission = await open("unknown");
  expect(await permission.check("U0CONFIGURED")).toBeUndefined();
  expect(await permission.check("U0ADDED")).toBe(texts.accounts.unknown);
  expect(await permission.check("U0OTHER")).toBe(texts.operatorsOnly);
});

test("if the list of operators cannot be read, a configured operator may act", async () => {
  await using permission = await open("member", false);
  expect(await permission.check("U0CONFIGURED")).toBeUndefined();
  await expect(permission.check("U0ADDED")).rejects.toThrow("throttled");
});
