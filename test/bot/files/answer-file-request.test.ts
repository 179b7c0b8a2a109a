import nock from "nock";
import { expect, test } from "vitest";
import { createAnswerFileRequest } from "../../../bot/files/answer-file-request.ts";
import { createSendFile } from "../../../bot/files/send-file.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import { LotteryError } from "../../../data/runtime/lottery-error.ts";
import { SLACK_API_URL, useSlackApi } from "../slack/use-slack-api.ts";

const log = useSlackApi();

const RESPONSE = "https://hooks.slack.test/commands/1";
const REQUEST = { file: { kind: "draw", draw_no: 3 }, user_id: "U0MEMBER", response_url: RESPONSE } as const;
const FILE = { name: "draw-3.json", title: "Draw 3", comment: "The record", bytes: Buffer.from("{}") };

type Method = "conversations.open" | "files.getUploadURLExternal" | "files.completeUploadExternal";

const GOOD: Readonly<Record<Method, object>> = {
  "conversations.open": { ok: true, channel: { id: "D0MEMBER" } },
  "files.getUploadURLExternal": { ok: true, upload_url: "https://files.slack.test/upload", file_id: "F1" },
  "files.completeUploadExternal": { ok: true, files: [{ id: "F1" }] },
};
const METHODS: readonly Method[] = [
  "conversations.open",
  "files.getUploadURLExternal",
  "files.completeUploadExternal",
];

interface Response {
  status?: number;
  headers?: Record<string, string>;
  body?: object;
}

/** Serves Slack. Each method responds with the given responses in turn, and then successfully. */
function serve(responses: Partial<Record<Method | "upload", Response[]>> = {}) {
  const calls: { method: string; args: Record<string, string> }[] = [];
  const told: string[] = [];
  for (const method of METHODS)
    nock(SLACK_API_URL)
      .persist()
      .post(`/${method}`)
      .reply(async (request: Request) => {
        calls.push({ method, args: Object.fromEntries(new URLSearchParams(await request.text())) });
        const { status = 200, body = GOOD[method], headers = {} } = responses[method]?.shift() ?? {};
        return [status, body, headers];
      });
  nock("https://files.slack.test")
    .persist()
    .post("/upload")
    .reply(() => {
      calls.push({ method: "upload", args: {} });
      return [responses.upload?.shift()?.status ?? 200, "OK"];
    });
  nock("https://hooks.slack.test")
    .persist()
    .post("/commands/1")
    .reply(async (request: Request) => {
      const { text, ...rest } = JSON.parse(await request.text());
      // Only the person sees it, and the message with the button stays.
      expect(rest).toMatchObject({ response_type: "ephemeral", replace_original: false });
      told.push(text);
      return [200, "ok"];
    });
  nock(SLACK_API_URL)
    .persist()
    .post("/chat.postMessage")
    .reply(async (request: Request) => {
      const { channel, text } = Object.fromEntries(new URLSearchParams(await request.text()));
      told.push(`to ${channel}: ${text}`);
      return [200, { ok: true, ts: "1.000001" }];
    });
  const waits: number[] = [];
  const tokens: boolean[] = [];
  const connect = (isRefused: boolean) => {
    tokens.push(isRefused);
    return Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL));
  };
  const wait = (milliseconds: number) => Promise.resolve(waits.push(milliseconds));
  const answer = createAnswerFileRequest({
    prepare: () => Promise.resolve({ file: FILE }),
    sendFile: createSendFile({ connect, wait }),
    connect,
    texts: locales.en,
  });
  return {
    calls,
    told,
    waits,
    tokens,
    connect,
    wait,
    answer,
    methods: () => calls.map(({ method }) => method),
  };
}

const error = (code: string): Response => ({ body: { ok: false, error: code } });

test("sends a file to the person's direct messages, and says nothing else", async () => {
  const { answer, calls, told, methods } = serve();
  await answer(REQUEST);
  expect(methods()).toEqual([
    "conversations.open",
    "files.getUploadURLExternal",
    "upload",
    "files.completeUploadExternal",
  ]);
  expect(calls[0]?.args).toMatchObject({ users: "U0MEMBER" });
  expect(calls[1]?.args).toMatchObject({ filename: "draw-3.json", length: "2" });
  expect(calls[3]?.args).toMatchObject({ channel_id: "D0MEMBER", initial_comment: "The record" });
  expect(told).toEqual([]);
});

const { refused } = locales.en.export;

test.each<[Method, string, string]>([
  ["conversations.open", "missing_scope", refused.scope("missing_scope")],
  ["files.getUploadURLExternal", "missing_scope", refused.scope("missing_scope")],
  ["files.getUploadURLExternal", "not_allowed_token_type", refused.token("not_allowed_token_type")],
  ["conversations.open", "account_inactive", refused.token("account_inactive")],
  ["conversations.open", "user_disabled", refused.recipient("user_disabled")],
  ["files.completeUploadExternal", "channel_not_found", refused.recipient("channel_not_found")],
  ["files.completeUploadExternal", "not_in_channel", refused.recipient("not_in_channel")],
  ["files.getUploadURLExternal", "file_uploads_disabled", refused.forbidden("file_uploads_disabled")],
  ["files.completeUploadExternal", "file_type_not_allowed", refused.forbidden("file_type_not_allowed")],
  ["files.completeUploadExternal", "file_not_found", refused.other("file_not_found")],
  ["files.completeUploadExternal", "a_new_error", refused.other("a_new_error")],
])("if %s answers %s, says why nothing was sent", async (method, code, told) => {
  const slack = serve({ [method]: [error(code), error(code), error(code)] });
  await slack.answer(REQUEST);
  expect(slack.told).toEqual([told]);
  expect(log.events("file-refused")).toMatchObject([{ reason: code }]);
  // What follows the refused step did not happen: nobody has seen anything of the file.
  expect(slack.methods().at(-1)).toBe(method);
});

