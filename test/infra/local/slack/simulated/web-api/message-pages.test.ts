import { describe, expect, test } from "vitest";
import { CHANNEL } from "../../../../../support/serve-slack.ts";
import { refusal, setUpWebApi } from "./set-up-web-api.ts";

const { slack, client } = await setUpWebApi();

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

  test("finds one message by its timestamp", async () => {
    const [, two] = await post("one", "two", "three");
    expect((await read({ latest: two, oldest: two, inclusive: true, limit: 1 })).texts).toEqual(["two"]);
  });

  test("excludes the limits unless `inclusive` is set", async () => {
    const [one, two, three] = await post("one", "two", "three");
    expect((await read({ oldest: one, latest: three })).texts).toEqual(["two"]);
    expect((await read({ oldest: two, inclusive: true })).texts).toEqual(["three", "two"]);
  });

  test("returns pages", async () => {
    await post("one", "two", "three");
    const first = await read({ limit: 2 });
    expect(first).toMatchObject({ texts: ["three", "two"], has_more: true });
    const rest = await read({ limit: 2, cursor: first.response_metadata?.next_cursor });
    expect(rest).toMatchObject({ texts: ["one"], has_more: false });
  });

  test("returns a hundred messages per page by default", async () => {
    for (let n = 1; n <= 101; n++) slack.workspace.post(CHANNEL, "U0LOTTERY", { text: `${n}` });
    expect((await read({})).texts).toHaveLength(100);
    expect((await read({ limit: 101 })).texts).toHaveLength(101);
  });

  test("compares timestamps as times, with any number of digits", async () => {
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

  test("refuses an invalid cursor", async () => {
    const call = client.conversations.history({ channel: CHANNEL, cursor: "nonsense" });
    expect(await refusal(call)).toMatchObject({ error: "invalid_cursor" });
  });

  test("leaves replies to conversations.replies, which returns them in pages, oldest first", async () => {
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

  test("refuses a reply to an unknown message", async () => {
    const call = client.chat.postMessage({ channel: CHANNEL, thread_ts: "1.000001", text: "x" });
    expect(await refusal(call)).toMatchObject({ error: "thread_not_found" });
    expect(await refusal(client.conversations.replies({ channel: CHANNEL, ts: "1.000001" }))).toMatchObject({
      error: "thread_not_found",
    });
  });

  test("returns metadata only on request", async () => {
    const metadata = { event_type: "lottery_draw", event_payload: { draw_no: 1 } };
    await client.chat.postMessage({ channel: CHANNEL, text: "x", metadata });
    const withIt = await client.conversations.history({ channel: CHANNEL, include_all_metadata: true });
    expect(withIt.messages?.[0]?.metadata).toEqual(metadata);
    const without = await client.conversations.history({ channel: CHANNEL });
    expect(without.messages?.[0]).not.toHaveProperty("metadata");
  });
});
