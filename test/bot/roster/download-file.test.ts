import nock from "nock";
import { expect, test } from "vitest";
import { createDownloadFile } from "../../../bot/roster/download-file.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { SLACK_API_URL, useSlackApi } from "../slack/use-slack-api.ts";

useSlackApi();
const API_URL = "https://slack.com/api/";
const download = createDownloadFile({
  connect: () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL)),
  readToken: () => Promise.resolve("xoxb-test"),
  apiUrl: API_URL,
});

/** Slack describes the file like this. */
const describeFile = (file: object) =>
  nock(SLACK_API_URL)
    .post("/files.info")
    .reply(200, { ok: true, file: { size: 3, ...file } });
const PLACE = { url_private_download: "https://files.slack.com/F1/people.csv" };
const serve = () =>
  nock("https://files.slack.com", { reqheaders: { authorization: "Bearer xoxb-test" } }).get(
    "/F1/people.csv",
  );

test("a file is downloaded with the token, from Slack", async () => {
  describeFile(PLACE);
  serve().reply(200, "a,b");
  expect(Buffer.from((await download("F1")) as Uint8Array).toString()).toBe("a,b");
});

test.for([
  "https://files.slack.com.evil.example/F1",
  "https://evil-slack.com/F1",
  "http://files.slack.com/F1",
  "https://files.slack.com:8443/F1",
  "not an address",
])("the token is not sent to %s", async (url_private_download) => {
  describeFile({ url_private_download });
  // Every other connection is refused.
  expect(await download("F1")).toEqual({ kind: "no-file" });
});

test.for([
  [404, {}, "no-file"],
  [302, { location: "https://slack.com/signin" }, "missing-scope"],
  [200, { "content-type": "text/html; charset=utf-8" }, "missing-scope"],
] as const)("Slack's response %i %j is not a file", async ([status, headers, kind]) => {
  describeFile(PLACE);
  serve().reply(status, "<html>", headers);
  expect(await download("F1")).toEqual({ kind });
});

test.for([
  ["file_not_found", { kind: "no-file" }],
  ["missing_scope", { kind: "missing-scope" }],
  ["an_error_of_next_year", { kind: "slack", reason: "an_error_of_next_year" }],
] as const)("Slack's error %s is told", async ([error, problem]) => {
  nock(SLACK_API_URL).post("/files.info").reply(200, { ok: false, error });
  expect(await download("F1")).toEqual(problem);
});

test("a file that is too large is not read to its end, whatever Slack says about its size", async () => {
  describeFile({ ...PLACE, size: 11 * 1024 * 1024 });
  expect(await download("F1")).toEqual({ kind: "too-large" });
  describeFile(PLACE);
  serve().reply(200, Buffer.alloc(11 * 1024 * 1024));
  expect(await download("F1")).toEqual({ kind: "too-large" });
});

test("another try may succeed if Slack does not respond", async () => {
  describeFile(PLACE);
  serve().reply(503);
  await expect(download("F1")).rejects.toThrow("503");
});
