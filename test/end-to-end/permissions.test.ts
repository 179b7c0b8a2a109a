import { expect, test } from "vitest";
import { locales } from "../../bot/locales/locales.ts";
import { setUpLottery } from "../support/set-up-lottery.ts";

const { lottery } = await setUpLottery();
const texts = locales.en;

/** What this person saw last. */
const lastSeen = async (user: string) => {
  const [last] = (await lottery.messages(user)).slice(-1);
  return JSON.stringify([last?.text, last?.blocks]);
};

/** Types as this person, and returns what they see. */
const say = async (text: string, user: string) => {
  await lottery.say(`/lottery ${text}`, user);
  return lastSeen(user);
};

test("guests and people of other workspaces cannot act, a new operator can, and the log says who did what", async () => {
  expect(await say("draw 1", "U0GUEST")).toContain(texts.accounts.guest);
  expect(await say("draw 1", "U0PARTNER")).toContain(texts.accounts.external);
  expect(await say("winners", "U0GUEST")).toContain(texts.history.empty);
  for (const [name, reason] of [
    ["gina", texts.operators.cannotAdd.guest("<@U0GUEST>")],
    ["pat", texts.operators.cannotAdd.external("<@U0PARTNER>")],
    ["calendar", texts.operators.cannotAdd.bot("<@U0CALENDAR>")],
    ["nobody", texts.operators.usage],
  ] as const)
    expect(await say(`operators add @${name}`, "U0OPERATOR")).toContain(reason);

  await say("operators add @amara", "U0OPERATOR");
  await lottery.click(texts.operators.add);
  expect(await lastSeen("U0OPERATOR")).toContain(texts.operators.added("<@U0AMARA>"));
  await say("channels add #lottery", "U0AMARA");
  await lottery.click(texts.channels.limit, "U0AMARA");
  await lottery.say("/lottery draw 1 AirPods", "U0AMARA");
  await lottery.waitForDraws(1);
  await lottery.say("/lottery operators remove @amara", "U0OPERATOR");
  await lottery.click(texts.operators.remove);
  expect(await say("draw 1", "U0AMARA")).toContain(texts.operatorsOnly);
  expect(await lottery.execute({ input: 1 })).toMatchObject({ status: "SUCCEEDED" });
  await lottery.waitForDraws(2);

  const { entries } = await lottery.ledger.auditLog.page("all", 10);
  expect(entries.map(({ entry }) => [entry?.action, entry?.who])).toEqual([
    ["draw.request", { system: "aws" }],
    ["operators.remove", { user_id: "U0OPERATOR" }],
    ["draw.request", { user_id: "U0AMARA" }],
    ["channels.add", { user_id: "U0AMARA" }],
    ["operators.add", { user_id: "U0OPERATOR" }],
  ]);
  const log = await say("log @amara", "U0OPERATOR");
  for (const action of ["operators.add", "operators.remove", "draw.request", "channels.add"] as const)
    expect(log).toContain(texts.log.actions[action]);
});

test("a draw in a channel that is not in the list is refused, and draws nothing", async () => {
  const channel = { id: "C0OTHER", name: "other" };
  const { text } = await lottery.type("draw 1", { channel });
  expect(text).toBe(texts.draw.notHere["not-allowed"]);
  await lottery.idle();
  expect(await lottery.records()).toHaveLength(2);
});

test("without settings, draws are not sealed, ids are not shown, and nobody can opt out", async () => {
  expect((await lottery.type("draw 1 Socks")).text).toMatch(/^Drawing one winner for \*Socks\*/);
  const [draw] = await lottery.waitForDraws(3);
  if (draw?.status !== "drawn") throw new Error("There is no draw.");
  const [{ employee_id = "", employee_name = "" } = {}] = draw.winners;
  const { text } = await lottery.type("winners 3", { user: "U0MEMBER" });
  const announcement = JSON.stringify((await lottery.announcements()).at(-1));
  for (const shown of [text, announcement]) {
    expect(shown).toContain(employee_name);
    expect(shown).not.toContain(employee_id);
  }
  expect(await say("me E0002", "U0AMARA")).not.toContain(texts.me.optOut);
});
