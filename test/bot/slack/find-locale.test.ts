import { describe, expect, test } from "vitest";
import { createFindLocale } from "../../../bot/slack/find-locale.ts";
import type { ReadUser } from "../../../bot/slack/read-user.ts";

const HOUR = 60 * 60_000;

function open(...responses: Awaited<ReturnType<ReadUser>>[]) {
  let time = 0;
  let calls = 0;
  const findLocale = createFindLocale({
    readUser: () => Promise.resolve(responses[calls++] ?? "unknown"),
    now: () => new Date(time),
  });
  return {
    find: () => findLocale("U0ANN"),
    calls: () => calls,
    wait(ms: number) {
      time += ms;
    },
  };
}

describe("a person's language is", () => {
  test.each([
    ["en-US", "en"],
    ["en-GB", "en"],
    ["zh-CN", "zh-CN"],
    ["zh-TW", undefined],
    ["de-DE", undefined],
    [undefined, undefined],
  ])("of Slack's %s: %s", async (locale, expected) => {
    expect(await open({ id: "U0ANN", ...(locale !== undefined && { locale }) }).find()).toBe(expected);
  });

  test("asked for once an hour", async () => {
    const people = open({ locale: "zh-CN" }, { locale: "en-US" });
    expect(await people.find()).toBe("zh-CN");
    people.wait(HOUR - 1);
    expect(await people.find()).toBe("zh-CN");
    expect(people.calls()).toBe(1);
    people.wait(1);
    expect(await people.find()).toBe("en");
  });

  test("unknown while Slack does not respond, or the last known one", async () => {
    const people = open("unknown", { locale: "zh-CN" }, "unknown", "missing");
    expect(await people.find()).toBeUndefined();
    expect(await people.find()).toBe("zh-CN");
    people.wait(HOUR);
    expect(await people.find()).toBe("zh-CN");
    expect(await people.find()).toBe("zh-CN");
    expect(people.calls()).toBe(4);
  });
});
