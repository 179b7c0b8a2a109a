/** @module-tag slow */
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import type { Message } from "../../../bot/messages/message.ts";
import { expectSlackTakes } from "../../support/slack-limits.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { buttonsIn } from "./buttons-in.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const { people: say, operatorsOnly, cancelled } = locales.en;

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  open = await openRegistry("en", [
    employeeItem(1, { slack_user_id: "U0ANN", left_at: "20260101" }),
    employeeItem(2, { employee_name: "<!channel> Bo" }),
    employeeItem(3, { slack_user_id: "U0CLEO", email: "Cleo@Example.com" }),
    employeeItem(4, { slack_user_id: "U0TWICE" }),
    employeeItem(7, { slack_user_id: "U0TWICE" }),
    { employee_id: "E0009", employee_name: "No serial", slack_user_id: "U0NOSERIAL" },
  ]);
  for (const [id, name, email] of [
    ["U0ANN", "Ann"],
    ["U0BO", "Bo"],
    ["U0CLEO", "Cleo"],
    ["U0CLEO2", "Cleo", "cleo@example.com"],
    ["U0TWICE", "Twice"],
    ["U0NOSERIAL", "No serial"],
    ["U0HOSTILE", "<!here> *Zoë* 王芳 🎉"],
  ] as const)
    open.setProfile(id, name, email);
});
afterAll(() => open[Symbol.asyncDispose]());
afterEach(() => {
  open.lottery.advance(1);
  vi.restoreAllMocks();
});

const readItem = (id: string) => open.lottery.people.read(id);
const readLog = (employee_id: string) => open.readLog({ employee_id });

/** The button that confirms. */
function yesOf(question: Message) {
  const [{ action, value } = { action: "", value: "" }] = buttonsIn(question);
  return { click: () => open.press(question), action_id: action, value };
}

test("adds somebody with the name of their Slack profile and the next serial, once, however often it is confirmed", async () => {
  const question = await open.respond("add <@U0HOSTILE|zoe> E0042");
  expectSlackTakes(question);
  expect(question.text).toBe(say.askNew("<@U0HOSTILE>", "*&lt;!here&gt; ∗Zoë∗ 王芳 🎉* (E0042)"));
  expect(await readItem("E0042")).toBeUndefined();
  const { click } = yesOf(question);
  const answers = await Promise.all([click(), click()]);
  answers.push(await click());
  for (const answer of answers)
    expect(answer.text).toBe(say.done.new("*&lt;!here&gt; ∗Zoë∗ 王芳 🎉* (E0042)", 8));
  expect(await readItem("E0042")).toMatchObject({
    employee_name: "<!here> *Zoë* 王芳 🎉",
    slack_user_id: "U0HOSTILE",
    lottery_serial: 8,
  });
  const entries = await readLog("E0042");
  expect(entries).toMatchObject([
    {
      action: "employee.add",
      who: { user_id: OPERATOR },
      user_id: "U0HOSTILE",
      after: { lottery_serial: 8 },
    },
  ]);
  expect((await open.respond("add <@U0HOSTILE|zoe>")).text).toContain(
    say.present("*&lt;!here&gt; ∗Zoë∗ 王芳 🎉* (E0042)", 8),
  );
});

test("without an employee id, the Slack account is the id; people who are added at once get different serials, without gaps", async () => {
  const ids = Array.from({ length: 6 }, (_, i) => `U0NEW${i}`);
  for (const id of ids) open.setProfile(id, `New ${id}`);
  const questions = await Promise.all(ids.map((id) => open.respond(`add ${id}`)));
  await Promise.all(questions.map((question) => yesOf(question).click()));
  const items = await Promise.all(ids.map(readItem));
  const serials = items.map((item) => Number(item?.["lottery_serial"])).sort((a, b) => a - b);
  expect(serials).toEqual([9, 10, 11, 12, 13, 14]);
});

test("brings back somebody who had left, with the old serial", async () => {
  const question = await open.respond("add <@U0ANN|ann>");
  expect(question.text).toBe(say.askReturn("*Name 1* (E0001)"));
  const { click } = yesOf(question);
  expect((await click()).text).toBe(say.done.return("*Name 1* (E0001)", 1));
  expect((await click()).text).toBe(say.done.return("*Name 1* (E0001)", 1));
  expect(await readItem("E0001")).not.toHaveProperty("left_at");
  expect(await readLog("E0001")).toMatchObject([
    { action: "employee.return", before: { left_at: "20260101" } },
  ]);
});

