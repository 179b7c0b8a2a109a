import { describe, expect, test } from "vitest";
import { quicknet } from "../../../../data/runtime/beacon-chain.ts";
import { readLocalSettings } from "../../../../infra/local/settings/settings.ts";

const real = {
  SLACK_APP_TOKEN: "xapp-1-secret",
  SLACK_BOT_TOKEN: "xoxb-secret",
  LOTTERY_OPERATORS: "U1, W2",
};

test("the defaults: a simulated Slack on this machine only, without stored data", () => {
  expect(readLocalSettings({})).toMatchObject({
    PORT: 3000,
    LOTTERY_HOST: "127.0.0.1",
    LOTTERY_DATA: undefined,
    LOTTERY_EMAILS: ["winners@example.com"],
    LOTTERY_OPERATORS: new Set(["U0OPERATOR"]),
    LOTTERY_LOCALE: "en",
    LOTTERY_COMMAND: "/lottery",
    LOTTERY_BEACON: "none",
    LOTTERY_BEACON_CHAIN: quicknet,
    EMPLOYEE_TABLE: "Lottery-Employee",
    SLACK_APP_TOKEN: undefined,
    SLACK_BOT_TOKEN: "xoxb-local",
    SLACK_SIGNING_SECRET: "local-signing-secret",
    smtp: undefined,
  });
});

test("an empty or blank variable counts as not set", () => {
  const names = [
    ...["SLACK_APP_TOKEN", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "SMTP_URL", "PORT"],
    ...[
      "LOTTERY_DATA",
      "LOTTERY_HOST",
      "LOTTERY_EMAILS",
      "LOTTERY_MAIL_FROM",
      "LOTTERY_LOCALE",
      "LOTTERY_BEACON",
      "LOTTERY_BEACON_RELAYS",
      "LOTTERY_BEACON_CHAIN",
      "DRAWS_TABLE",
    ],
  ];
  for (const nothing of ["", " \t"])
    expect(readLocalSettings(Object.fromEntries(names.map((name) => [name, nothing])))).toEqual(
      readLocalSettings({}),
    );
});

describe("an invalid variable is named in one line with its rule, for both kinds of Slack", () => {
  test.for<[string, string, string]>([
    ["LOTTERY_LOCALE", "fr", "must be en or zh-CN"],
    ["LOTTERY_COMMAND", "Tombola", "must be the name of a slash command"],
    ["LOTTERY_BEACON", "on", "must be drand or none"],
    ["LOTTERY_BEACON_RELAYS", "drand", "must list the addresses of drand relays"],
    ["LOTTERY_BEACON_CHAIN", "{}", "must be a drand chain as JSON"],
    ["LOTTERY_EMAILS", "foo", "must list mail addresses"],
    ["LOTTERY_EMAILS", "ann@example.com, foo", "must list mail addresses"],
    ["LOTTERY_EMAILS", "ann@example.com bo@example.com", "must list mail addresses"],
    ["LOTTERY_EMAILS", "ann@example", "must list mail addresses"],
    ["LOTTERY_OPERATORS", "olivia", "must list who may draw"],
    ["PORT", "abc", "must be a number from 0 to 65535"],
    ["DYNAMODB_PORT", "65536", "must be a number from 0 to 65535"],
    ["SFN_PORT", "-1", "must be a number from 0 to 65535"],
    ["SNS_PORT", "1e3", "must be a number from 0 to 65535"],
    ["EMPLOYEE_TABLE", "a b", "must be the name of a table"],
    ["SMTP_URL", "mail.example.com", "must be like smtps://"],
    ["HTTPS_PROXY", "ftp://proxy.example.com", "must be the address of a proxy"],
    ["http_proxy", "://", "must be the address of a proxy"],
    ["LOTTERY_MAIL_FROM", "ann@example.com, bo@example.com", "must be one mail address"],
  ])("%s=%s", ([name, value, rule]) => {
    for (const source of [{}, real]) {
      const read = () => readLocalSettings({ ...source, [name]: value });
      expect(read).toThrow(expect.objectContaining({ name: "InvalidEnvironment" }));
      expect(read).toThrow(new RegExp(`^Invalid environment: ${name} ${rule}[^;]*\\.$`));
      expect(read).not.toThrow(/invalid input|expected|received|\n/);
    }
  });

  test("all invalid ones are named at once", () => {
    expect(() => readLocalSettings({ PORT: "abc", LOTTERY_EMAILS: "foo", LOTTERY_LOCALE: "fr" })).toThrow(
      /LOTTERY_LOCALE must .*; PORT must .*; LOTTERY_EMAILS must /,
    );
  });
});

test("mail addresses are accepted in the forms of mail programs, each once", () => {
  const read = (LOTTERY_EMAILS: string) => readLocalSettings({ LOTTERY_EMAILS }).LOTTERY_EMAILS;
  const both = ["ann@example.com", "bo@example.com"];
  expect(read("ann@example.com,bo@example.com")).toEqual(both);
  expect(read("ann@example.com; bo@example.com;")).toEqual(both);
  expect(read("ann@example.com\nbo@example.com\r\n")).toEqual(both);
  expect(read('"Lee, Ann" <ann@example.com>, 李波 <bo@example.com>')).toEqual(both);
  expect(read("ann@example.com,bo@example.com,Ann@Example.com").map((each) => each.toLowerCase())).toEqual(
    both,
  );
});

