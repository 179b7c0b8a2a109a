import { describe, expect, test } from "vitest";
import { environment, readEnvironment } from "../../data/environment.ts";

const whole = {
  NOTIFICATION_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:Lottery-Notification",
  STATE_MACHINE_ARN: "arn:aws-cn:states:cn-north-1:000000000000:stateMachine:Lottery",
  SLACK_SIGNING_SECRET: "local-signing-secret",
  SLACK_BOT_TOKEN: "xoxb-local",
  LOTTERY_OPERATORS: "U0OPERATOR, W0SECOND",
};

test("takes the tables, Slack and English where nothing else is said", () => {
  expect(readEnvironment(whole, environment)).toEqual({
    ...whole,
    EMPLOYEE_TABLE: "Lottery-Employee",
    WINNERS_TABLE: "Lottery-Winners",
    DRAWS_TABLE: "Lottery-Draws",
    SLACK_API_URL: "https://slack.com/api/",
    LOTTERY_OPERATORS: new Set(["U0OPERATOR", "W0SECOND"]),
    LOTTERY_LOCALE: "en",
  });
});

test("takes Chinese where that is said", () => {
  expect(readEnvironment({ ...whole, LOTTERY_LOCALE: "zh-CN" }, environment).LOTTERY_LOCALE).toBe("zh-CN");
});

test("asks an entry for nothing but the settings that it picked", () => {
  const wanted = environment.pick({ DRAWS_TABLE: true });
  expect(readEnvironment({ DRAWS_TABLE: "Draws", SLACK_BOT_TOKEN: "" }, wanted)).toEqual({
    DRAWS_TABLE: "Draws",
  });
});

test("names all that is missing at once", () => {
  expect(() => readEnvironment({}, environment)).toThrow(
    "The environment does not fit: NOTIFICATION_TOPIC_ARN is missing; STATE_MACHINE_ARN is missing; " +
      "SLACK_SIGNING_SECRET is missing; SLACK_BOT_TOKEN is missing; LOTTERY_OPERATORS is missing.",
  );
});

describe("names a malformed variable and never repeats its value", () => {
  const refusal = (settings: Record<string, string>): string => {
    try {
      readEnvironment({ ...whole, ...settings }, environment);
    } catch (error) {
      if (error instanceof Error) return error.message;
      throw error;
    }
    return "";
  };

  test.each([
    ["EMPLOYEE_TABLE", "a table with spaces"],
    ["EMPLOYEE_TABLE", "Table of employees"],
    ["WINNERS_TABLE", "x".repeat(256)],
    ["DRAWS_TABLE", ""],
    ["NOTIFICATION_TOPIC_ARN", "arn:aws:states:us-east-1:000000000000:stateMachine:Lottery"],
    ["STATE_MACHINE_ARN", "Lottery"],
    ["SLACK_API_URL", "slack.com is-no-url"],
    ["LOTTERY_OPERATORS", "operator@example.com"],
    ["LOTTERY_OPERATORS", "U0OPERATOR,,secret-of-mine"],
    ["LOTTERY_OPERATORS", "@U0OPERATOR"],
    ["LOTTERY_OPERATORS", "U0OPERATOR W0SECOND"],
    ["LOTTERY_LOCALE", "klingon"],
  ])("%s=%s", (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(`: ${name} `);
    expect(message).not.toContain("is missing");
    if (value !== "") expect(message).not.toContain(value);
  });

  test.each([
    ["EMPLOYEE_TABLE", "x", "must be a table's name"],
    ["STATE_MACHINE_ARN", "x", "must be an ARN of states"],
    ["LOTTERY_OPERATORS", "x", "must be Slack user ids, separated by commas"],
  ])("%s=%s with what it must be", (name, value, rule) => {
    expect(refusal({ [name]: value })).toBe(`The environment does not fit: ${name} ${rule}.`);
  });

  test("secrets that are empty, and others beside them, in one error", () => {
    const message = refusal({ SLACK_BOT_TOKEN: "", SLACK_SIGNING_SECRET: "", LOTTERY_LOCALE: "" });
    expect(message.split("; ")).toHaveLength(3);
    expect(message).toMatch(/SLACK_SIGNING_SECRET .*SLACK_BOT_TOKEN .*LOTTERY_LOCALE /);
    expect(message).not.toContain("xoxb");
  });
});
