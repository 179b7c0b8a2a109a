import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Channel, createCheckChannel } from "../../../bot/slack/check-channel.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { recordLog } from "../../support/record-log.ts";

const SLACK_API_URL = "https://slack.test/api/";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
  nock.restore();
  log[Symbol.dispose]();
});

const judge = (place: Channel, timeoutMs = 1_000) =>
  createCheckChannel({
    connect: () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL)),
    timeoutMs,
  })(place);

const info = () => nock(SLACK_API_URL).post("/conversations.info", { channel: "C0SECRET" });
const answerInfo = (answer: object) => info().reply(200, answer);

const privateChannel: Channel = { channelId: "C0SECRET", channelName: "privategroup" };

describe("a place that shows in what Slack sends", () => {
  test.for([
    ["D024BE91L", "directmessage"],
    ["D024BE91L", ""],
    ["C0MPIM", "mpdm-ann--bo--cy-1"],
    ["G0MPIM", "mpdm-ann--bo--cy-1"],
    ["C0ANY", "directmessage"],
  ] as const)("without asking Slack, %s (%s) is a direct message", async ([channelId, channelName]) => {
    expect(await judge({ channelId, channelName })).toEqual("direct-message");
  });

  test.for([
    ["C0LOTTERY", "lottery"],
    ["C0LOTTERY", "private-stuff"],
    ["C0LOTTERY", ""],
  ] as const)("%s (%s) is open: the bot may post in public channels", async ([channelId, channelName]) => {
    expect(await judge({ channelId, channelName })).toEqual("open");
  });
});

describe("a private channel", () => {
  test("in which the bot is, is open", async () => {
    answerInfo({ ok: true, channel: { id: "C0SECRET", is_private: true, is_member: true } });
    expect(await judge(privateChannel)).toEqual("open");
    expect(nock.isDone()).toBe(true);
  });

  test.for(["privategroup", "old-name"])(
    "of the older kind (%s) is asked about as well",
    async (channelName) => {
      nock(SLACK_API_URL)
        .post("/conversations.info", { channel: "G0OLD" })
        .reply(200, { ok: false, error: "channel_not_found" });
      expect(await judge({ channelId: "G0OLD", channelName })).toEqual("not-invited");
    },
  );

  test.for([
    [{ ok: false, error: "channel_not_found" }, "not-invited"],
    [{ ok: true, channel: { is_member: false } }, "not-invited"],
    [{ ok: true, channel: { is_member: true, is_archived: true } }, "archived"],
    [{ ok: true, channel: { is_member: true, is_mpim: true } }, "direct-message"],
  ] as const)("about which Slack answers %j is %j", async ([answer, verdict]) => {
    answerInfo(answer);
    expect(await judge(privateChannel)).toEqual(verdict);
  });
});

describe("a check that cannot be made does not stop a draw:", () => {
  test.for(["missing_scope", "invalid_auth", "some_new_error"])("Slack answers %s", async (error) => {
    answerInfo({ ok: false, error });
    expect(await judge(privateChannel)).toEqual("open");
    expect(log.events("channel-not-checked")).toMatchObject([{ level: "warn", reason: error }]);
  });

  test("Slack fails, or wants to be left alone", async () => {
    info().reply(503);
    expect(await judge(privateChannel)).toEqual("open");
    info().reply(429, "", { "retry-after": "30" });
    expect(await judge(privateChannel)).toEqual("open");
    expect(log.events("channel-not-checked")).toHaveLength(2);
  });

  test("Slack is late", async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    info().reply(async () => {
      await released;
      return [200, { ok: false, error: "channel_not_found" }];
    });
    const begin = performance.now();
    expect(await judge(privateChannel, 20)).toEqual("open");
    expect(performance.now() - begin).toBeLessThan(1_000);
    expect(log.events("channel-not-checked")).toMatchObject([{ reason: "timeout" }]);
    release();
  });

  test("the token cannot be read, now or late", async () => {
    const connect = () => Promise.reject(new RangeError("no secret"));
    expect(await createCheckChannel({ connect, timeoutMs: 1_000 })(privateChannel)).toEqual("open");
    expect(log.events("channel-not-checked")).toMatchObject([{ reason: "RangeError" }]);
    const { promise, reject } = Promise.withResolvers<never>();
    expect(await createCheckChannel({ connect: () => promise, timeoutMs: 1 })(privateChannel)).toEqual(
      "open",
    );
    reject(new RangeError("no secret"));
  });
});
