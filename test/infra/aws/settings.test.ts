import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readSettings } from "../../../infra/aws/settings.ts";

test("what cdk.json says fits", () => {
  const { context } = z
    .object({ context: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync("cdk.json", "utf8")));
  expect(readSettings(context)).toEqual({
    name: "Lottery",
    operators: ["U0OPERATOR"],
    emails: [],
    alarmEmails: [],
    locale: "en",
    logRetentionDays: 90,
    keepData: true,
  });
});

test("lists come as JSON or, from the command line, separated by commas", () => {
  const settings = { operators: ["U0A", "W0B"], emails: ["a@example.com", "b@example.com"] };
  expect(readSettings(settings)).toMatchObject(settings);
  expect(
    readSettings({ operators: "U0A, W0B", emails: "a@example.com,b@example.com,", keepData: "false" }),
  ).toMatchObject({ ...settings, keepData: false });
});

test("CDK's own keys are left alone", () => {
  expect(() =>
    readSettings({
      operators: "U0A",
      "aws:cdk:bundling-stacks": ["**"],
      "@aws-cdk/core:stackRelativeExports": true,
    }),
  ).not.toThrow();
});

describe("a mistake is told with its name", () => {
  test.each([
    ["operators", {}],
    ["operators", { operators: "" }],
    ["operators", { operators: "anna" }],
    ["emails", { operators: "U0A", emails: "anna" }],
    ["locale", { operators: "U0A", locale: "de" }],
    ["logRetentionDays", { operators: "U0A", logRetentionDays: "8" }],
    ["keepData", { operators: "U0A", keepData: "perhaps" }],
    ["drawsTable", { operators: "U0A", drawsTable: "a b" }],
    ["name", { operators: "U0A", name: "my lottery" }],
    ["operator", { operators: "U0A", operator: "U0B" }],
  ])("%s in %j", (name, context) => {
    expect(() => readSettings(context)).toThrow(new RegExp(`The settings do not fit: .*${name}`, "s"));
  });
});
