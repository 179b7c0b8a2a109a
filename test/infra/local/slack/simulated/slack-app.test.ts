import { createHmac } from "node:crypto";
import { request } from "node:http";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Blocks } from "../../../../../infra/local/slack/simulated/block-kit/blocks.ts";
import { CHANNEL, readForm, respondJson, SIGNING_SECRET, serveSlack } from "../../web/serve-slack.ts";

const texts = (slack: Awaited<ReturnType<typeof serveSlack>>) =>
  slack.workspace
    .messages(CHANNEL)
    .map(({ user, text, visibleTo }) => ({ user, text, ...(visibleTo && { visibleTo }) }));

describe("a slash command", () => {
  test("reaches the bot with Slack's fields and a signature that holds", async () => {
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

  test("shows an ephemeral answer to the one who asked", async () => {
    const slack = await serveSlack({ bot: () => respondJson({ text: "only you" }) });
    await slack.type("U0MEMBER", "/lottery draw 2");
    expect(texts(slack)).toEqual([{ user: "U0LOTTERY", text: "only you", visibleTo: "U0MEMBER" }]);
  });

  test("shows an answer in the channel together with the command", async () => {
    const slack = await serveSlack({
      bot: () => respondJson({ response_type: "in_channel", text: "drawing" }),
    });
    await slack.type("U0OPERATOR", "/lottery draw 2 <b>");
    expect(texts(slack)).toEqual([
      { user: "U0OPERATOR", text: "/lottery draw 2 &lt;b&gt;" },
      { user: "U0LOTTERY", text: "drawing" },
    ]);
  });

  test("takes plain text as an ephemeral answer, and nothing as none", async () => {
    const bodies = ["just text", ""];
    const slack = await serveSlack({ bot: () => ({ statusCode: 200, body: bodies.shift() }) });
    await slack.type("U0MEMBER", "/lottery");
    await slack.type("U0MEMBER", "/lottery");
    expect(texts(slack)).toEqual([{ user: "U0LOTTERY", text: "just text", visibleTo: "U0MEMBER" }]);
  });

  test.each([
    ["answers with an error", () => ({ statusCode: 500, body: "" }), "dispatch_failed"],
    ["answers with a redirect", () => ({ statusCode: 302, body: "" }), "dispatch_failed"],
    ["does not know the address", () => ({ statusCode: 404, body: "" }), "dispatch_failed"],
    ["throws", () => Promise.reject(new Error("dead")), "dispatch_failed"],
    ["is too slow", () => new Promise(() => undefined), "operation_timeout"],
    [
      "answers with blocks that Slack refuses",
      () => respondJson({ blocks: [{ type: "x" }] }),
      "invalid_blocks",
    ],
  ])("tells the one who asked when the bot %s", async (_, bot, error) => {
    const slack = await serveSlack({ bot, responseTimeout: 100 });
    await slack.type("U0MEMBER", "/lottery draw 2");
    expect(texts(slack)).toEqual([
      { user: "USLACKBOT", text: `/lottery failed with the error "${error}"`, visibleTo: "U0MEMBER" },
    ]);
  });

  test("can be answered later by its response_url, to the one who asked", async () => {
    const slack = await serveSlack();
    await slack.type("U0SOFIA", "/lottery winners");
    const { response_url = "" } = readForm(slack.events[0]);
    await slack.post(new URL(response_url).pathname, { text: "later" });
    expect(texts(slack)).toEqual([{ user: "U0LOTTERY", text: "later", visibleTo: "U0SOFIA" }]);
  });

  test("is Slackbot's to answer where no app has it", async () => {
    const slack = await serveSlack();
    await slack.type("U0MEMBER", "/raffle");
    expect(slack.events).toEqual([]);
    expect(texts(slack)).toMatchObject([{ user: "USLACKBOT", visibleTo: "U0MEMBER" }]);
  });

  test("is answered at Slack's one address, by whatever name of this machine the page was opened", async () => {
    const slack = await serveSlack();
    await fetch(`${slack.url.replace("localhost", "127.0.0.1")}/playground/command`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user: "U0OPERATOR", channel: CHANNEL, text: "/lottery help" }),
    });
    expect(readForm(slack.events[0])["response_url"]).toContain(`${slack.url}/slack/response/`);
  });
});

test("text without a slash is a message to all", async () => {
  const slack = await serveSlack();
  await slack.type("U0MEMBER", "Good luck, @olivia & all!");
  expect(texts(slack)).toEqual([{ user: "U0MEMBER", text: "Good luck, <@U0OPERATOR|olivia> &amp; all!" }]);
});

