import { request } from "node:http";
import { describe, expect, test, vi } from "vitest";
import { CHANNEL, serveSlack } from "../../../../support/serve-slack.ts";

describe("the bot's path", () => {
  test("passes every request to the bot and returns its response", async () => {
    const slack = await serveSlack({ bot: () => ({ statusCode: 401, body: "no" }) });
    const response = await fetch(`${slack.url}/slack/events?x=1`, { method: "POST", body: "junk" });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe("no");
    expect(slack.events).toMatchObject([{ rawPath: "/slack/events", rawQueryString: "x=1", body: "junk" }]);
  });

  test("responds with API Gateway's status 500 when the bot dies, and reports the error", async () => {
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

  test("sends each change as it happens", async () => {
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
  ])("responds to %s %s with status %i", async (method, path, status) => {
    const slack = await serveSlack();
    expect((await fetch(slack.url + path, { method })).status).toBe(status);
    expect(slack.errors).toEqual([]);
  });

  test.each([
    ["another origin", { origin: "http://evil.example" }, 403],
    ["another site", { "sec-fetch-site": "cross-site" }, 403],
    ["another port of this machine", { "sec-fetch-site": "same-site" }, 403],
    ["a plain form", { "content-type": "text/plain" }, 415],
  ])("accepts no post from %s", async (_, headers, status) => {
    const slack = await serveSlack();
    const typed = { user: "U0OPERATOR", channel: CHANNEL, text: "/lottery draw 2" };
    expect((await slack.post("/playground/command", typed, headers)).status).toBe(status);
    expect(slack.events).toEqual([]);
  });

  test.each([
    ["malformed JSON", "{"],
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

  test("refuses a body without a length", async () => {
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

  test("does not show the page under a foreign host name", async () => {
    const slack = await serveSlack();
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    request(`${slack.url}/mail`, { headers: { host: "evil.example" } }, ({ statusCode }) =>
      resolve(statusCode),
    ).end();
    expect(await promise).toBe(403);
  });

  test("survives a client that disconnects in the middle of a request", async () => {
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

  test("allows the page only content of this server", async () => {
    const slack = await serveSlack();
    const policy = (await fetch(slack.url)).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'; script-src 'self' 'sha256-");
    expect(policy).not.toContain("unsafe");
  });
});
