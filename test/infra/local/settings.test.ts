import { describe, expect, test } from "vitest";
import { readLocalSettings } from "../../../infra/local/settings.ts";

const real = {
  SLACK_APP_TOKEN: "xapp-1-secret",
  SLACK_BOT_TOKEN: "xoxb-secret",
  LOTTERY_OPERATORS: "U1, W2",
};

test("without anything set, a pretended Slack on this machine alone, with nothing kept", () => {
  expect(readLocalSettings({})).toMatchObject({
    PORT: 3000,
    LOTTERY_HOST: "127.0.0.1",
    LOTTERY_DATA: undefined,
    LOTTERY_EMAILS: ["winners@example.com"],
    LOTTERY_OPERATORS: "U0OPERATOR",
    SLACK_APP_TOKEN: undefined,
    SLACK_BOT_TOKEN: "xoxb-local",
    SLACK_SIGNING_SECRET: "local-signing-secret",
    smtp: undefined,
  });
  expect(readLocalSettings({ SLACK_APP_TOKEN: "", LOTTERY_DATA: "", SMTP_URL: "" })).toMatchObject({
    SLACK_BOT_TOKEN: "xoxb-local",
    LOTTERY_DATA: undefined,
  });
});

describe("with an app-level token", () => {
  test("the data of the real team is kept, nobody is mailed whom nobody named, and nobody else can sign", () => {
    const settings = readLocalSettings({ ...real, SLACK_SIGNING_SECRET: "known" });
    expect(settings).toMatchObject({
      LOTTERY_DATA: ".lottery",
      LOTTERY_EMAILS: [],
      LOTTERY_OPERATORS: "U1, W2",
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
  ])("%s that is %j is named in one line, with where to find it", (name, value, hint) => {
    const read = () => readLocalSettings({ ...real, [name]: value });
    expect(read).toThrow(expect.objectContaining({ name: "SettingsWrong" }));
    expect(read).toThrow(new RegExp(`^The settings do not fit: ${name} must .*${hint}.*\\.$`));
    expect(read).not.toThrow(/secret|\n/);
  });

  test("all that is missing is said at once", () => {
    expect(() => readLocalSettings({ SLACK_APP_TOKEN: "xapp-1" })).toThrow(
      /SLACK_BOT_TOKEN.*; LOTTERY_OPERATORS/,
    );
  });
});

describe("mail", () => {
  test("comes from who logs in at the server, or from whom one says", () => {
    const SMTP_URL = "smtps://ann%40example.com:secret@mail.example.com";
    expect(readLocalSettings({ SMTP_URL })).toMatchObject({
      smtp: { url: new URL(SMTP_URL), from: "ann@example.com" },
      LOTTERY_EMAILS: [],
    });
    const LOTTERY_MAIL_FROM = "lottery@example.com";
    expect(readLocalSettings({ SMTP_URL, LOTTERY_MAIL_FROM }).smtp?.from).toBe(LOTTERY_MAIL_FROM);
  });

  test.each([
    [{ SMTP_URL: "smtp://mail.example.com" }, "LOTTERY_MAIL_FROM must say"],
    [{ SMTP_URL: "smtp://a%40b.de:secret%@mail.example.com" }, "SMTP_URL must be like"],
    [{ SMTP_URL: "mail.example.com" }, "SMTP_URL must be like"],
    [{ SMTP_URL: "https://secret@mail.example.com" }, "SMTP_URL must be like"],
    [{ SMTP_URL: "smtp://a%40b.de@c.de", LOTTERY_MAIL_FROM: "secret" }, "LOTTERY_MAIL_FROM must be"],
  ])("is refused for %j", (source, words) => {
    expect(() => readLocalSettings(source)).toThrow(new RegExp(`^The settings do not fit: ${words}`));
    expect(() => readLocalSettings(source)).not.toThrow(/secret/);
  });
});

describe("the folder that keeps the data", () => {
  test("is the one of the argument, before the one of the variable", () => {
    expect(readLocalSettings({ LOTTERY_DATA: "kept" }).LOTTERY_DATA).toBe("kept");
    expect(readLocalSettings({ LOTTERY_DATA: "kept" }, ["--data", "here"]).LOTTERY_DATA).toBe("here");
    expect(readLocalSettings(real, ["--data=here"]).LOTTERY_DATA).toBe("here");
  });

  test.for<[string, string[], string]>([
    ["an unknown option", ["--dada", "x"], "Unknown option '--dada'."],
    ["a lone word", ["kept"], "Unexpected argument 'kept'."],
    ["a missing folder", ["--data"], "Option '--data <value>' argument missing."],
    ["an empty folder", ["--data="], "--data names no folder."],
    ["another option as folder", ["--data", "--help"], "Option '--data' argument is ambiguous."],
  ])("%s is refused in one line that says how it is used", ([, args, reason]) => {
    expect(() => readLocalSettings({}, args)).toThrow(
      expect.objectContaining({
        name: "SettingsWrong",
        message: `${reason} Usage: npm start -- [--data <folder>]`,
      }),
    );
  });

  test("is not lost where npm has taken the argument for itself", () => {
    expect(() => readLocalSettings({ npm_config_data: "kept" })).toThrow(/put -- before it/);
    expect(readLocalSettings({ npm_config_data: "kept" }, ["--data", "here"]).LOTTERY_DATA).toBe("here");
  });
});
