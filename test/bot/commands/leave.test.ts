import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { locales } from "../../../bot/locales/locales.ts";
import type { Message } from "../../../bot/messages/message.ts";
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
const readLog = async (employee_id: string) =>
  (await open.lottery.ledger.auditLog.page({ employee_id }, 100)).entries.map(({ entry }) => entry);

const button = z.object({ action_id: z.string(), value: z.string() });
const row = z.object({ elements: z.tuple([button], z.unknown()) });
const choice = z.object({ accessory: button });

const press = ({ action_id, value }: z.output<typeof button>, userId = OPERATOR) =>
  open.click(action_id, value, userId);
const yesOf = ({ blocks }: Message) => row.parse(blocks.at(-1)).elements[0];

test("marks a person as having left today, once, after a confirmation", async () => {
  const question = await open.respond("leave Ann Lee");
  expect(question.text).toBe(say.askLeave("*Ann Lee* (E0001)"));
  expect(await leftAt("E0001")).toBeUndefined();
  const yes = yesOf(question);
  for (const answer of [...(await Promise.all([press(yes), press(yes)])), await press(yes)])
    expect(answer.text).toBe(say.left("*Ann Lee* (E0001)"));
  expect(await leftAt("E0001")).toBe(TODAY);
  expect(await readLog("E0001")).toMatchObject([
    { action: "employee.leave", who: { user_id: OPERATOR }, after: { left_at: TODAY } },
  ]);
  expect((await open.respond("leave E0001")).text).toBe(say.leftAlready("*Ann Lee* (E0001)"));
});

test("a person who will leave later leaves today instead; the log has the earlier date", async () => {
  await press(yesOf(await open.respond("leave <@U0BO|bo>")));
  expect(await leftAt("E0002")).toBe(TODAY);
  expect((await readLog("E0002"))[0]).toMatchObject({ before: { left_at: "20991231" } });
});

test("a menu asks who is meant, and the choice is confirmed before anything changes", async () => {
  const menu = await open.respond("leave Bo");
  expect(menu.text).toContain(exclude.whichPerson);
  const question = await press(choice.parse(menu.blocks[2]).accessory);
  expect(question.text).toBe(say.askLeave("*Bo* (E0003)"));
  expect(await leftAt("E0003")).toBeUndefined();
});

test("a person who returned in between does not leave by a click on the old question", async () => {
  const yes = yesOf(await open.respond("leave E0001"));
  await press(yes);
  await open.lottery.fillRoster(roster);
  await open.lottery.people.change(
    { employee_id: "E0001", isNew: false, set: {}, remove: ["left_at"], expected: {} },
    "returned",
  );
  expect((await press(yes)).text).toBe(say.changedMeanwhile);
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
  const yes = yesOf(await open.respond("leave E0001"));
  expect((await press(yes, MEMBER)).text).toBe(operatorsOnly);
  await open.lottery.rosterLedger.imports.lock.acquire("import", open.lottery.clock.now());
  expect((await press(yes)).text).toBe(say.importRunning);
  await open.lottery.rosterLedger.imports.lock.release("import");
  expect(await leftAt("E0001")).toBeUndefined();
});

test("a departure that could not be logged is logged when it is repeated", async () => {
  const yes = yesOf(await open.respond("leave E0003"));
  vi.spyOn(open.lottery.ledger.auditLog, "append").mockRejectedValueOnce(new Error("down"));
  await expect(press(yes)).rejects.toThrow("down");
  expect((await press(yes)).text).toBe(say.left("*Bo* (E0003)"));
  expect(await readLog("E0003")).toMatchObject([{ action: "employee.leave" }]);
});

test("the answer says what that means for a draw in progress, and how to name people on a large roster", async () => {
  vi.spyOn(open.lottery.roster, "search").mockResolvedValue(undefined);
  expect((await open.respond("leave Ann Lee")).text).toBe(say.leaveLate);
  const yes = yesOf(await open.respond("leave E0001"));
  await open.lottery.open(1, "running");
  expect((await press(yes)).text).toContain(exclude.running(1));
});
