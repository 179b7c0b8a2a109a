import { describe, expect, test } from "vitest";
import { BOT_TOKEN, CHANNEL } from "../../../../../support/serve-slack.ts";
import { refusal, section, setUpWebApi } from "./set-up-web-api.ts";

const { slack, client } = await setUpWebApi();

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

  test("accepts JSON as well as a form", async () => {
    const response = await slack.post(
      "/api/chat.postMessage",
      { channel: CHANNEL, text: "hello", blocks: [section("hello")] },
      { authorization: `Bearer ${BOT_TOKEN}` },
    );
    expect(await response.json()).toMatchObject({ ok: true, channel: CHANNEL });
  });

  test("refuses an unknown channel", async () => {
    expect(await refusal(client.chat.postMessage({ channel: "C0NOWHERE", text: "x" }))).toMatchObject({
      error: "channel_not_found",
    });
  });

  test("refuses an empty message", async () => {
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
    ["an initial option that is not one of the options", menu({ initial_option: option("2") })],
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

  test("refuses blocks whose total length is too large", async () => {
    const blocks = Array.from({ length: 5 }, () => section("x".repeat(2_800)));
    const call = client.chat.postMessage({ channel: CHANNEL, text: "x", blocks });
    expect(await refusal(call)).toMatchObject({ error: "msg_blocks_too_long" });
  });

  test("accepts as much as Slack accepts", async () => {
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
  test("is visible only to that person, and returns the id of the direct message", async () => {
    const posted = await client.chat.postMessage({ channel: "U0MEMBER", text: "psst" });
    expect(posted).toMatchObject({ ok: true, channel: "D0MEMBER", message: { text: "psst" } });
    expect(slack.workspace.messages(CHANNEL)).toMatchObject([{ text: "psst", visibleTo: "U0MEMBER" }]);
  });

  test("is refused if nobody has that id", async () => {
    const call = client.chat.postMessage({ channel: "U0NOBODY", text: "psst" });
    expect(await refusal(call)).toMatchObject({ error: "channel_not_found" });
  });
});

describe("chat.update", () => {
  test("replaces the content and keeps the metadata", async () => {
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

  test("refuses unknown messages, messages of other authors, and ephemeral messages", async () => {
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

  test("refuses an unknown person", async () => {
    expect(
      await refusal(client.chat.postEphemeral({ channel: CHANNEL, user: "U0NOBODY", text: "x" })),
    ).toMatchObject({ error: "user_not_in_channel" });
  });
});
