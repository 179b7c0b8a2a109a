import nock from "nock";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { recordLog } from "../../support/record-log.ts";

const API = "https://slack.test/api/";

let log: ReturnType<typeof recordLog>;
beforeEach(() => {
  log = recordLog();
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
  log[Symbol.dispose]();
});

const post = () =>
  createSlackClient("xoxb-secret", API).chat.postMessage({ channel: "C0LOTTERY", text: "x" });

const slack = () => nock(API).persist().post("/chat.postMessage");

test.each([
  ["too many requests", () => slack().reply(429, "", { "retry-after": "30" })],
  ["an error of Slack's servers", () => slack().reply(503, "")],
  ["a connection that breaks", () => slack().replyWithError("ECONNRESET")],
])(
  "a request that meets %s fails and is not repeated: the message may have been posted",
  async (_, serve) => {
    let requests = 0;
    serve().on("request", () => requests++);
    await expect(post()).rejects.toThrow();
    expect(requests).toBe(1);
  },
);

test("a request sends its token, and asks for a connection of its own", async () => {
  nock(API, { reqheaders: { authorization: "Bearer xoxb-secret", connection: "close" } })
    .post("/chat.postMessage")
    .reply(200, { ok: true });
  expect(await post()).toMatchObject({ ok: true });
});

test("a request is given up after 5 s, half the time of the function that answers Slack", async () => {
  using timeout = vi.spyOn(AbortSignal, "timeout");
  slack().reply(200, { ok: true });
  await post();
  expect(timeout.mock.calls).toEqual([[5_000]]);
});
