import { WebClient } from "@slack/web-api";
import { NEW_CONNECTION } from "../../data/runtime/connections.ts";
import { createBoltLogger } from "./bolt-logger.ts";

/**
 * The client of Slack's Web API. It does not retry: its own retries would take longer than the function may run. The
 * code that posts messages retries instead.
 */
export function createSlackClient(botToken: string, apiUrl: string): WebClient {
  return new WebClient(botToken, {
    slackApiUrl: apiUrl,
    // The client adds its token to this object, so each client needs its own.
    headers: { ...NEW_CONNECTION },
    timeout: 5_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: createBoltLogger(),
  });
}