describe("a click on a button", () => {
  const button = {
    type: "button" as const,
    action_id: "older",
    text: { type: "plain_text" as const, text: "Older" },
    value: "2",
  };
  const blocks: Blocks = [{ type: "actions", block_id: "pages", elements: [button] }];
  const payloadSchema = z.looseObject({ response_url: z.url(), message: z.looseObject({}).optional() });
  const readPayload = (form: Record<string, string>) =>
    payloadSchema.parse(JSON.parse(form["payload"] ?? ""));

  async function click(slack: Awaited<ReturnType<typeof serveSlack>>, visibleTo?: string, user = "U0MEMBER") {
    const { ts } = slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "page 1", blocks }, visibleTo);
    const place = { channel: CHANNEL, ts, block_id: "pages", action_id: "older" };
    const response = await slack.post("/playground/action", { user, ...place });
    return { ts, result: await response.json() };
  }

  test("reaches the bot as block_actions", async () => {
    const slack = await serveSlack();
    const { ts, result } = await click(slack);
    expect(result).toEqual({ ok: true });
    expect(readPayload(readForm(slack.events[0]))).toMatchObject({
      type: "block_actions",
      user: { id: "U0MEMBER", username: "max", team_id: "T0LOTTERY" },
      container: { type: "message", message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
      channel: { id: CHANNEL, name: "lottery" },
      message: { ts, text: "page 1", user: "U0LOTTERY" },
      actions: [{ ...button, block_id: "pages", action_ts: expect.any(String) }],
    });
  });

  test("on a message for one person shows no message, and is that person's alone", async () => {
    const slack = await serveSlack();
    await click(slack, "U0MEMBER");
    expect(readPayload(readForm(slack.events[0]))).toMatchObject({ container: { is_ephemeral: true } });
    expect(readPayload(readForm(slack.events[0])).message).toBeUndefined();
    expect((await click(slack, "U0OPERATOR")).result).toEqual({ ok: false, error: "message_not_found" });
    expect(slack.events).toHaveLength(1);
  });

  test("is that of its block, whatever other blocks call theirs; none that is not there is clicked", async () => {
    const slack = await serveSlack();
    const { ts } = slack.workspace.post(CHANNEL, "U0LOTTERY", {
      text: "x",
      blocks: ["first", "second"].map((value) => ({
        type: "actions" as const,
        block_id: value,
        elements: [{ ...button, value }],
      })),
    });
    const click = async (block_id: string, action_id: string) => {
      const place = { user: "U0MEMBER", channel: CHANNEL, ts, block_id, action_id };
      return (await slack.post("/playground/action", place)).json();
    };
    expect(await click("second", "older")).toEqual({ ok: true });
    for (const [block_id, action_id] of [
      ["third", "older"],
      ["first", "newer"],
    ] as const)
      expect(await click(block_id, action_id)).toEqual({ ok: false, error: "message_not_found" });
    expect(slack.events).toHaveLength(1);
    expect(JSON.parse(readForm(slack.events[0])["payload"] ?? "").actions).toMatchObject([
      { block_id: "second", value: "second" },
    ]);
  });

  test("tells when the bot does not answer", async () => {
    const slack = await serveSlack({ bot: () => new Promise(() => undefined), responseTimeout: 50 });
    expect((await click(slack)).result).toEqual({ ok: false, error: "operation_timeout" });
  });

  test("lets the bot replace, answer and delete by its response_url, five times", async () => {
    const slack = await serveSlack();
    const { ts } = await click(slack);
    const { response_url } = readPayload(readForm(slack.events[0]));
    const respond = async (body: object) => (await slack.post(new URL(response_url).pathname, body)).json();

    await respond({ replace_original: true, text: "page 2" });
    expect(texts(slack)).toEqual([{ user: "U0LOTTERY", text: "page 2" }]);
    await respond({ text: "for you" });
    await respond({ response_type: "in_channel", text: "for all" });
    expect(texts(slack).slice(1)).toEqual([
      { user: "U0LOTTERY", text: "for you", visibleTo: "U0MEMBER" },
      { user: "U0LOTTERY", text: "for all" },
    ]);
    expect(await respond({})).toEqual({ ok: false, error: "no_text" });
    await respond({ delete_original: true });
    expect(slack.workspace.find(CHANNEL, ts)).toBeUndefined();
    expect(await respond({ text: "the fifth" })).toEqual({ ok: true });
    expect(await respond({ text: "the sixth" })).toEqual({ ok: false, error: "used_url" });
  });
});

describe("the bot's own address", () => {
  test("hands any request to the bot and answers what it answers", async () => {
    const slack = await serveSlack({ bot: () => ({ statusCode: 401, body: "no" }) });
    const response = await fetch(`${slack.url}/slack/events?x=1`, { method: "POST", body: "junk" });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe("no");
    expect(slack.events).toMatchObject([{ rawPath: "/slack/events", rawQueryString: "x=1", body: "junk" }]);
  });

  test("answers 500 in API Gateway's words when the bot dies, and reports why", async () => {
    const failure = new Error("dead");
    const slack = await serveSlack({ bot: () => Promise.reject(failure) });
    const response = await fetch(`${slack.url}/slack/events`, { method: "POST", body: "x" });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: "Internal Server Error" });
    expect(slack.errors).toEqual([failure]);
  });
});

