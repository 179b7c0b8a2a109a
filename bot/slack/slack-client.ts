import { WebClient } from "@slack/web-api";
import { createBoltLogger } from "./bolt-logger.ts";
import { sendToSlack } from "./send-to-slack.ts";

/**
 * The client of Slack's Web API. It does not retry: its own retries would take longer than the function may run. The
 * code that posts messages retries instead.
 */
export function createSlackClient(botToken: string, apiUrl: string): WebClient {
  return new WebClient(botToken, {
    slackApiUrl: apiUrl,
    fetch: sendToSlack,
    timeout: 5_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: createBoltLogger(),
  });
}
