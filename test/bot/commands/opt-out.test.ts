import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import type { Message } from "../../../bot/messages/message.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const { me: say, home, exclude, cancelled } = locales.en;

const roster = [
  employeeItem(1, { employee_name: "Ann", slack_user_id: MEMBER }),
  employeeItem(2, { slack_user_id: "U0LEFT", left_at: "20200101" }),
  employeeItem(3, { slack_user_id: "U0BOTH", excluded_until: "always", opted_out_at: "yes" }),
  employeeItem(4),
];

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  open = await openRegistry("en", roster);
});
afterAll(() => open[Symbol.asyncDispose]());
afterEach(async () => {
  vi.restoreAllMocks();
  open.lottery.advance(60);
  await open.lottery.fillRoster(roster);
});

const press = (message: Message, userId = MEMBER) => open.press(message, userId);
const hasButton = ({ blocks }: Message) => blocks.at(-1)?.type === "actions";
const readItem = async () => (await open.lottery.people.read("E0001")) ?? {};
const readLog = () => open.readLog({ employee_id: "E0001" });
const time = () => open.lottery.clock.now().toISOString();

/** Types `/lottery me`, presses the button, and confirms. */
const optOut = async () => press(await press(await open.respond("me", MEMBER)));

test("people opt out after a confirmation, and back in, and both are in the log once", async () => {
  const shown = await open.respond("me", MEMBER);
  const question = await press(shown);
  expect(question.text).toBe(say.askOptOut);
  expect(await readItem()).not.toHaveProperty("opted_out_at");
  const at = time();
  for (const answer of [...(await Promise.all([press(question), press(question)])), await press(question)])
    expect(answer.text).toBe(say.optedOut);
  expect(await readItem()).toMatchObject({ opted_out_at: at });

  const out = await open.respond("me", MEMBER);
  expect(out.text).toContain(home.obstacles.opted_out({}));
  open.lottery.advance(1);
  expect((await press(out)).text).toBe(say.optedIn);
  expect((await press(out)).text).toBe(say.optedIn);
  expect((await open.respond("me", MEMBER)).text).toContain(home.canWin);
  expect(await readLog()).toMatchObject([
    { action: "employee.opt-in", who: { user_id: MEMBER } },
    { action: "employee.opt-out", who: { user_id: MEMBER }, at },
  ]);
});

test("nobody else can use the button, and an old one does nothing once the entry has another account", async () => {
  const question = await press(await open.respond("me", MEMBER));
  expect((await press(question, OPERATOR)).text).toBe(say.noLongerYours);
  await open.lottery.fillRoster([employeeItem(1, { slack_user_id: "U0OTHER" })]);
  expect((await press(question)).text).toBe(say.noLongerYours);
  expect(await readItem()).not.toHaveProperty("opted_out_at");
  await expect(open.click("lottery_me_confirm", "{}", MEMBER)).rejects.toMatchObject({
    name: "InvalidInput",
  });
  expect((await open.click("lottery_me_cancel", "", MEMBER)).text).toBe(cancelled);
});

test("who has left cannot opt out, and only people who have opted out can take part again", async () => {
  expect(hasButton(await open.respond("me", "U0LEFT"))).toBe(false);
  const both = await open.respond("me", "U0BOTH");
  expect(both.text).toContain(home.obstacles.excluded({}));
  expect(both.text).toContain(home.obstacles.opted_out({}));
  expect((await press(both, "U0BOTH")).text).toBe(say.optedIn);
  expect((await open.respond("me", "U0BOTH")).text).not.toContain(home.obstacles.opted_out({}));
});

test("operators see who has opted out, and cannot change it", async () => {
  await optOut();
  const { text } = await open.respond("excluded");
  expect(text).toContain(exclude.optedOutLine("*Ann* (E0001)"));
  expect(text).toContain(exclude.alsoOptedOut);
  expect((await open.respond("include E0001")).text).toBe(exclude.hasOptedOut("*Ann* (E0001)"));
  expect((await open.respond("include E0003")).text).toBe(exclude.includedButOptedOut("*Name 3* (E0003)"));
  expect((await open.respond("me", MEMBER)).text).toContain(home.obstacles.opted_out({}));
});

test("a change that was not logged is logged by the next look, with its own time", async () => {
  const before = (await readLog()).length;
  vi.spyOn(open.lottery.ledger.auditLog, "append").mockRejectedValueOnce(new Error("down"));
  const at = time();
  await expect(optOut()).rejects.toThrow("down");
  expect(await readLog()).toHaveLength(before);
  open.lottery.advance(5);
  await open.respond("me", MEMBER);
  await open.respond("me", MEMBER);
  expect((await readLog()).slice(0, -before || undefined)).toMatchObject([
    { action: "employee.opt-out", at },
  ]);
});

test("during a draw, people can change their mind once: the draw does not notice it", async () => {
  await open.lottery.open(1, "running");
  open.lottery.advance(1);
  expect((await optOut()).text).toBe(`${say.optedOut}\n${say.runningOut(1)}`);
  open.lottery.advance(1);
  const again = await press(await open.respond("me", MEMBER));
  expect(again.text).toBe(say.changedDuring(1));
  expect(await readItem()).not.toHaveProperty("opted_in_at");
});

test("without the setting, nobody can opt out, also not with a button that is still there", async () => {
  const question = await press(await open.respond("me", MEMBER));
  await using closed = await openRegistry("en", roster, { mayOptOut: false });
  expect(hasButton(await closed.respond("me", MEMBER))).toBe(false);
  expect((await closed.press(question, MEMBER)).text).toBe(say.noOptOut);
  expect(hasButton(await closed.respond("me", "U0BOTH"))).toBe(true);
});
