import { expect, test } from "vitest";
import { createAnswerEnvelope } from "../../../../../infra/local/slack/real/answer-envelope.ts";
import { recordLog } from "../../../../support/record-log.ts";

const command = { type: "slash_commands", body: { command: "/lottery", text: "draw 2 for Ann" } };
const answerWith = (response: Response) =>
  createAnswerEnvelope("secret", { forward: () => Promise.resolve(response) });

test("what the bot says goes into the acknowledgement", async () => {
  const answer = answerWith(Response.json({ text: "Drawing" }));
  expect(await answer(command)).toEqual({ isAcknowledged: true, payload: { text: "Drawing" } });
  const silent = answerWith(new Response(""));
  expect(await silent(command)).toEqual({ isAcknowledged: true, payload: undefined });
});

test("what the bot refuses is acknowledged and logged, without its content", async () => {
  using log = recordLog();
  expect(await answerWith(new Response("", { status: 400 }))(command)).toEqual({ isAcknowledged: true });
  expect(await answerWith(new Response(""))({ type: "unheard_of", body: {} })).toEqual({
    isAcknowledged: true,
  });
  expect(log.events("envelope-refused")).toEqual([
    { level: "warn", event: "envelope-refused", reason: "refused by the bot", status: 400 },
    { level: "warn", event: "envelope-refused", reason: "unreadable" },
  ]);
  expect(log.text()).not.toContain("Ann");
});

test("where the bot fails nothing is acknowledged: Slack tells whoever waits", async () => {
  using log = recordLog();
  expect(await answerWith(new Response("", { status: 500 }))(command)).toEqual({ isAcknowledged: false });
  expect(log.events("envelope-refused")).toMatchObject([{ level: "error", status: 500 }]);
});
