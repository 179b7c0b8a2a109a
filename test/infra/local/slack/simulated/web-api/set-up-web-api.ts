import { ErrorCode, LogLevel, retryPolicies, WebClient } from "@slack/web-api";
import { afterAll, beforeEach, expect } from "vitest";
import { BOT_TOKEN, CHANNEL, startSlack } from "../../../../../support/serve-slack.ts";

const ignore = () => undefined;
/** The client logs each error that a test expects. */
const silentLogger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  setName: ignore,
  getLevel: () => LogLevel.ERROR,
};

/** Starts a simulated Slack for a test file, with Slack's own client. Each test begins with an empty channel. */
export async function setUpWebApi() {
  const slack = await startSlack();
  afterAll(() => slack.stop());
  beforeEach(() => {
    for (const { ts } of slack.workspace.messages(CHANNEL)) slack.workspace.remove(CHANNEL, ts);
  });
  const connect = (token: string | undefined) =>
    new WebClient(token, {
      slackApiUrl: `${slack.url}/api/`,
      retryConfig: retryPolicies.fiveRetriesInFiveMinutes,
      rejectRateLimitedCalls: true,
      logger: silentLogger,
    });
  return { slack, connect, client: connect(BOT_TOKEN) };
}

/** Returns Slack's response to a call that is refused. */
export async function refusal(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: ErrorCode.PlatformError });
  return error instanceof Error && "data" in error ? error.data : undefined;
}

export const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } }) as const;
