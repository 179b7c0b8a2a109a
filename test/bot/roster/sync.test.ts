/** @module-tag slow */
import nock from "nock";
import { afterAll, beforeEach, expect, test } from "vitest";
import { locales } from "../../../bot/locales/locales.ts";
import type { ImportRequest } from "../../../bot/roster/import-request.ts";
import { createReadPeople, slackAccount } from "../../../bot/roster/read-people.ts";
import { createReadStep, PROBLEM_PAGE } from "../../../bot/roster/read-step.ts";
import { type RosterStep, rosterStep, sourceProblem } from "../../../bot/roster/steps.ts";
import { createSyncPeople } from "../../../bot/roster/sync-people.ts";
import { createUpdateImport } from "../../../bot/roster/update-import.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { more } from "../../support/one-in.ts";
import { startDynamoDb } from "../../support/start-dynamodb.ts";
import { SLACK_API_URL, useSlackApi } from "../slack/use-slack-api.ts";
import { type ListedUser, servePeople } from "./serve-people.ts";

useSlackApi();
beforeEach(() => nock.enableNetConnect("127.0.0.1"));
const db = await startDynamoDb();
afterAll(() => db[Symbol.asyncDispose]());
const imports = db.rosterLedger.imports;

let time = Date.parse("2026-06-15T12:00:00Z");
const now = () => new Date(time);

const told: string[] = [];
const connect = () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL));
const readStep = createReadStep({
  imports,
  updateImport: createUpdateImport(imports),
  downloadFile: () => Promise.reject(new Error("There is no file.")),
  parseFile: () => Promise.reject(new Error("There is no file.")),
  syncPeople: createSyncPeople({
    connect,
    readPeople: createReadPeople({ pages: imports.pages, teamId: "T0LOTTERY" }),
    now,
  }),
  tellProgress(_event, { text }) {
    told.push(text);
    return Promise.resolve({ channel: "D1", ts: "1.1" });
  },
  texts: locales.en,
  now,
});

/** Runs the step as the state machine does: again after each pause. */
async function read(importId: string, request: ImportRequest): Promise<RosterStep> {
  let event: RosterStep = {
    step: "read",
    import_id: importId,
    requested_by: "U0OPERATOR",
    request,
    wait_seconds: 0,
  };
  while (event.step === "read") {
    time += event.wait_seconds * 1_000;
    event = rosterStep.parse(JSON.parse(JSON.stringify(await readStep(event))));
  }
  return event;
}

async function readAccounts(importId: string) {
  const stored = await imports.read(importId);
  return imports.pages.readAll(importId, "people", stored?.pages["people"] ?? 0, slackAccount);
}

const user = (n: number, more: Partial<ListedUser> = {}): ListedUser => ({
  id: `U0${n}`,
  team_id: "T0LOTTERY",
  real_name: `Person ${n}`,
  profile: { real_name: `Person ${n}`, email: `p${n}@example.com` },
  ...more,
});
const users = (count: number) => Array.from({ length: count }, (_, n) => user(n));
const channel = { kind: "channel", channel_id: "C0PARTY" } as const;

test("all 1,001 members of a channel are read, except those whom a sync leaves out", async () => {
  const workspace = [
    ...users(2_000),
    user(5_000, { is_bot: true }),
    user(5_001, { is_restricted: true }),
    user(5_002, { deleted: true }),
  ];
  const partner = user(6_000, { team_id: "T0PARTNER" });
  const members = [...users(997).map(({ id }) => id), "U05000", "U05001", "U05002", "U06000"];
  servePeople({ workspace, others: [partner], members, now });
  const request: ImportRequest = { source: channel, other_accounts: [] };
  expect(await read("members", request)).toMatchObject({ step: "plan", plan_no: 1 });
  const accounts = await readAccounts("members");
  expect(accounts.map(({ id }) => id).toSorted()).toEqual(members.toSorted());
  expect(accounts.filter(({ kind }) => kind !== "member").map(({ kind, name }) => [kind, name])).toEqual([
    ["bot", undefined],
    ["guest", undefined],
    ["deactivated", undefined],
    ["external", undefined],
  ]);
  expect(accounts[0]).toEqual({
    id: "U00",
    kind: "member",
    name: "Person 0",
    email: "p0@example.com",
  });
});

test("selected guests and people of other organizations are taken, too", async () => {
  servePeople({
    workspace: [user(1), user(2, { is_restricted: true })],
    // A name of invisible characters does not count as a name.
    others: [user(3, { team_id: "T0PARTNER", profile: { real_name: " \u200b" } })],
    members: ["U01", "U02", "U03", "U0GONE"],
    now,
  });
  const source = { kind: "usergroup", usergroup_id: "S0PARTY" } as const;
  await read("selected", { source, other_accounts: ["guest", "external"] });
  expect((await readAccounts("selected")).map(({ kind, name }) => [kind, name])).toEqual([
    ["member", "Person 1"],
    ["guest", "Person 2"],
    ["external", "Person 3"],
    ["missing", undefined],
  ]);
});

/** People of the workspace, of which Slack returns 200 in a page. `npm run attacks` reads 30,000. */
const WORKSPACE = more([30_000])[0] ?? 6_000;

test(`a workspace of ${WORKSPACE} people is read within Slack's limits, and the progress is reported`, async () => {
  const counts = servePeople({ workspace: users(WORKSPACE), now });
  const begin = time;
  told.length = 0;
  await read("all", { source: { kind: "workspace" }, other_accounts: [] });
  expect(await readAccounts("all")).toHaveLength(WORKSPACE);
  expect(counts.answered).toBe(WORKSPACE / 200);
  expect(counts.refused, "each refusal is followed by the pause that Slack asks for").toBeLessThan(20);
  expect((time - begin) / 60_000).toBeLessThan(10);
  expect(told[0]).toContain("4,000 people so far");
  expect(told.length).toBeGreaterThanOrEqual(Math.floor(WORKSPACE / 6_000));
});

test("what was read before Slack fails is not read again, and an empty page is not the end", async () => {
  const pages: ListedUser[][] = [[user(1)], [], [user(2), user(1)], [user(3)]];
  const cursors: string[] = [];
  let calls = 0;
  nock(SLACK_API_URL)
    .persist()
    .post("/users.list")
    .reply(async (request: Request) => {
      const cursor = new URLSearchParams(await request.text()).get("cursor") || "0";
      if (++calls % 2 === 0) return [200, { ok: false, error: "ratelimited" }];
      cursors.push(cursor);
      const next = Number(cursor) + 1;
      const response_metadata = { next_cursor: next < pages.length ? String(next) : "" };
      return [200, { ok: true, members: pages[next - 1], response_metadata }];
    });
  await read("failing", { source: { kind: "workspace" }, other_accounts: [] });
  expect(cursors).toEqual(["0", "1", "2", "3"]);
  expect((await readAccounts("failing")).map(({ id }) => id)).toEqual(["U01", "U02", "U01", "U03"]);
});

test.each([
  ["channel_not_found", { kind: "not-found" }],
  ["is_archived_by_law", { kind: "slack", reason: "is_archived_by_law" }],
])("nothing is read from a channel that Slack refuses with %s, and why is stored", async (error, problem) => {
  nock(SLACK_API_URL).post("/conversations.members").reply(200, { ok: false, error });
  const request: ImportRequest = { source: channel, other_accounts: [] };
  const importId = error.replaceAll("_", "-");
  expect(await read(importId, request)).toMatchObject({ step: "report", has_problem: true });
  expect(await imports.pages.read(importId, PROBLEM_PAGE, 1, sourceProblem)).toEqual([problem]);
});
