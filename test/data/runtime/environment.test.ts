import { describe, expect, test } from "vitest";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import { environment, readEnvironment } from "../../../data/runtime/environment.ts";
import { tableDefinitions } from "../../../data/tables.ts";

const whole = {
  NOTIFICATION_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:Lottery-Notification",
  STATE_MACHINE_ARN: "arn:aws-cn:states:cn-north-1:000000000000:stateMachine:Lottery",
  ROSTER_MACHINE_ARN: "arn:aws-cn:states:cn-north-1:000000000000:stateMachine:LotteryRoster",
  CALLBACK_ARN: "arn:aws:lambda:us-east-1:000000000000:function:Callback",
  SLACK_SIGNING_SECRET: "local-signing-secret",
  SLACK_BOT_TOKEN: "xoxb-local",
  SLACK_TEAM_ID: "T0LOTTERY",
  LOTTERY_OPERATORS: "U0OPERATOR, W0SECOND",
};

test("has defaults for the tables, the address of Slack, the beacon, the language and the name of the command", () => {
  expect(readEnvironment(whole, environment)).toEqual({
    ...whole,
    ...Object.fromEntries(tableDefinitions.map(({ variable, name }) => [variable, name])),
    SLACK_API_URL: "https://slack.com/api/",
    LOTTERY_OPERATORS: new Set(["U0OPERATOR", "W0SECOND"]),
    LOTTERY_BEACON: "none",
    LOTTERY_BEACON_RELAYS: [
      "https://api.drand.sh",
      "https://api2.drand.sh",
      "https://api3.drand.sh",
      "https://drand.cloudflare.com",
    ],
    LOTTERY_BEACON_CHAIN: quicknet,
    LOTTERY_SHOW_IDS: "no",
    LOTTERY_OPT_OUT: "no",
    LOTTERY_LOCALE: "en",
    LOTTERY_COMMAND: "/lottery",
  });
});

test("accepts Chinese", () => {
  expect(readEnvironment({ ...whole, LOTTERY_LOCALE: "zh-CN" }, environment).LOTTERY_LOCALE).toBe("zh-CN");
});

test.each(["/tombola", "/抽奖", "/喫茶-くじ_2", "/l", `/${"l".repeat(31)}`])(
  "accepts a name that Slack accepts for the command: %s",
  (name) => {
    expect(readEnvironment({ ...whole, LOTTERY_COMMAND: name }, environment).LOTTERY_COMMAND).toBe(name);
  },
);

test("accepts another chain of drand, and its relays", () => {
  const chain = { ...quicknet, hash: "0".repeat(64), genesis_time: 1, period: 30 };
  const read = readEnvironment(
    {
      ...whole,
      LOTTERY_BEACON: "drand",
      LOTTERY_BEACON_RELAYS: "https://a.example.com/drand/, http://127.0.0.1:4444",
      LOTTERY_BEACON_CHAIN: JSON.stringify(chain, null, 2),
    },
    environment,
  );
  expect(read).toMatchObject({
    LOTTERY_BEACON: "drand",
    LOTTERY_BEACON_RELAYS: ["https://a.example.com/drand", "http://127.0.0.1:4444"],
    LOTTERY_BEACON_CHAIN: chain,
  });
});

test("requires only the settings that an entry picks", () => {
  const wanted = environment.pick({ DRAWS_TABLE: true });
  expect(readEnvironment({ DRAWS_TABLE: "Draws", STATE_MACHINE_ARN: "wrong" }, wanted)).toEqual({
    DRAWS_TABLE: "Draws",
  });
});