test("adds the Slack account to an entry that has none, also if the id is spelled in another way", async () => {
  const question = await open.respond("add <@U0BO|bo> ｅ0002");
  expect(question.text).toBe(say.askLink("<@U0BO>", "*&lt;!channel&gt; Bo* (E0002)", false));
  expect((await yesOf(question).click()).text).toBe(say.done.link("*&lt;!channel&gt; Bo* (E0002)", 2));
  expect(await readItem("E0002")).toMatchObject({ slack_user_id: "U0BO", lottery_serial: 2 });
});

test.each([
  ["", say.addUsage],
  ["Ann", say.addUsage],
  ["<@U0ANN|ann> <@U0BO|bo>", say.addUsage],
  [`<@U0BO|bo> ${"x".repeat(129)}`, say.addUsage],
  ["<@U0CLEO|cleo> E0042x", say.otherId("*Name 3* (E0003)")],
  ["<@U0CLEO|cleo>", say.present("*Name 3* (E0003)", 3)],
  ["<@U0CLEO2|cleo>", say.taken("*Name 3* (E0003)", "<@U0CLEO>")],
  ["<@U0CLEO2|cleo> e3", say.taken("*Name 3* (E0003)", "<@U0CLEO>")],
  ["<@U0TWICE|twice>", say.several("*Name 4* (E0004), *Name 7* (E0007)", 0)],
  ["<@U0NOSERIAL|no>", say.present("*No serial* (E0009)", undefined)],
  ["<@U0SILENT|silent>", say.noProfile("<@U0SILENT>")],
])("%s changes nothing, and says why", async (text, answer) => {
  const before = await open.lottery.allItems();
  expect((await open.respond(`add ${text}`)).text).toBe(answer);
  expect(await open.lottery.allItems()).toEqual(before);
});

test.each(["guest", "external", "bot", "deactivated", "missing", "unknown"] as const)(
  "refuses an account that is %s, also when it becomes so after the question",
  async (status) => {
    open.setProfile(`U0${status.toUpperCase()}`, "Somebody");
    const question = await open.respond(`add U0${status.toUpperCase()}`);
    open.setAccount(`U0${status.toUpperCase()}`, status);
    const refusal = say.cannotAdd[status](`<@U0${status.toUpperCase()}>`);
    expect((await yesOf(question).click()).text).toBe(refusal);
    expect((await open.respond(`add U0${status.toUpperCase()}`)).text).toBe(refusal);
    expect(await readItem(`U0${status.toUpperCase()}`)).toBeUndefined();
  },
);

test("does exactly what was shown, or nothing", async () => {
  open.setProfile("U0RENAMED", "Before");
  const question = await open.respond("add U0RENAMED");
  open.setProfile("U0RENAMED", "After");
  expect((await yesOf(question).click()).text).toBe(say.changedMeanwhile);
  expect(await readItem("U0RENAMED")).toBeUndefined();
});

test("waits for an import that is writing", async () => {
  open.setProfile("U0WAITS", "Waits");
  const question = await open.respond("add U0WAITS");
  await open.lottery.rosterLedger.imports.lock.acquire("import", open.lottery.clock.now());
  expect((await yesOf(question).click()).text).toBe(say.importRunning);
  expect((await open.respond("add U0WAITS")).text).toBe(say.importRunning);
  expect(await readItem("U0WAITS")).toBeUndefined();
  await open.lottery.rosterLedger.imports.lock.release("import");
  expect((await yesOf(question).click()).text).toContain("is on the roster now");
});

test("an addition that could not be logged is confirmed and logged when it is repeated, by a click or as a new command", async () => {
  open.setProfile("U0LOG", "Log");
  const { click } = yesOf(await open.respond("add U0LOG"));
  const fail = () =>
    vi.spyOn(open.lottery.ledger.auditLog, "append").mockRejectedValueOnce(new Error("down"));
  fail();
  await expect(click()).rejects.toThrow("down");
  fail();
  await expect(click()).rejects.toThrow("down");
  expect((await open.respond("add U0LOG")).text).toContain("already");
  expect((await click()).text).toContain("is on the roster now");
  expect(await readLog("U0LOG")).toMatchObject([{ action: "employee.add" }]);
});

test("says so if the roster is too large to check in time", async () => {
  vi.spyOn(open.lottery.people, "readAll").mockResolvedValue(undefined);
  expect((await open.respond("add <@U0BO|bo>")).text).toBe(say.addLate);
});

test("is only for operators, and a damaged button adds nobody", async () => {
  const { action_id, value } = yesOf(await open.respond("add U0RENAMED"));
  expect((await open.respond("add U0RENAMED", MEMBER)).text).toBe(operatorsOnly);
  expect((await open.click(action_id, value, MEMBER)).text).toBe(operatorsOnly);
  expect((await open.click("lottery_add_cancel", "")).text).toBe(cancelled);
  await expect(open.click("lottery_add_confirm", "{}")).rejects.toMatchObject({ name: "InvalidInput" });
});
