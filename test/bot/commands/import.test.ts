import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { FieldValue } from "../../../bot/commands/form-response.ts";
import { locales } from "../../../bot/locales/locales.ts";
import type { Form } from "../../../bot/messages/form.ts";
import { OPERATOR, openRegistry } from "./open-registry.ts";

const { imports: say } = locales.en;

let open: Awaited<ReturnType<typeof openRegistry>>;
beforeAll(async () => {
  open = await openRegistry("en", []);
});
afterAll(() => open[Symbol.asyncDispose]());
beforeEach(() => {
  open.startedSteps.length = 0;
});

/** Submits a form, and returns what was started for it. */
async function start(form: Form, values: Readonly<Record<string, FieldValue>>) {
  expect(await open.submit(form, values)).toMatchObject({ done: { text: say.started } });
  return open.startedSteps.at(-1);
}

test("a form that is submitted twice asks for one import, and another form for another one", async () => {
  const form = await open.openForm("import");
  const values = { file: ["F0PEOPLE"] };
  const request = { source: { kind: "file", file_id: "F0PEOPLE" }, other_accounts: [] };
  const first = await start(form, values);
  expect(first).toMatchObject({ step: "read", requested_by: OPERATOR, request });
  expect(await start(form, values)).toEqual(first);
  await open.submit(form, values, OPERATOR, "another nonce");
  expect(open.startedSteps.at(-1)?.import_id).not.toBe(first?.import_id);
});

test("a button about dates reads the same file again, as another import for each order of dates", async () => {
  const request = (date_order: string) => ({
    source: { kind: "file", file_id: "F0DATES", date_order },
    other_accounts: [],
  });
  for (const [action, order] of [
    ["lottery_import_dayfirst", "day-first"],
    ["lottery_import_monthfirst", "month-first"],
  ] as const) {
    const value = JSON.stringify(request(order));
    expect((await open.click(action, value)).text).toBe(say.started);
    expect(open.startedSteps.at(-1)).toMatchObject({ step: "read", request: request(order) });
  }
  const [first, second] = open.startedSteps;
  expect(first?.import_id).not.toBe(second?.import_id);
});

test.each(["", "{}", '{"source":{"kind":"workspace"}}'])(
  "a button about dates with %j does nothing",
  async (value) => {
    await expect(open.click("lottery_import_dayfirst", value)).rejects.toMatchObject({
      name: "InvalidInput",
    });
    expect(open.startedSteps).toEqual([]);
  },
);

test.each([
  ["<#C0PARTY|party>", { kind: "channel", channel_id: "C0PARTY" }],
  ["<!subteam^S0PARTY|@party>", { kind: "usergroup", usergroup_id: "S0PARTY" }],
  ["workspace", { kind: "workspace" }],
  ["The whole workspace", { kind: "workspace" }],
  ["ｅｖｅｒｙｏｎｅ", { kind: "workspace" }],
  ["everybody", { kind: "workspace" }],
  ["整个工作区", { kind: "workspace" }],
  ["工作区", { kind: "workspace" }],
  ["所有人", { kind: "workspace" }],
  ["全部", { kind: "workspace" }],
])("sync %s takes people from there, whatever else the form says", async (typed, source) => {
  const form = await open.openForm(`sync ${typed}`);
  const values = { source: "channel", channel: "C0OTHER", others: ["guest"] };
  expect(await start(form, values)).toMatchObject({ request: { source, other_accounts: ["guest"] } });
});

test("without a source, the form asks for one", async () => {
  const form = await open.openForm("sync");
  expect(await open.openFormBy("lottery_sync_open")).toEqual(form);
  expect(await start(form, {})).toMatchObject({ request: { source: { kind: "workspace" } } });
  const channel = { kind: "channel", channel_id: "C0PARTY" };
  expect(await start(form, { source: "channel", channel: "C0PARTY" })).toMatchObject({
    request: { source: channel },
  });
});

test.each([
  "everything",
  "my workspace",
  "workspace please",
  "不是全部",
  "全部人",
  "不是所有人",
  "所有人员",
  "a 工作区",
  "工作区 b",
])("sync %s explains how to name a source", async (typed) => {
  expect((await open.respond(`sync ${typed}`)).text).toBe(say.sync.usage);
});

test("a form says which field is missing, and nothing is read", async () => {
  expect(await open.submit(await open.openForm("import"), {})).toEqual({ errors: { file: say.fileMissing } });
  const sync = await open.openForm("sync");
  expect(await open.submit(sync, { source: "channel" })).toEqual({
    errors: { channel: say.sync.channelMissing },
  });
  expect(open.startedSteps).toEqual([]);
});

test("if AWS does not start the import, that is said", async () => {
  open.breakStart();
  const form = await open.openForm("import");
  expect(await open.submit(form, { file: ["F0PEOPLE"] })).toMatchObject({ done: { text: say.notStarted } });
});