test("names all missing variables at once", () => {
  expect(() => readEnvironment({}, environment)).toThrow(
    expect.objectContaining({
      name: "InvalidEnvironment",
      message: expect.stringMatching(
        /^Invalid environment: NOTIFICATION_TOPIC_ARN is missing and must .*; STATE_MACHINE_ARN is missing and must .*; SLACK_SIGNING_SECRET is missing and must .*; SLACK_BOT_TOKEN is missing and must .*; SLACK_TEAM_ID is missing and must .*; LOTTERY_OPERATORS is missing and must .*\.$/,
      ),
    }),
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
    ["DRAWS_TABLE", "x"],
    ["NOTIFICATION_TOPIC_ARN", "arn:aws:states:us-east-1:000000000000:stateMachine:Lottery"],
    ["STATE_MACHINE_ARN", "Lottery"],
    ["SLACK_TEAM_ID", "acme"],
    ["SLACK_TEAM_ID", "https://app.slack.com/client/T0LOTTERY"],
    ["SLACK_TEAM_ID", "T0LOTTERY/C0LOTTERY"],
    ["SLACK_APP_ID", "lottery"],
    ["SLACK_API_URL", "slack.com is-no-url"],
    ["SLACK_API_URL", "ftp://slack.com/api/"],
    ["LOTTERY_OPERATORS", "operator@example.com"],
    ["LOTTERY_OPERATORS", "U0OPERATOR,,secret-of-mine"],
    ["LOTTERY_OPERATORS", "@U0OPERATOR"],
    ["LOTTERY_OPERATORS", "u0operator"],
    ["LOTTERY_OPERATORS", ","],
    ["LOTTERY_RETENTION_DAYS", "0"],
    ["LOTTERY_RETENTION_DAYS", "-1"],
    ["LOTTERY_RETENTION_DAYS", "a year"],
    ["LOTTERY_RETENTION_DAYS", "100000"],
    ["LOTTERY_BEACON", "nist"],
    ["LOTTERY_BEACON", "DRAND"],
    ["LOTTERY_BEACON_RELAYS", ","],
    ["LOTTERY_BEACON_RELAYS", "drand.example.com"],
    ["LOTTERY_BEACON_RELAYS", "https://api.drand.sh, ftp://api.drand.sh"],
    ["LOTTERY_BEACON_RELAYS", "https://api.drand.sh?key=secret"],
    ["LOTTERY_BEACON_RELAYS", "https://user:secret@drand.example.com"],
    ["LOTTERY_BEACON_CHAIN", "quicknet"],
    ["LOTTERY_BEACON_CHAIN", "{}"],
    ["LOTTERY_BEACON_CHAIN", '{"hash": {"length": {"toString": 0}}}'],
    ["LOTTERY_BEACON_CHAIN", JSON.stringify({ ...quicknet, period: 0 })],
    ["LOTTERY_BEACON_CHAIN", JSON.stringify({ ...quicknet, hash: `0${quicknet.hash}` })],
    ["LOTTERY_BEACON_CHAIN", JSON.stringify({ ...quicknet, hash: `${quicknet.hash}0` })],
    ["LOTTERY_BEACON_CHAIN", JSON.stringify({ ...quicknet, public_key: quicknet.hash })],
    ["LOTTERY_BEACON_CHAIN", JSON.stringify({ ...quicknet, public_key: `0${quicknet.public_key}` })],
    ["LOTTERY_BEACON_CHAIN", JSON.stringify({ ...quicknet, public_key: `${quicknet.public_key}0` })],
    ["LOTTERY_BEACON_CHAIN", JSON.stringify({ ...quicknet, schemeID: "pedersen-bls-chained" })],
    ["LOTTERY_COMMAND", "tombola"],
    ["LOTTERY_COMMAND", "/Tombola"],
    ["LOTTERY_COMMAND", "/tom bola"],
    ["LOTTERY_COMMAND", "/"],
    ["LOTTERY_COMMAND", "//tombola"],
    ["LOTTERY_COMMAND", "/tombola`"],
    ["LOTTERY_COMMAND", "/<!channel>"],
    ["LOTTERY_COMMAND", `/${"l".repeat(32)}`],
    ["LOTTERY_LOCALE", "klingon"],
    ["LOTTERY_SHOW_IDS", "true"],
    ["LOTTERY_OPT_OUT", "true"],
  ])("%s=%s", (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^Invalid environment: ${name} must .*\\.$`));
    // Not a message of the validation library.
    expect(message).not.toMatch(/invalid (input|option|url|string)|expected|\n/);
    if (value.length > 1) expect(message).not.toContain(value);
  });

  test.each([
    ["STATE_MACHINE_ARN", "x", "must be an ARN of states"],
    ["LOTTERY_LOCALE", "fr", "must be en or zh-CN"],
    ["LOTTERY_BEACON", "yes", "must be drand or none"],
    [
      "LOTTERY_BEACON_RELAYS",
      "x",
      "must list the addresses of drand relays, like https://api.drand.sh, separated by commas",
    ],
    [
      "LOTTERY_BEACON_CHAIN",
      "x",
      "must be a drand chain as JSON with exactly these fields: hash, public_key, genesis_time and period",
    ],
    ["SLACK_API_URL", "x", "must be an address like https://slack.com/api/"],
  ])("%s=%s with what it must be", (name, value, rule) => {
    expect(refusal({ [name]: value })).toBe(`Invalid environment: ${name} ${rule}.`);
  });

  test("all invalid variables in one error", () => {
    const message = refusal({ SLACK_BOT_TOKEN: "", SLACK_SIGNING_SECRET: " ", LOTTERY_LOCALE: "fr" });
    expect(message.split("; ")).toHaveLength(3);
    expect(message).toMatch(
      /SLACK_SIGNING_SECRET is missing and .*SLACK_BOT_TOKEN is missing and .*LOTTERY_LOCALE must /,
    );
    expect(message).not.toContain("xoxb");
  });
});

describe("accepts values as people type them:", () => {
  test("an empty or blank variable is missing", () => {
    expect(
      readEnvironment({ ...whole, LOTTERY_LOCALE: "", DRAWS_TABLE: " ", SLACK_API_URL: "" }, environment),
    ).toMatchObject({
      LOTTERY_LOCALE: "en",
      DRAWS_TABLE: "Lottery-Draws",
      SLACK_API_URL: "https://slack.com/api/",
    });
  });

  test("blanks and line breaks around a value are ignored", () => {
    expect(
      readEnvironment(
        { ...whole, SLACK_BOT_TOKEN: " xoxb-local\r\n", LOTTERY_LOCALE: "zh-CN " },
        environment,
      ),
    ).toMatchObject({ SLACK_BOT_TOKEN: "xoxb-local", LOTTERY_LOCALE: "zh-CN" });
  });

  test.each(["U1,W2", " U1 , W2 ", "U1;W2", "U1 W2", "U1,\nW2,", "U1,W2,U1"])("operators as %j", (value) => {
    const { LOTTERY_OPERATORS } = readEnvironment({ ...whole, LOTTERY_OPERATORS: value }, environment);
    expect(LOTTERY_OPERATORS).toEqual(new Set(["U1", "W2"]));
  });
});
