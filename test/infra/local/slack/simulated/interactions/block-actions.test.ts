import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Blocks } from "../../../../../../infra/local/slack/simulated/block-kit/blocks.ts";
import { CHANNEL, readForm, readTexts, serveSlack } from "../../../../../support/serve-slack.ts";

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
    const action = { channel: CHANNEL, ts, block_id: "pages", action_id: "older" };
    const response = await slack.post("/playground/action", { user, ...action });
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

  test("on an ephemeral message sends no message, and only its person can click it", async () => {
    const slack = await serveSlack();
    await click(slack, "U0MEMBER");
    expect(readPayload(readForm(slack.events[0]))).toMatchObject({ container: { is_ephemeral: true } });
    expect(readPayload(readForm(slack.events[0])).message).toBeUndefined();
    expect((await click(slack, "U0OPERATOR")).result).toEqual({ ok: false, error: "message_not_found" });
    expect(slack.events).toHaveLength(1);
  });

  test("finds the button by its block, and refuses a button that does not exist", async () => {
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
      const action = { user: "U0MEMBER", channel: CHANNEL, ts, block_id, action_id };
      return (await slack.post("/playground/action", action)).json();
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

  test("reports a bot that does not respond", async () => {
    const slack = await serveSlack({ bot: () => new Promise(() => undefined), responseTimeout: 50 });
    expect((await click(slack)).result).toEqual({ ok: false, error: "operation_timeout" });
  });

  test("lets the bot replace, add and delete messages with its response_url, five times", async () => {
    const slack = await serveSlack();
    const { ts } = await click(slack);
    const { response_url } = readPayload(readForm(slack.events[0]));
    const respond = async (body: object) => (await slack.post(new URL(response_url).pathname, body)).json();

    await respond({ replace_original: true, text: "page 2" });
    expect(readTexts(slack)).toEqual([{ user: "U0LOTTERY", text: "page 2" }]);
    await respond({ text: "for you" });
    await respond({ response_type: "in_channel", text: "for all" });
    expect(readTexts(slack).slice(1)).toEqual([
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
