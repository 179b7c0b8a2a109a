import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHANNEL } from "../../../../../support/serve-slack.ts";
import { refusal, setUpWebApi } from "./set-up-web-api.ts";

const { slack, client } = await setUpWebApi();

describe("a public channel that the app has not joined", () => {
  beforeEach(() => client.conversations.leave({ channel: CHANNEL }));
  afterEach(() => client.conversations.join({ channel: CHANNEL }));

  test("accepts messages and edits, as the scope chat:write.public allows", async () => {
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "one" });
    await client.chat.update({ channel: CHANNEL, ts, text: "two" });
    expect(slack.workspace.messages(CHANNEL)).toMatchObject([{ text: "two" }]);
  });

  test("cannot be read, and accepts no ephemeral messages", async () => {
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

  test("is visible to the app, unlike a private channel", async () => {
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
