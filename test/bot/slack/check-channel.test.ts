import nock from "nock";
import { describe, expect, test } from "vitest";
import { type Channel, createCheckChannel } from "../../../bot/slack/check-channel.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { SLACK_API_URL, useSlackApi } from "./use-slack-api.ts";

const log = useSlackApi();

const check = (channel: Channel, timeoutMs = 1_000, allowed: readonly string[] = []) =>
  createCheckChannel({
    connect: () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL)),
    listAllowed: () => Promise.resolve(allowed),
    timeoutMs,
  })(channel);

const listAllowed = () => Promise.resolve([]);

const info = () => nock(SLACK_API_URL).post("/conversations.info", { channel: "C0SECRET" });
const serveInfo = (response: object) => info().reply(200, response);

const privateChannel: Channel = { channelId: "C0SECRET", channelName: "privategroup" };

describe("a channel that the request describes", () => {
  test.for([
    ["D024BE91L", "directmessage"],
    ["D024BE91L", ""],
    ["C0MPIM", "mpdm-ann--bo--cy-1"],
    ["G0MPIM", "mpdm-ann--bo--cy-1"],
    ["C0ANY", "directmessage"],
  ] as const)("%s (%s) is a direct message, without a request to Slack", async ([channelId, channelName]) => {
    expect(await check({ channelId, channelName })).toEqual("direct-message");
  });

  test.for([
    ["C0LOTTERY", "lottery"],
    ["C0LOTTERY", "private-stuff"],
    ["C0LOTTERY", ""],
  ] as const)("%s (%s) is open: the bot may post in public channels", async ([channelId, channelName]) => {
    nock(SLACK_API_URL).post("/conversations.info").reply(200, { ok: false, error: "channel_not_found" });
    expect(await check({ channelId, channelName })).toEqual("open");
    expect(nock.isDone()).toBe(false);
    nock.cleanAll();
  });
});

describe("a private channel", () => {
  test("with the bot as a member is open", async () => {
    serveInfo({ ok: true, channel: { id: "C0SECRET", is_private: true, is_member: true } });
    expect(await check(privateChannel)).toEqual("open");
    expect(nock.isDone()).toBe(true);
  });

  test.for(["privategroup", "old-name"])("of the older kind (%s) is checked, too", async (channelName) => {
    nock(SLACK_API_URL)
      .post("/conversations.info", { channel: "G0OLD" })
      .reply(200, { ok: false, error: "channel_not_found" });
    expect(await check({ channelId: "G0OLD", channelName })).toEqual("not-invited");
  });

  test.for([
    [{ ok: false, error: "channel_not_found" }, "not-invited"],
    [{ ok: true, channel: { is_member: false } }, "not-invited"],
    [{ ok: true, channel: { is_member: true, is_archived: true } }, "archived"],
    [{ ok: true, channel: { is_member: true, is_mpim: true } }, "direct-message"],
  ] as const)("for which Slack returns %j is %j", async ([response, status]) => {
    serveInfo(response);
    expect(await check(privateChannel)).toEqual(status);
  });
});

describe("a check that fails does not prevent a draw:", () => {
  test.for(["missing_scope", "invalid_auth", "some_new_error"])("Slack returns %s", async (error) => {
    serveInfo({ ok: false, error });
    expect(await check(privateChannel)).toEqual("open");
    expect(log.events("channel-not-checked")).toMatchObject([{ level: "warn", reason: error }]);
  });

  test("Slack fails, or limits the rate", async () => {
    info().reply(503);
    expect(await check(privateChannel)).toEqual("open");
    info().reply(429, "", { "retry-after": "30" });
    expect(await check(privateChannel)).toEqual("open");
    expect(log.events("channel-not-checked")).toHaveLength(2);
  });

  test("Slack is slow", async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    info().reply(async () => {
      await released;
      return [200, { ok: false, error: "channel_not_found" }];
    });
    const begin = performance.now();
    expect(await check(privateChannel, 20)).toEqual("open");
    expect(performance.now() - begin).toBeLessThan(1_000);
    expect(log.events("channel-not-checked")).toMatchObject([{ reason: "timeout" }]);
    release();
  });

  test("the token cannot be read, at once or later", async () => {
    const connect = () => Promise.reject(new RangeError("no secret"));
    expect(await createCheckChannel({ connect, listAllowed, timeoutMs: 1_000 })(privateChannel)).toEqual(
      "open",
    );
    expect(log.events("channel-not-checked")).toMatchObject([{ reason: "RangeError" }]);
    const { promise, reject } = Promise.withResolvers<never>();
    expect(
      await createCheckChannel({ connect: () => promise, listAllowed, timeoutMs: 1 })(privateChannel),
    ).toEqual("open");
    reject(new RangeError("no secret"));
  });
});

describe("if draws are limited to certain channels", () => {
  test.for([
    [["C0LOTTERY"], "open"],
    [["C0OTHER", "C0LOTTERY"], "open"],
    [["C0OTHER"], "not-allowed"],
  ] as const)("and these are %j, a public channel is %j", async ([allowed, status]) => {
    expect(await check({ channelId: "C0LOTTERY", channelName: "lottery" }, 1_000, allowed)).toEqual(status);
  });

  test("a private channel must be allowed, and the bot a member", async () => {
    serveInfo({ ok: true, channel: { is_member: true } });
    expect(await check(privateChannel, 1_000, ["C0OTHER"])).toEqual("not-allowed");
    serveInfo({ ok: true, channel: { is_member: false } });
    expect(await check(privateChannel, 1_000, ["C0SECRET"])).toEqual("not-invited");
  });

  test("and the list cannot be read, nothing is drawn", async () => {
    const connect = () => Promise.reject(new RangeError("not needed"));
    const unreadable = () => Promise.reject(new Error("throttled"));
    const checkChannel = createCheckChannel({ connect, listAllowed: unreadable, timeoutMs: 1 });
    await expect(checkChannel({ channelId: "C0LOTTERY", channelName: "lottery" })).rejects.toThrow(
      "throttled",
    );
  });
});
