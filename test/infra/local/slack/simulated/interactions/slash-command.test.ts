import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  CHANNEL,
  readForm,
  readTexts,
  respondJson,
  SIGNING_SECRET,
  serveSlack,
} from "../../../../../support/serve-slack.ts";

describe("a slash command", () => {
  test("reaches the bot with Slack's fields and a valid signature", async () => {
    const slack = await serveSlack();
    await slack.type("U0OPERATOR", "/lottery  draw 2 AirPods & @max");
    const [event] = slack.events;
    expect(readForm(event)).toEqual({
      token: expect.any(String),
      team_id: "T0LOTTERY",
      team_domain: "lottery-local",
      channel_id: CHANNEL,
      channel_name: "lottery",
      user_id: "U0OPERATOR",
      user_name: "olivia",
      command: "/lottery",
      text: "draw 2 AirPods &amp; <@U0MEMBER|max>",
      api_app_id: "A0LOTTERY",
      is_enterprise_install: "false",
      response_url: expect.stringContaining(`${slack.url}/slack/response/`),
      trigger_id: expect.stringMatching(/^\d+\.T0LOTTERY\.[0-9a-f]{32}$/),
    });
    const body = Buffer.from(event?.body ?? "", "base64").toString();
    const timestamp = event?.headers["x-slack-request-timestamp"];
    const expected = createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex");
    expect(event?.headers["x-slack-signature"]).toBe(`v0=${expected}`);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5);
  });

  test("shows an ephemeral response only to the caller", async () => {
    const slack = await serveSlack({ bot: () => respondJson({ text: "only you" }) });
    await slack.type("U0MEMBER", "/lottery draw 2");
    expect(readTexts(slack)).toEqual([{ user: "U0LOTTERY", text: "only you", visibleTo: "U0MEMBER" }]);
  });

  test("shows a response in the channel together with the command", async () => {
    const slack = await serveSlack({
      bot: () => respondJson({ response_type: "in_channel", text: "drawing" }),
    });
    await slack.type("U0OPERATOR", "/lottery draw 2 <b>");
    expect(readTexts(slack)).toEqual([
      { user: "U0OPERATOR", text: "/lottery draw 2 &lt;b&gt;" },
      { user: "U0LOTTERY", text: "drawing" },
    ]);
  });

  test("shows plain text as an ephemeral response, and nothing for an empty response", async () => {
    const bodies = ["just text", ""];
    const slack = await serveSlack({ bot: () => ({ statusCode: 200, body: bodies.shift() }) });
    await slack.type("U0MEMBER", "/lottery");
    await slack.type("U0MEMBER", "/lottery");
    expect(readTexts(slack)).toEqual([{ user: "U0LOTTERY", text: "just text", visibleTo: "U0MEMBER" }]);
  });

  test.each([
    ["responds with an error", () => ({ statusCode: 500, body: "" }), "dispatch_failed"],
    ["responds with a redirect", () => ({ statusCode: 302, body: "" }), "dispatch_failed"],
    ["does not know the path", () => ({ statusCode: 404, body: "" }), "dispatch_failed"],
    ["throws", () => Promise.reject(new Error("dead")), "dispatch_failed"],
    ["is too slow", () => new Promise(() => undefined), "operation_timeout"],
    [
      "responds with blocks that Slack rejects",
      () => respondJson({ blocks: [{ type: "x" }] }),
      "invalid_blocks",
    ],
  ])("notifies the caller when the bot %s", async (_, bot, error) => {
    const slack = await serveSlack({ bot, responseTimeout: 100 });
    await slack.type("U0MEMBER", "/lottery draw 2");
    expect(readTexts(slack)).toEqual([
      { user: "USLACKBOT", text: `/lottery failed with the error "${error}"`, visibleTo: "U0MEMBER" },
    ]);
  });

  test("can be responded to later with its response_url, only to the caller", async () => {
    const slack = await serveSlack();
    await slack.type("U0SOFIA", "/lottery winners");
    const { response_url = "" } = readForm(slack.events[0]);
    await slack.post(new URL(response_url).pathname, { text: "later" });
    expect(readTexts(slack)).toEqual([{ user: "U0LOTTERY", text: "later", visibleTo: "U0SOFIA" }]);
  });

  test("gets a response from Slackbot if no app has it", async () => {
    const slack = await serveSlack();
    await slack.type("U0MEMBER", "/raffle");
    expect(slack.events).toEqual([]);
    expect(readTexts(slack)).toMatchObject([{ user: "USLACKBOT", visibleTo: "U0MEMBER" }]);
  });

  test("gets its response at Slack's one address, even if the page was opened under another name of this machine", async () => {
    const slack = await serveSlack();
    await fetch(`${slack.url.replace("localhost", "127.0.0.1")}/playground/command`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user: "U0OPERATOR", channel: CHANNEL, text: "/lottery help" }),
    });
    expect(readForm(slack.events[0])["response_url"]).toContain(`${slack.url}/slack/response/`);
  });
});

test("text without a slash is a message to everybody", async () => {
  const slack = await serveSlack();
  await slack.type("U0MEMBER", "Good luck, @olivia & all!");
  expect(readTexts(slack)).toEqual([
    { user: "U0MEMBER", text: "Good luck, <@U0OPERATOR|olivia> &amp; all!" },
  ]);
});
