import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { InvalidSettings, readSettings } from "../../../infra/aws/settings.ts";
import { runProgram } from "../cli/run-cli.ts";
import { synthesize } from "./synthesize.ts";

test("cdk.json lists the settings that a deployment needs, and is refused until they are filled in", () => {
  const { context } = z
    .object({ context: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync("cdk.json", "utf8")));
  expect(Object.keys(context)).toEqual(["team", "operators"]);
  expect(() => readSettings(context)).toThrow(
    /^Invalid settings \(context in cdk.json, or -c\): team must be [^\n]+; operators must list [^\n]+\.$/,
  );
  expect(readSettings({ ...context, team: "T0A", operators: "U0A" })).toEqual({
    name: "Lottery",
    team: "T0A",
    operators: ["U0A"],
    emails: [],
    alarmEmails: [],
    locale: "en",
    command: "/lottery",
    showIds: "no",
    optOut: "no",
    logRetentionDays: 90,
    keepData: true,
    tableNames: {},
  });
});

test("lists are JSON arrays or, on the command line, separated by commas", () => {
  const settings = {
    team: "E012AB3CD",
    operators: ["U0A", "W0B"],
    emails: ["a@example.com", "b@example.com"],
  };
  expect(readSettings(settings)).toMatchObject(settings);
  expect(
    readSettings({
      team: "E012AB3CD",
      operators: "U0A, W0B",
      emails: "a@example.com,b@example.com,",
      keepData: "false",
    }),
  ).toMatchObject({ ...settings, keepData: false });
});

test("CDK's own keys are accepted", () => {
  expect(() =>
    readSettings({
      team: "T0A",
      operators: "U0A",
      "aws:cdk:bundling-stacks": ["**"],
      "@aws-cdk/core:stackRelativeExports": true,
      "availability-zones:account=123456789012:region=eu-central-1": ["eu-central-1a"],
      "acknowledged-issue-numbers": [34892],
      "cli-telemetry": false,
    }),
  ).not.toThrow();
});

const LOCALE = "locale must be en or zh-CN";
const OPERATORS =
  "operators must list the Slack member ids of the people who may draw, such as U012AB3CD, separated by commas";
const EMAILS = "emails must list email addresses, separated by commas";
const many = (count: number) => Array.from({ length: count }, (_, i) => `person-${i}@example.com`);

test.each([
  [{ operators: undefined }, OPERATORS.replace("operators", "operators is missing and")],
  [{ operators: "" }, OPERATORS],
  [{ team: undefined }, "team is missing and must be the id of the Slack workspace, such as T012AB3CD"],
  [{ command: "tombola" }, "command must be the name of a slash command, like /lottery"],
  [{ team: "Acme" }, "team must be the id of the Slack workspace"],
  [{ app: "Lottery" }, "app must be the id of the Slack app"],
  [{ operators: "anna" }, OPERATORS],
  [{ operators: 7 }, OPERATORS],
  [{ operators: "U0A,U0B,U0A" }, "operators lists U0A twice"],
  [{ emails: "anna" }, EMAILS],
  [{ emails: { to: "anna@example.com" } }, EMAILS],
  [{ emails: [7] }, EMAILS],
  [{ emails: "a@example.com,b@example.com,A@Example.com" }, "emails lists A@Example.com twice"],
  [{ emails: ["a@example.com", "a@example.com", "a@example.com"] }, "emails lists a@example.com twice"],
  [{ emails: many(201) }, "emails must list at most 200"],
  [{ alarmEmails: "a@example.com a@example.com" }, "alarmEmails lists a@example.com twice"],
  [{ locale: "de" }, LOCALE],
  [{ locale: 1 }, LOCALE],
  [{ beacon: "nist" }, "beacon must be drand or none"],
  [{ beacon: true }, "beacon must be drand or none"],
  [
    { logRetentionDays: "8" },
    "logRetentionDays must be one of CloudWatch's periods: 1, 3, 5, 7, 14, 30, 60, 90,",
  ],
  [{ retentionDays: 0 }, "retentionDays must be a number of days, from 1 to 99999"],
  [{ retentionDays: "1.5" }, "retentionDays must be a number of days"],
  [{ retentionDays: "never" }, "retentionDays must be a number of days"],
  [{ logRetentionDays: "soon" }, "logRetentionDays must be one of"],
  [{ logRetentionDays: "" }, "logRetentionDays must be one of"],
  [{ logRetentionDays: null }, "logRetentionDays must be one of"],
  [{ keepData: "perhaps" }, "keepData must be true or false"],
  [{ keepData: 1 }, "keepData must be true or false"],
  [{ drawsTable: "a b" }, "drawsTable must be the name of a table"],
  [{ drawsTable: 5 }, "drawsTable must be the name of a table"],
  [{ drawsTable: "Lottery-Winners" }, "two tables have the name Lottery-Winners"],
  [{ employeeTable: "Same", winnersTable: "Same" }, "two tables have the name Same"],
  [
    { name: "my lottery" },
    "name must start with a capital letter, have at most 30 letters, digits and hyphens, and not end with Roster",
  ],
  [{ name: "" }, "name must start with a capital letter"],
  [{ name: "L".repeat(31) }, "name must start with a capital letter"],
  [{ name: "PartyRoster" }, "and not end with Roster"],
  [{ operator: "U0B" }, "operator is not a setting"],
  [{ "log-retention-days": 7 }, "log-retention-days is not a setting"],
  [{ log_retention: 7 }, "log_retention is not a setting"],
  [{ locale: "de", emails: "anna", mails: "" }, `${EMAILS}; ${LOCALE}; mails is not a setting.`],
])("%j is refused in one line that states the problem", (context, fault) => {
  const read = () => readSettings({ team: "T0A", operators: "U0A", ...context });
  expect(read).toThrow(InvalidSettings);
  expect(read).toThrow(fault);
  expect(read).toThrow(/^Invalid settings \(context in cdk.json, or -c\): [^\n]+\.$/);
});

test("a stack with the longest lists can be synthesized", async () => {
  const all = many(200);
  const stack = await synthesize({ emails: all, alarmEmails: all });
  expect(stack.ofType("AWS::SNS::Subscription")).toHaveLength(401);
}, 60_000);

test("`synth` prints one line about an invalid setting, and no stack trace", async () => {
  const context = JSON.stringify({ team: "T0A", operators: "U0A", emails: "a@example.com,a@example.com" });
  expect(await runProgram("aws/app", [], { CDK_CONTEXT_JSON: context })).toEqual({
    out: "",
    err: "Invalid settings (context in cdk.json, or -c): emails lists a@example.com twice.\n",
    code: 1,
  });
});
