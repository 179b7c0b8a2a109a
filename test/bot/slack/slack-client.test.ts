import nock from "nock";
import { expect, test, vi } from "vitest";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { SLACK_API_URL, useSlackApi } from "./use-slack-api.ts";

useSlackApi();

const post = () =>
  createSlackClient("xoxb-secret", SLACK_API_URL).chat.postMessage({ channel: "C0LOTTERY", text: "x" });

const slack = () => nock(SLACK_API_URL).persist().post("/chat.postMessage");

test.each([
  ["too many requests", () => slack().reply(429, "", { "retry-after": "30" })],
  ["a server error", () => slack().reply(503, "")],
  ["a connection that breaks", () => slack().replyWithError("ECONNRESET")],
])(
  "a request that gets %s fails and is not repeated, because the message may have been posted",
  async (_, serve) => {
    let requests = 0;
    serve().on("request", () => requests++);
    await expect(post()).rejects.toThrow();
    expect(requests).toBe(1);
  },
);

test("a request sends its token and uses its own connection", async () => {
  nock(SLACK_API_URL, { reqheaders: { authorization: "Bearer xoxb-secret", connection: "close" } })
    .post("/chat.postMessage")
    .reply(200, { ok: true });
  expect(await post()).toMatchObject({ ok: true });
});

test("a request is given up after 5 s, half the timeout of the function that responds to Slack", async () => {
  using timeout = vi.spyOn(AbortSignal, "timeout");
  slack().reply(200, { ok: true });
  await post();
  expect(timeout.mock.calls).toEqual([[5_000]]);
});
