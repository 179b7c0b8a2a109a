import { expect, test } from "vitest";
import { createHandleEnvelope } from "../../../../../infra/local/slack/real/handle-envelope.ts";
import { recordLog } from "../../../../support/record-log.ts";

const command = { type: "slash_commands", body: { command: "/lottery", text: "draw 2 for Ann" } };
const handleWith = (response: Response) =>
  createHandleEnvelope("secret", { forward: () => Promise.resolve(response) });

test("puts the bot's response into the acknowledgement", async () => {
  const handle = handleWith(Response.json({ text: "Drawing" }));
  expect(await handle(command)).toEqual({ isAcknowledged: true, payload: { text: "Drawing" } });
  const silent = handleWith(new Response(""));
  expect(await silent(command)).toEqual({ isAcknowledged: true, payload: undefined });
});

test("acknowledges and logs what the bot refuses, without its content", async () => {
  using log = recordLog();
  expect(await handleWith(new Response("", { status: 400 }))(command)).toEqual({ isAcknowledged: true });
  expect(await handleWith(new Response(""))({ type: "unheard_of", body: {} })).toEqual({
    isAcknowledged: true,
  });
  expect(log.events("envelope-refused")).toEqual([
    { level: "warn", event: "envelope-refused", reason: "refused by the bot", status: 400 },
    { level: "warn", event: "envelope-refused", reason: "unreadable" },
  ]);
  expect(log.text()).not.toContain("Ann");
});

test("acknowledges nothing if the bot fails: Slack shows an error to the person", async () => {
  using log = recordLog();
  expect(await handleWith(new Response("", { status: 500 }))(command)).toEqual({ isAcknowledged: false });
  expect(log.events("envelope-refused")).toMatchObject([{ level: "error", status: 500 }]);
});