describe("with an app-level token", () => {
  test("the team's data is stored, only configured addresses get mails, and nobody else can sign requests", () => {
    const settings = readLocalSettings({ ...real, SLACK_SIGNING_SECRET: "known" });
    expect(settings).toMatchObject({
      LOTTERY_DATA: ".lottery",
      LOTTERY_EMAILS: [],
      LOTTERY_OPERATORS: new Set(["U1", "W2"]),
      SLACK_API_URL: "https://slack.com/api/",
    });
    expect(settings.SLACK_SIGNING_SECRET).toMatch(/^[0-9a-f]{64}$/);
    expect(settings.SLACK_SIGNING_SECRET).not.toBe(readLocalSettings(real).SLACK_SIGNING_SECRET);
  });

  test.each([
    ["SLACK_BOT_TOKEN", undefined, "Bot User OAuth Token"],
    ["SLACK_BOT_TOKEN", "xapp-1-secret", "Bot User OAuth Token"],
    ["SLACK_APP_TOKEN", "xoxb-secret", "connections:write"],
    ["LOTTERY_OPERATORS", undefined, "Copy member ID"],
    ["LOTTERY_OPERATORS", "@ann", "Copy member ID"],
    ["LOTTERY_OPERATORS", "", "Copy member ID"],
  ])("the invalid %s %j is named in one line, with where to find it", (name, value, hint) => {
    const read = () => readLocalSettings({ ...real, [name]: value });
    expect(read).toThrow(expect.objectContaining({ name: "InvalidEnvironment" }));
    expect(read).toThrow(new RegExp(`^Invalid environment: ${name} (is missing and )?must .*${hint}.*\\.$`));
    expect(read).not.toThrow(/secret|\n/);
  });

  test("all missing variables are named at once", () => {
    expect(() => readLocalSettings({ SLACK_APP_TOKEN: "xapp-1" })).toThrow(
      /SLACK_BOT_TOKEN.*; LOTTERY_OPERATORS/,
    );
  });
});

describe("mail", () => {
  test("comes from the user who logs in at the server, or from the configured sender", () => {
    const SMTP_URL = "smtps://ann%40example.com:secret@mail.example.com";
    expect(readLocalSettings({ SMTP_URL })).toMatchObject({
      smtp: { url: new URL(SMTP_URL), from: { name: "", address: "ann@example.com" } },
      LOTTERY_EMAILS: [],
    });
    const LOTTERY_MAIL_FROM = "Lottery <lottery@example.com>";
    expect(readLocalSettings({ SMTP_URL, LOTTERY_MAIL_FROM }).smtp?.from).toEqual({
      name: "Lottery",
      address: "lottery@example.com",
    });
  });

  test.each([
    [{ SMTP_URL: "smtp://mail.example.com" }, "LOTTERY_MAIL_FROM is missing and must be"],
    [{ SMTP_URL: "smtp://a%40b.de:secret%@mail.example.com" }, "SMTP_URL must be like"],
    [{ SMTP_URL: "mail.example.com" }, "SMTP_URL must be like"],
    [{ SMTP_URL: "https://secret@mail.example.com" }, "SMTP_URL must be like"],
    [{ SMTP_URL: "smtp://a%40b.de@c.de", LOTTERY_MAIL_FROM: "secret" }, "LOTTERY_MAIL_FROM must be one"],
  ])("is refused for %j", (source, reason) => {
    expect(() => readLocalSettings(source)).toThrow(new RegExp(`^Invalid environment: ${reason}`));
    expect(() => readLocalSettings(source)).not.toThrow(/secret/);
  });
});

describe("the folder for the data", () => {
  test("is the argument's, or else the variable's", () => {
    expect(readLocalSettings({ LOTTERY_DATA: "kept" }).LOTTERY_DATA).toBe("kept");
    expect(readLocalSettings({ LOTTERY_DATA: "kept" }, ["--data", "here"]).LOTTERY_DATA).toBe("here");
    expect(readLocalSettings(real, ["--data=here"]).LOTTERY_DATA).toBe("here");
  });

  test.for<[string, string[], string]>([
    ["an unknown option", ["--dada", "x"], "Unknown option '--dada'."],
    ["a single word", ["kept"], "Unexpected argument 'kept'."],
    ["a missing folder", ["--data"], "Option '--data <value>' argument missing."],
    ["an empty folder", ["--data="], "--data needs a folder."],
    ["another option as folder", ["--data", "--help"], "Option '--data' argument is ambiguous."],
  ])("%s is refused in one line with the usage", ([, args, reason]) => {
    expect(() => readLocalSettings({}, args)).toThrow(
      expect.objectContaining({
        name: "SettingsWrong",
        message: `${reason} Usage: npm start -- [--data <folder>]`,
      }),
    );
  });

  test("is not ignored if npm has taken the argument for itself", () => {
    expect(() => readLocalSettings({ npm_config_data: "kept" })).toThrow(/Put -- before it/);
    expect(readLocalSettings({ npm_config_data: "kept" }, ["--data", "here"]).LOTTERY_DATA).toBe("here");
  });
});

describe("proxies", () => {
  const read = (source: Record<string, string>) => readLocalSettings(source).proxies;
  const thisMachine = "localhost,127.0.0.1,::1,[::1]";

  test("come from the variables of other programs, in either case, and are never used for this machine", () => {
    expect(read({})).toEqual({ http: "", https: "", except: `,${thisMachine}` });
    expect(
      read({ HTTPS_PROXY: "http://a:1", HTTP_PROXY: "http://b:1", NO_PROXY: ".c.de,d.de:8080" }),
    ).toEqual({
      http: "http://b:1",
      https: "http://a:1",
      except: `.c.de,d.de:8080,${thisMachine}`,
    });
    expect(read({ https_proxy: "http://a:1", HTTPS_PROXY: "http://b:1" }).https).toBe("http://a:1");
    expect(read({ http_proxy: "proxy.example.com:3128" }).https).toBe("http://proxy.example.com:3128");
    expect(read({ HTTPS_PROXY: "http://a:1", NO_PROXY: "c.de, *" }).except).toBe("*");
  });
});
