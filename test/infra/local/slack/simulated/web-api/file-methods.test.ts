import { describe, expect, test } from "vitest";
import { CHANNEL } from "../../../../../support/serve-slack.ts";
import { refusal, setUpWebApi } from "./set-up-web-api.ts";

const { slack, client } = await setUpWebApi();

const OPERATOR = "U0OPERATOR";
const bytes = Buffer.from("编号,name\n0042,王小明\n");

const openDirectMessage = async () => {
  const { channel } = await client.conversations.open({ users: OPERATOR });
  return channel?.id ?? "";
};
const announce = () => client.files.getUploadURLExternal({ filename: "winners.csv", length: bytes.length });
const send = (url: string | undefined, body: Buffer) =>
  fetch(url ?? "", { method: "POST", body: new Uint8Array(body) });
const complete = (id: string, channel: string) =>
  client.files.completeUploadExternal({ files: [{ id }], channel_id: channel });

describe("a file", () => {
  test("is sent to a person's direct messages, and only that person can see and download it", async () => {
    const sent = await client.filesUploadV2({
      channel_id: await openDirectMessage(),
      file: bytes,
      filename: "winners.csv",
      title: "Winners",
      initial_comment: "The winners of 年会",
    });
    expect(sent.ok).toBe(true);
    const [message] = slack.workspace.messages(CHANNEL);
    expect(message).toMatchObject({
      text: "The winners of 年会",
      visibleTo: OPERATOR,
      files: [{ name: "winners.csv", title: "Winners", size: bytes.length }],
    });
    const download = (user: string) =>
      fetch(`${slack.url}/playground/files/${message?.files?.[0]?.id}?user=${user}`);
    const response = await download(OPERATOR);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get("content-disposition")).toContain("winners.csv");
    expect((await download("U0MEMBER")).status).toBe(404);
  });

  test("may be larger than other requests", async () => {
    const large = Buffer.alloc(3_000_000, "x");
    await client.filesUploadV2({ channel_id: CHANNEL, file: large, filename: "large.json" });
    expect(slack.workspace.messages(CHANNEL).at(-1)?.files?.[0]?.size).toBe(large.length);
  });

  test("of another size than announced is refused, and cannot be shared", async () => {
    const { upload_url, file_id = "" } = await announce();
    expect((await send(upload_url, Buffer.from("short"))).status).toBe(400);
    expect(await refusal(complete(file_id, CHANNEL))).toMatchObject({ error: "file_not_found" });
  });

  test("can be shared once", async () => {
    const { upload_url, file_id = "" } = await announce();
    expect((await send(upload_url, bytes)).status).toBe(200);
    await complete(file_id, CHANNEL);
    expect(await refusal(complete(file_id, CHANNEL))).toMatchObject({ error: "file_not_found" });
  });

  test("cannot be sent to an unknown address, or announced without bytes", async () => {
    expect((await send(`${slack.url}/slack/upload/unknown`, bytes)).status).toBe(400);
    expect(await refusal(client.files.getUploadURLExternal({ filename: "a.csv", length: 0 }))).toMatchObject({
      error: "invalid_arguments",
    });
  });

  test.each([
    ["a person's id", OPERATOR, "invalid_arguments"],
    ["an unknown channel", "C0NOWHERE", "channel_not_found"],
  ])("cannot be shared with %s", async (_where, channel, error) => {
    expect(await refusal(complete("F0UNKNOWN", channel))).toMatchObject({ error });
  });

  test("cannot be shared in a channel that the app has left", async () => {
    slack.workspace.membership.leave(CHANNEL);
    expect(await refusal(complete("F0UNKNOWN", CHANNEL))).toMatchObject({ error: "not_in_channel" });
    slack.workspace.membership.join(CHANNEL);
  });
});

describe("conversations.open", () => {
  test.each([
    ["U0NOBODY", "user_not_found"],
    ["", "users_list_not_supplied"],
    ["U0OPERATOR,U0MEMBER", "missing_scope"],
  ])("refuses the people '%s'", async (users, error) => {
    expect(await refusal(client.conversations.open({ users }))).toMatchObject({ error });
  });
});