test("waits if Slack is busy for a moment, and sends the file once", async () => {
  const slack = serve({ "files.getUploadURLExternal": [{ status: 429, headers: { "retry-after": "2" } }] });
  await slack.answer(REQUEST);
  expect(slack.waits).toEqual([2_000]);
  expect(slack.methods().filter((method) => method === "files.completeUploadExternal")).toHaveLength(1);
  expect(slack.told).toEqual([]);
});

test.each<[string, Partial<Record<Method | "upload", Response[]>>]>([
  ["asks for a longer pause", { "conversations.open": [{ status: 429, headers: { "retry-after": "60" } }] }],
  ["is rate limiting", { "conversations.open": Array.from({ length: 3 }, () => error("ratelimited")) }],
  ["does not take the bytes", { upload: [{ status: 500 }, { status: 500 }, { status: 500 }] }],
])("says so if Slack %s", async (_what, responses) => {
  const slack = serve(responses);
  await slack.answer(REQUEST);
  expect(slack.told).toEqual([refused.busy(undefined)]);
  expect(slack.methods()).not.toContain("files.completeUploadExternal");
});

test("uses the new token after Slack has refused a rotated one", async () => {
  const slack = serve({ "conversations.open": [error("token_revoked")] });
  await slack.answer(REQUEST);
  expect(slack.tokens).toEqual([false, true]);
  expect(slack.told).toEqual([]);
});

const { malformedItem } = locales.en;
const { notPrepared } = locales.en.export;
const itemOfAws = Object.assign(new Error("secret detail"), { name: "InvalidItem" });

test.each([
  ["a malformed record", new LotteryError("InvalidItem", "secret detail"), malformedItem, "InvalidItem"],
  ["another known error", new LotteryError("LedgerBusy", "secret detail"), notPrepared, "LedgerBusy"],
  ["an error that AWS calls the same", itemOfAws, notPrepared, "InvalidItem"],
  ["any other error", new TypeError("secret detail"), notPrepared, "TypeError"],
  ["what is not an error", "secret detail", notPrepared, "unknown"],
])("says that nothing was sent after %s", async (_what, failure, told, logged) => {
  const slack = serve();
  const answer = createAnswerFileRequest({
    prepare: () => {
      throw failure;
    },
    sendFile: () => Promise.reject(new Error("must not be called")),
    connect: slack.connect,
    texts: locales.en,
  });
  await answer(REQUEST);
  expect(slack.told).toEqual([told]);
  expect(slack.calls).toEqual([]);
  expect(log.events("file-not-prepared")).toMatchObject([{ level: "error", kind: "draw", error: logged }]);
});

test("says why there is nothing to send", async () => {
  const slack = serve();
  const answer = createAnswerFileRequest({
    prepare: () => Promise.resolve({ refusal: "Nobody has won yet." }),
    sendFile: () => Promise.reject(new Error("must not be called")),
    connect: slack.connect,
    texts: locales.en,
  });
  await answer(REQUEST);
  expect(slack.told).toEqual(["Nobody has won yet."]);
});

test("writes to the person if the request has no address for responses", async () => {
  const slack = serve({ "files.getUploadURLExternal": [error("file_uploads_disabled")] });
  await slack.answer({ file: REQUEST.file, user_id: "U0MEMBER" });
  expect(slack.told).toEqual([`to U0MEMBER: ${refused.forbidden("file_uploads_disabled")}`]);
});

test("logs it if nobody can be told, and does not fail: Lambda would only send the file again", async () => {
  const slack = serve({ "conversations.open": [error("missing_scope"), error("missing_scope")] });
  await slack.answer({ ...REQUEST, response_url: "https://hooks.slack.test/expired" });
  expect(log.events("file-failure-not-reported")).toMatchObject([
    { level: "error", kind: "draw", reason: "no-response" },
  ]);
});

test("logs what Slack answered if the person cannot be told in a direct message", async () => {
  const connect = () => Promise.resolve(createSlackClient("xoxb-test", SLACK_API_URL));
  nock(SLACK_API_URL).post("/chat.postMessage").reply(200, { ok: false, error: "channel_not_found" });
  const answer = createAnswerFileRequest({
    prepare: () => Promise.resolve({ refusal: "Nobody has won yet." }),
    sendFile: () => Promise.reject(new Error("must not be called")),
    connect,
    texts: locales.en,
  });
  await answer({ file: REQUEST.file, user_id: "U0MEMBER" });
  expect(log.events("file-failure-not-reported")).toMatchObject([
    { kind: "draw", reason: "channel_not_found" },
  ]);
});
