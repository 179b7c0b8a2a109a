import { ErrorCode, LogLevel, retryPolicies, WebClient } from "@slack/web-api";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BOT_TOKEN, CHANNEL, startSlack } from "../../../web/serve-slack.ts";

let slack: Awaited<ReturnType<typeof startSlack>>;
let client: WebClient;

const ignore = () => undefined;
/** What the client says of refusals is no news here. */
const silent = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  setName: ignore,
  getLevel: () => LogLevel.ERROR,
};

const connect = (token: string | undefined) =>
  new WebClient(token, {
    slackApiUrl: `${slack.url}/api/`,
    retryConfig: retryPolicies.fiveRetriesInFiveMinutes,
    rejectRateLimitedCalls: true,
    logger: silent,
  });

/** Slack's word for why a call is refused. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: ErrorCode.PlatformError });
  return error instanceof Error && "data" in error ? error.data : undefined;
}

beforeAll(async () => {
  slack = await startSlack();
  client = connect(BOT_TOKEN);
});
afterAll(() => slack.stop());
beforeEach(() => {
  for (const { ts } of slack.workspace.messages(CHANNEL)) slack.workspace.remove(CHANNEL, ts);
});

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } }) as const;

describe("chat.postMessage", () => {
  test("posts text, blocks and metadata as the app", async () => {
    const posted = await client.chat.postMessage({
      channel: CHANNEL,
      text: "王小明 has won",
      blocks: [section("*王小明* has won")],
      metadata: { event_type: "lottery_draw", event_payload: { draw_no: 1 } },
    });
    expect(posted).toMatchObject({ ok: true, channel: CHANNEL, message: { text: "王小明 has won" } });
    expect(slack.workspace.find(CHANNEL, posted.ts ?? "")).toMatchObject({
      user: "U0LOTTERY",
      blocks: [{ ...section("*王小明* has won"), block_id: expect.any(String) }],
      metadata: { event_type: "lottery_draw", event_payload: { draw_no: 1 } },
    });
  });

  test("takes JSON as well as a form", async () => {
    const response = await slack.post(
      "/api/chat.postMessage",
      { channel: CHANNEL, text: "hello", blocks: [section("hello")] },
      { authorization: `Bearer ${BOT_TOKEN}` },
    );
    expect(await response.json()).toMatchObject({ ok: true, channel: CHANNEL });
  });

  test("refuses a channel that is not there", async () => {
    expect(await refusal(client.chat.postMessage({ channel: "C0NOWHERE", text: "x" }))).toMatchObject({
      error: "channel_not_found",
    });
  });

  test("refuses a message that says nothing", async () => {
    expect(await refusal(client.chat.postMessage({ channel: CHANNEL, text: "" }))).toMatchObject({
      error: "no_text",
    });
  });

  const button = (actionId: string, text = "Go") => ({
    type: "button",
    action_id: actionId,
    text: { type: "plain_text", text },
  });
  const option = (value: string, type = "plain_text") => ({ text: { type, text: "Ann" }, value });
  const menu = (more: object) => [
    {
      type: "actions",
      elements: [{ type: "static_select", action_id: "a", options: [option("1")], ...more }],
    },
  ];
  test.each([
    ["an option of a menu in mrkdwn", menu({ options: [option("1", "mrkdwn")] })],
    ["a menu without options", menu({ options: [] })],
    [
      "a menu of more than 100 options",
      menu({ options: Array.from({ length: 101 }, (_, n) => option(`${n}`)) }),
    ],
    ["an initial option that is none of the options", menu({ initial_option: option("2") })],
    ["a block of an unknown type", [{ type: "carousel" }]],
    ["a section of more than 3000 characters", [section("x".repeat(3001))]],
    ["a section without text", [{ type: "section" }]],
    ["an empty text", [section("")]],
    [
      "a header of more than 150 characters",
      [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }],
    ],
    ["a header in mrkdwn", [{ type: "header", text: { type: "mrkdwn", text: "x" } }]],
    ["more than 50 blocks", Array.from({ length: 51 }, () => ({ type: "divider" }))],
    [
      "more than 10 elements in a context",
      [{ type: "context", elements: Array(11).fill(section("x").text) }],
    ],
    [
      "more than 25 buttons in a row",
      [{ type: "actions", elements: Array.from({ length: 26 }, (_, n) => button(`${n}`)) }],
    ],
    ["a button of more than 75 characters", [{ type: "actions", elements: [button("a", "x".repeat(76))] }]],
    ["the same action_id twice in a row", [{ type: "actions", elements: [button("a"), button("a")] }]],
    [
      "the same block_id twice",
      [
        { type: "divider", block_id: "a" },
        { type: "divider", block_id: "a" },
      ],
    ],
  ])("refuses %s", async (_, blocks) => {
    const call = client.apiCall("chat.postMessage", { channel: CHANNEL, text: "x", blocks });
    expect(await refusal(call)).toMatchObject({
      error: "invalid_blocks",
      response_metadata: { messages: [expect.stringContaining("/blocks")] },
    });
    expect(slack.workspace.messages(CHANNEL)).toEqual([]);
  });

  test("refuses blocks that are too long together", async () => {
    const blocks = Array.from({ length: 5 }, () => section("x".repeat(2_800)));
    const call = client.chat.postMessage({ channel: CHANNEL, text: "x", blocks });
    expect(await refusal(call)).toMatchObject({ error: "msg_blocks_too_long" });
  });

  test("takes as much as Slack takes", async () => {
    const call = client.apiCall("chat.postMessage", {
      channel: CHANNEL,
      text: "x",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "x".repeat(150) } },
        section("x".repeat(3000)),
        { type: "context", elements: Array(10).fill(section("x").text) },
        { type: "actions", elements: Array.from({ length: 25 }, (_, n) => button(`${n}`, "x".repeat(75))) },
        ...Array.from({ length: 46 }, () => ({ type: "divider" })),
      ],
    });
    await expect(call).resolves.toMatchObject({ ok: true });
  });
});

describe("chat.postMessage to a person", () => {
  test("is seen by that person alone, and answers the conversation's own id", async () => {
    const posted = await client.chat.postMessage({ channel: "U0MEMBER", text: "psst" });
    expect(posted).toMatchObject({ ok: true, channel: "D0MEMBER", message: { text: "psst" } });
    expect(slack.workspace.messages(CHANNEL)).toMatchObject([{ text: "psst", visibleTo: "U0MEMBER" }]);
  });

  test("is refused where nobody has that id", async () => {
    const call = client.chat.postMessage({ channel: "U0NOBODY", text: "psst" });
    expect(await refusal(call)).toMatchObject({ error: "channel_not_found" });
  });
});

describe("chat.update", () => {
  test("puts new content in the place of the old and keeps the metadata", async () => {
    const metadata = { event_type: "lottery_draw", event_payload: { draw_no: 1 } };
    const { ts = "" } = await client.chat.postMessage({
      channel: CHANNEL,
      text: "a",
      blocks: [section("a")],
      metadata,
    });
    await client.chat.update({ channel: CHANNEL, ts, text: "b" });
    const message = slack.workspace.find(CHANNEL, ts);
    expect(message).toMatchObject({ text: "b", metadata, edited: expect.any(String) });
    expect(message?.blocks).toBeUndefined();
  });

  test("refuses what is not there, what is not the app's own, and what one person alone sees", async () => {
    const { ts: others } = slack.workspace.post(CHANNEL, "U0MEMBER", { text: "mine" });
    const { message_ts: hidden = "" } = await client.chat.postEphemeral({
      channel: CHANNEL,
      user: "U0MEMBER",
      text: "x",
    });
    const update = (ts: string) => refusal(client.chat.update({ channel: CHANNEL, ts, text: "x" }));
    expect(await update("1.000000")).toMatchObject({ error: "message_not_found" });
    expect(await update(hidden)).toMatchObject({ error: "message_not_found" });
    expect(await update(others)).toMatchObject({ error: "cant_update_message" });
  });
});

describe("chat.postEphemeral", () => {
  test("shows the message to one person and keeps it out of the history", async () => {
    await client.chat.postEphemeral({ channel: CHANNEL, user: "U0MEMBER", text: "psst" });
    const seenBy = async (user: string) => (await fetch(`${slack.url}/playground/state?user=${user}`)).json();
    expect(await seenBy("U0MEMBER")).toMatchObject({ messages: [{ text: "psst", visible_to: "U0MEMBER" }] });
    expect(await seenBy("U0OPERATOR")).toMatchObject({ messages: [] });
    expect(await client.conversations.history({ channel: CHANNEL })).toMatchObject({ messages: [] });
  });

  test("refuses somebody who is not there", async () => {
    expect(
      await refusal(client.chat.postEphemeral({ channel: CHANNEL, user: "U0NOBODY", text: "x" })),
    ).toMatchObject({ error: "user_not_in_channel" });
  });
});

describe("conversations.history", () => {
  const post = async (...texts: string[]) => {
    const stamps: string[] = [];
    for (const text of texts)
      stamps.push((await client.chat.postMessage({ channel: CHANNEL, text })).ts ?? "");
    return stamps;
  };
  const read = async (options: object) => {
    const { messages = [], ...rest } = await client.conversations.history({ channel: CHANNEL, ...options });
    return { texts: messages.map(({ text }) => text), ...rest };
  };

  test("lists the newest first", async () => {
    await post("one", "two", "three");
    expect(await read({})).toMatchObject({ texts: ["three", "two", "one"], has_more: false });
  });

  test("finds one message by its time stamp", async () => {
    const [, two] = await post("one", "two", "three");
    expect((await read({ latest: two, oldest: two, inclusive: true, limit: 1 })).texts).toEqual(["two"]);
  });

  test("leaves out the edges unless they are included", async () => {
    const [one, two, three] = await post("one", "two", "three");
    expect((await read({ oldest: one, latest: three })).texts).toEqual(["two"]);
    expect((await read({ oldest: two, inclusive: true })).texts).toEqual(["three", "two"]);
  });

  test("comes in pages", async () => {
    await post("one", "two", "three");
    const first = await read({ limit: 2 });
    expect(first).toMatchObject({ texts: ["three", "two"], has_more: true });
    const rest = await read({ limit: 2, cursor: first.response_metadata?.next_cursor });
    expect(rest).toMatchObject({ texts: ["one"], has_more: false });
  });

  test("has a hundred messages on a page unless asked otherwise", async () => {
    for (let n = 1; n <= 101; n++) slack.workspace.post(CHANNEL, "U0LOTTERY", { text: `${n}` });
    expect((await read({})).texts).toHaveLength(100);
    expect((await read({ limit: 101 })).texts).toHaveLength(101);
  });

  test("compares time stamps as times, however many digits they have", async () => {
    const [one = ""] = await post("one");
    const second = Number(one.split(".")[0]);
    const short = `${second}.${(one.split(".")[1] ?? "").replace(/0+$/, "")}`.replace(/\.$/, "");
    expect((await read({ oldest: short, inclusive: true })).texts).toEqual(["one"]);
    expect((await read({ oldest: short })).texts).toEqual([]);
    expect((await read({ latest: short, inclusive: true })).texts).toEqual(["one"]);
    expect((await read({ latest: short })).texts).toEqual([]);
    expect((await read({ oldest: `${second - 1}.999999` })).texts).toEqual(["one"]);
    expect((await read({ oldest: `${second + 1}.000000` })).texts).toEqual([]);
    expect((await read({ latest: `${second + 1}` })).texts).toEqual(["one"]);
    expect((await read({ oldest: "9" })).texts, "9 s are less than ten digits of them").toEqual(["one"]);
  });

  test("refuses a cursor that is none of its own", async () => {
    const call = client.conversations.history({ channel: CHANNEL, cursor: "nonsense" });
    expect(await refusal(call)).toMatchObject({ error: "invalid_cursor" });
  });

  test("leaves threads to conversations.replies, which has them in pages, oldest first", async () => {
    const [parent = "", other = ""] = await post("parent", "other");
    for (const text of ["a", "b", "c"])
      await client.chat.postMessage({ channel: CHANNEL, thread_ts: parent, text });
    await client.chat.postMessage({ channel: CHANNEL, thread_ts: other, text: "elsewhere" });
    slack.workspace.post(CHANNEL, "U0LOTTERY", { text: "psst", thread_ts: parent }, "U0MEMBER");
    expect((await read({})).texts).toEqual(["other", "parent"]);

    const readThread = async (options: object) => {
      const { messages = [], ...rest } = await client.conversations.replies({
        channel: CHANNEL,
        ts: parent,
        ...options,
      });
      return { texts: messages.map(({ text }) => text), stamps: messages.map(({ ts }) => ts), ...rest };
    };
    const all = await readThread({});
    expect(all).toMatchObject({ texts: ["parent", "a", "b", "c"], has_more: false });
    const first = await readThread({ limit: 2 });
    expect(first).toMatchObject({ texts: ["parent", "a"], has_more: true });
    const rest = await readThread({ limit: 2, cursor: first.response_metadata?.next_cursor });
    expect(rest).toMatchObject({ texts: ["b", "c"], has_more: false });
    const [, a, , c] = all.stamps;
    expect((await readThread({ oldest: a, latest: c })).texts).toEqual(["b"]);
  });

  test("a reply needs a message to reply to", async () => {
    const call = client.chat.postMessage({ channel: CHANNEL, thread_ts: "1.000001", text: "x" });
    expect(await refusal(call)).toMatchObject({ error: "thread_not_found" });
    expect(await refusal(client.conversations.replies({ channel: CHANNEL, ts: "1.000001" }))).toMatchObject({
      error: "thread_not_found",
    });
  });

  test("shows metadata only to who asks for it", async () => {
    const metadata = { event_type: "lottery_draw", event_payload: { draw_no: 1 } };
    await client.chat.postMessage({ channel: CHANNEL, text: "x", metadata });
    const withIt = await client.conversations.history({ channel: CHANNEL, include_all_metadata: true });
    expect(withIt.messages?.[0]?.metadata).toEqual(metadata);
    const without = await client.conversations.history({ channel: CHANNEL });
    expect(without.messages?.[0]).not.toHaveProperty("metadata");
  });
});

describe("a public channel that the app has not joined", () => {
  beforeEach(() => client.conversations.leave({ channel: CHANNEL }));
  afterEach(() => client.conversations.join({ channel: CHANNEL }));

  test("takes messages and edits, as the scope chat:write.public allows", async () => {
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "one" });
    await client.chat.update({ channel: CHANNEL, ts, text: "two" });
    expect(slack.workspace.messages(CHANNEL)).toMatchObject([{ text: "two" }]);
  });

  test("cannot be read, and takes no message for one person", async () => {
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "one" });
    expect(await refusal(client.conversations.history({ channel: CHANNEL }))).toMatchObject({
      error: "not_in_channel",
    });
    expect(await refusal(client.conversations.replies({ channel: CHANNEL, ts }))).toMatchObject({
      error: "not_in_channel",
    });
    expect(
      await refusal(client.chat.postEphemeral({ channel: CHANNEL, user: "U0MEMBER", text: "psst" })),
    ).toMatchObject({ error: "internal_error" });
  });

  test("is known as one, unlike a channel that is hidden from the app", async () => {
    const { channel } = await client.conversations.info({ channel: CHANNEL });
    expect(channel).toMatchObject({ id: CHANNEL, is_private: false, is_archived: false, is_member: false });
    expect(await refusal(client.conversations.info({ channel: "C0SECRET" }))).toMatchObject({
      error: "channel_not_found",
    });
  });

  test("can be read again after the app has joined", async () => {
    await client.chat.postMessage({ channel: CHANNEL, text: "one" });
    expect(await client.conversations.leave({ channel: CHANNEL })).toMatchObject({ not_in_channel: true });
    await client.conversations.join({ channel: CHANNEL });
    expect((await client.conversations.history({ channel: CHANNEL })).messages).toHaveLength(1);
  });
});

test("direct messages cannot be read without the scope for them", async () => {
  await client.chat.postMessage({ channel: "U0MEMBER", text: "psst" });
  expect(await refusal(client.conversations.history({ channel: "D0MEMBER" }))).toMatchObject({
    error: "missing_scope",
  });
});

describe("every call", () => {
  test("tells the app who it is", async () => {
    expect(await client.auth.test()).toMatchObject({
      ok: true,
      user_id: "U0LOTTERY",
      bot_id: "B0LOTTERY",
      team_id: "T0LOTTERY",
    });
  });

  test("is refused where the token is in the body or the address, where any form could put it", async () => {
    const call = async (path: string, body: string, type: string) => {
      const headers = { "content-type": type };
      const response = await fetch(`${slack.url}/api/${path}`, { method: "POST", headers, body });
      return await response.json();
    };
    const refused = { ok: false, error: "not_authed" };
    const form = "application/x-www-form-urlencoded";
    expect(await call("auth.test", `token=${BOT_TOKEN}`, form)).toEqual(refused);
    expect(await call(`auth.test?token=${BOT_TOKEN}`, "", form)).toEqual(refused);
    expect(await call("auth.test", JSON.stringify({ token: BOT_TOKEN }), "application/json")).toEqual(
      refused,
    );
  });

  test("is refused without the right token", async () => {
    for (const wrong of ["xoxb-wrong", BOT_TOKEN.replace(/.$/, "x")])
      expect(await refusal(connect(wrong).auth.test())).toMatchObject({ error: "invalid_auth" });
    expect(await refusal(connect(undefined).auth.test())).toMatchObject({ error: "not_authed" });
  });

  test("is refused where the method is unknown", async () => {
    expect(await refusal(client.apiCall("chat.shout"))).toMatchObject({
      error: "unknown_method",
      req_method: "chat.shout",
    });
    expect(await refusal(client.apiCall("constructor"))).toMatchObject({ error: "unknown_method" });
  });

  const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  const metadata = `{"event_type":"x","event_payload":${deep}}`;
  test.each([
    ["no JSON", "application/json", "{", "invalid_json"],
    ["JSON too deep to be answered", "application/json", `{"metadata":${metadata}}`, "invalid_json"],
    [
      "an argument too deep to be answered",
      "application/x-www-form-urlencoded",
      new URLSearchParams({ channel: CHANNEL, text: "x", metadata }).toString(),
      "invalid_metadata_format",
    ],
  ])("is refused where it carries %s", async (_what, type, body, error) => {
    const response = await fetch(`${slack.url}/api/chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${BOT_TOKEN}`, "content-type": type },
      body,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ ok: false, error });
    expect(slack.workspace.messages(CHANNEL)).toEqual([]);
  });
});
