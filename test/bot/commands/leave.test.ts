import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { locales } from "../../../bot/locales/locales.ts";
import { employeeItem } from "../../support/start-dynamodb.ts";
import { MEMBER, OPERATOR, openRegistry } from "./open-registry.ts";

const { people: say, exclude, operatorsOnly } = locales.en;
const TODAY = "20260615";

const roster = [
  employeeItem(1, { employee_name: "Ann Lee" }),
  employeeItem(2, { employee_name: "Bo", slack_user_id: "U0BO", left_at: "20991231" }),
  employeeItem(3, { employee_name: "Bo" }),
  employeeItem(4, { left_at: "unknown" }),
];

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  open = await openRegistry("en", roster);
});
afterAll(() => open[Symbol.asyncDispose]());
afterEach(async () => {
  vi.restoreAllMocks();
  open.lottery.advance(1);
  await open.lottery.fillRoster(roster);
});

const leftAt = async (id: string) => (await open.lottery.people.read(id))?.["left_at"];
const readLog = (employee_id: string) => open.readLog({ employee_id });

const choice = z.object({ accessory: z.object({ action_id: z.string(), value: z.string() }) });

test("marks a person as having left today, once, after a confirmation", async () => {
  const question = await open.respond("leave Ann Lee");
  expect(question.text).toBe(say.askLeave("*Ann Lee* (E0001)"));
  expect(await leftAt("E0001")).toBeUndefined();
  for (const answer of [
    ...(await Promise.all([open.press(question), open.press(question)])),
    await open.press(question),
  ])
    expect(answer.text).toBe(say.left("*Ann Lee* (E0001)"));
  expect(await leftAt("E0001")).toBe(TODAY);
  expect(await readLog("E0001")).toMatchObject([
    { action: "employee.leave", who: { user_id: OPERATOR }, after: { left_at: TODAY } },
  ]);
  expect((await open.respond("leave E0001")).text).toBe(say.leftAlready("*Ann Lee* (E0001)"));
});

test("a person who will leave later leaves today instead; the log has the earlier date", async () => {
  await open.press(await open.respond("leave <@U0BO|bo>"));
  expect(await leftAt("E0002")).toBe(TODAY);
  expect((await readLog("E0002"))[0]).toMatchObject({ before: { left_at: "20991231" } });
});

test("a menu asks who is meant, and the choice is confirmed before anything changes", async () => {
  const menu = await open.respond("leave Bo");
  expect(menu.text).toContain(exclude.whichPerson);
  const { action_id, value } = choice.parse(menu.blocks[2]).accessory;
  const question = await open.click(action_id, value);
  expect(question.text).toBe(say.askLeave("*Bo* (E0003)"));
  expect(await leftAt("E0003")).toBeUndefined();
});

test("a person who returned in between does not leave by a click on the old question", async () => {
  const question = await open.respond("leave E0001");
  await open.press(question);
  await open.lottery.fillRoster(roster);
  await open.lottery.people.change(
    { employee_id: "E0001", isNew: false, set: {}, remove: ["left_at"], expected: {} },
    "returned",
  );
  expect((await open.press(question)).text).toBe(say.changedMeanwhile);
  expect(await leftAt("E0001")).toBeUndefined();
});

test.each([
  ["", say.leaveUsage],
  ["Ann Lee on Friday", say.leaveUsage],
  ["Nobody", exclude.unknown],
  ["E0004", say.leftAlready("*Name 4* (E0004)")],
])("%s changes nothing, and says why", async (text, answer) => {
  const before = await open.lottery.allItems();
  expect((await open.respond(`leave ${text}`)).text).toBe(answer);
  expect(await open.lottery.allItems()).toEqual(before);
});

test("waits for an import that is writing, and is only for operators", async () => {
  const question = await open.respond("leave E0001");
  expect((await open.press(question, MEMBER)).text).toBe(operatorsOnly);
  await open.lottery.rosterLedger.imports.lock.acquire("import", open.lottery.clock.now());
  expect((await open.press(question)).text).toBe(say.importRunning);
  await open.lottery.rosterLedger.imports.lock.release("import");
  expect(await leftAt("E0001")).toBeUndefined();
});

test("a departure that could not be logged is logged when it is repeated", async () => {
  const question = await open.respond("leave E0003");
  vi.spyOn(open.lottery.ledger.auditLog, "append").mockRejectedValueOnce(new Error("down"));
  await expect(open.press(question)).rejects.toThrow("down");
  expect((await open.press(question)).text).toBe(say.left("*Bo* (E0003)"));
  expect(await readLog("E0003")).toMatchObject([{ action: "employee.leave" }]);
});

test("the answer says what that means for a draw in progress, and how to name people on a large roster", async () => {
  vi.spyOn(open.lottery.roster, "search").mockResolvedValue(undefined);
  expect((await open.respond("leave Ann Lee")).text).toBe(say.leaveLate);
  const question = await open.respond("leave E0001");
  await open.lottery.open(1, "running");
  expect((await open.press(question)).text).toContain(exclude.running(1));
});
