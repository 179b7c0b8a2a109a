import { WebClient } from "@slack/web-api";
import { NEW_CONNECTION } from "../../data/runtime/connections.ts";
import { createBoltLogger } from "./bolt-logger.ts";

/**
 * The client of Slack's Web API. It tries once and waits for nothing: its own retries would outlast the function by
 * far, so they are counted where the message is posted.
 */
export function createSlackClient(botToken: string, apiUrl: string): WebClient {
  return new WebClient(botToken, {
    slackApiUrl: apiUrl,
    // The client adds its token to this object, so it needs one of its own.
    headers: { ...NEW_CONNECTION },
    timeout: 5_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: createBoltLogger(),
  });
}
