import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterEach, beforeEach, expect, test } from "vitest";
import { log } from "../../../data/runtime/log.ts";
import { findPersonalData } from "../../support/personal-data.ts";
import { recordLog } from "../../support/record-log.ts";

let recorded: ReturnType<typeof recordLog>;
beforeEach(() => {
  recorded = recordLog();
});
afterEach(() => recorded[Symbol.dispose]());

test("logs an object, so that Lambda's JSON format keeps its fields separate", () => {
  const logged: unknown[] = [];
  const listen = (args: unknown) => void logged.push(args);
  subscribe("console.error", listen);
  log("error", "channel-closed", { draw_no: 7, reason: "is_archived" });
  unsubscribe("console.error", listen);
  expect(logged).toEqual([[{ event: "channel-closed", draw_no: 7, reason: "is_archived" }]]);
});

test("a log entry is one line of JSON, with any content of its fields", () => {
  log("warn", "request-refused", { reason: 'a\n"b\u2028\u001b[2J', status: 401 });
  expect(recorded.lines.map(({ level }) => level)).toEqual(["warn"]);
  expect(recorded.text()).not.toMatch(/\p{Cc}/u);
  expect(recorded.events("request-refused")).toMatchObject([{ level: "warn", status: 401 }]);
});

test.each([
  ["a token of Slack's", "token xoxb-1-2"],
  ["a token of Slack's", "xapp-1-A"],
  ["a secret", "local-signing-secret"],
  ["a signature", `v0=${"ab".repeat(32)}`],
  ["the address for responses to a click", "https://hooks.slack.com/actions/T1/2"],
  ["a mail address", "mail to wei.zhang@example.com"],
  ["a Slack user", '{"by":"U0OPERATOR"}'],
  ["a Slack user", "W012AB3CD"],
  ["an employee's id", "E0007 has won"],
  ["a name", "欧阳思远"],
  ["a name", "Siobhán O’Rourke 🍀 has won"],
  ["a name", "Name 7"],
  ["what somebody typed", "2 AirPods"],
])("%s is found in a line", (what, line) => {
  expect(findPersonalData(line)).toBe(what);
});

test.each([
  '{"level":"info","event":"draw-announced","draw_no":7,"revisions":0}',
  '{"level":"error","event":"announcement-refused","draw_id":"slack-0ab1","reason":"channel_not_found","channel":"C0LOTTERY"}',
  "SNS failed: TypeError: UTF-8",
])("nothing is found in %s", (line) => {
  expect(findPersonalData(line)).toBeUndefined();
});
