import nock from "nock";
import { expect, test } from "vitest";
import { formatParagraph } from "../../../bot/messages/message.ts";
import { createTellRequester } from "../../../bot/roster/tell-requester.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { SLACK_API_URL, useSlackApi } from "../slack/use-slack-api.ts";

const { events } = useSlackApi();
const { tell, tellProgress } = createTellRequester({
  connect: () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL)),
});
const told = { import_id: "large", requested_by: "U0OPERATOR" };
const message = formatParagraph("4,000 people so far");
const progress = { channel: "D0OPERATOR", ts: "1.1" };

test("the progress is one message, which changes", async () => {
  const slack = nock(SLACK_API_URL);
  slack.post("/chat.postMessage", /channel=U0OPERATOR/).reply(200, { ok: true, ...progress });
  expect(await tellProgress(told, message)).toEqual(progress);
  slack.post("/chat.update", /channel=D0OPERATOR/).reply(200, { ok: true });
  expect(await tellProgress({ ...told, progress }, message)).toEqual(progress);
  expect(slack.isDone()).toBe(true);
});

test("an import continues if Slack does not take its progress", async () => {
  const slack = nock(SLACK_API_URL);
  slack.post("/chat.update").reply(200, { ok: false, error: "message_not_found" });
  expect(await tellProgress({ ...told, progress }, message)).toEqual(progress);
  slack.post("/chat.postMessage").reply(503);
  expect(await tellProgress(told, message)).toBeUndefined();
  expect(events("progress-not-told")).toMatchObject([{ import_id: "large" }, { import_id: "large" }]);
});

test("a result that Slack refuses is only logged, and is sent again if Slack does not respond", async () => {
  const slack = nock(SLACK_API_URL);
  slack.post("/chat.postMessage").reply(200, { ok: false, error: "restricted_action" });
  expect(await tell(told, message)).toBeUndefined();
  expect(events("import-not-reported")).toMatchObject([{ import_id: "large", reason: "restricted_action" }]);
  slack.post("/chat.postMessage").reply(503);
  await expect(tell(told, message)).rejects.toThrow();
});