describe("the server", () => {
  test("lists the mails", async () => {
    const slack = await serveSlack();
    slack.mailbox.add({ to: "winners@example.com", subject: "Draw", text: "王小明" });
    const mails = await (await fetch(`${slack.url}/mail`)).json();
    expect(mails).toMatchObject([{ to: "winners@example.com", subject: "Draw", text: "王小明" }]);
  });

  test("tells what happens as it happens", async () => {
    const slack = await serveSlack();
    const stream = await slack.followEvents("U0MEMBER");
    await stream.next("event: state");
    slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "not for Max" }, "U0OPERATOR");
    const { ts } = slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "for all" });
    slack.mailbox.add({ to: "a@example.com", subject: "Draw", text: "x" });
    slack.workspace.remove(CHANNEL, ts);
    const received = await stream.next("event: removed");
    expect(received.match(/^event: .*/gm)).toEqual([
      "event: state",
      "event: message",
      "event: mail",
      "event: removed",
    ]);
    expect(received).not.toContain("not for Max");
    await stream.close();
  });

  test.each([
    ["GET", "/nowhere", 404],
    ["GET", "/page/nothing.js", 404],
    ["GET", "/page/%2e%2e/slack-app.ts", 404],
    ["GET", "/fonts/noto-sans-sc/package.json", 404],
    ["DELETE", "/", 405],
    ["POST", "/mail", 405],
    ["GET", "/slack/events", 405],
    ["GET", "/api/auth.test", 405],
    ["PUT", "/playground/command", 405],
    ["GET", "/playground/state?user=U0NOBODY", 400],
  ])("answers %s %s with %i", async (method, path, status) => {
    const slack = await serveSlack();
    expect((await fetch(slack.url + path, { method })).status).toBe(status);
    expect(slack.errors).toEqual([]);
  });

  test.each([
    ["another origin", { origin: "http://evil.example" }, 403],
    ["another site", { "sec-fetch-site": "cross-site" }, 403],
    ["another port of this machine", { "sec-fetch-site": "same-site" }, 403],
    ["a plain form", { "content-type": "text/plain" }, 415],
  ])("lets nobody post from %s", async (_, headers, status) => {
    const slack = await serveSlack();
    const typed = { user: "U0OPERATOR", channel: CHANNEL, text: "/lottery draw 2" };
    expect((await slack.post("/playground/command", typed, headers)).status).toBe(status);
    expect(slack.events).toEqual([]);
  });

  test.each([
    ["no JSON", "{"],
    ["an unknown user", JSON.stringify({ user: "U0NOBODY", channel: CHANNEL, text: "x" })],
    ["an unknown channel", JSON.stringify({ user: "U0MEMBER", channel: "C0NOWHERE", text: "x" })],
    ["no text", JSON.stringify({ user: "U0MEMBER", channel: CHANNEL, text: " " })],
    [
      "a reply to nothing",
      JSON.stringify({ user: "U0MEMBER", channel: CHANNEL, text: "x", thread_ts: "1.000001" }),
    ],
  ])("refuses %s with 400", async (_, body) => {
    const slack = await serveSlack();
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${slack.url}/playground/command`, { method: "POST", headers, body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ ok: false });
    expect(slack.errors).toEqual([]);
  });

  test("refuses a body of more than a megabyte", async () => {
    const slack = await serveSlack();
    const response = await slack.post("/slack/events", "x".repeat(2 ** 20));
    expect(response.status).toBe(413);
  });

  test("refuses a body that does not say how long it is", async () => {
    const slack = await serveSlack();
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const chunked = request(`${slack.url}/slack/events`, { method: "POST" }, (response) =>
      resolve(response.statusCode),
    );
    chunked.write("x");
    chunked.end("y");
    expect(await promise).toBe(411);
    expect(slack.errors).toEqual([]);
  });

  test("shows the page under no foreign name", async () => {
    const slack = await serveSlack();
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    request(`${slack.url}/mail`, { headers: { host: "evil.example" } }, ({ statusCode }) =>
      resolve(statusCode),
    ).end();
    expect(await promise).toBe(403);
  });

  test("survives who hangs up in the middle of a request", async () => {
    const slack = await serveSlack();
    const { promise, resolve } = Promise.withResolvers<void>();
    const half = request(`${slack.url}/slack/events`, {
      method: "POST",
      headers: { "content-length": "100" },
    });
    half.on("error", () => resolve());
    half.write("half", () => half.destroy(new Error("gone")));
    await promise;
    await vi.waitFor(async () => expect((await fetch(`${slack.url}/mail`)).status).toBe(200));
    expect(slack.errors).toEqual([]);
  });

  test("allows the page nothing but what this server has", async () => {
    const slack = await serveSlack();
    const policy = (await fetch(slack.url)).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'; script-src 'self' 'sha256-");
    expect(policy).not.toContain("unsafe");
  });
});
