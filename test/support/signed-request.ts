import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { formatHttpEvent } from "../../infra/local/slack/simulated/requests/http-event.ts";
import { signBody } from "../../infra/local/slack/simulated/requests/signed-request.ts";

export const SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

/** Lambda's second argument, which the bot ignores. */
export const context: Context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: "Slack",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:Slack",
  memoryLimitInMB: "256",
  awsRequestId: "1",
  logGroupName: "/aws/lambda/Slack",
  logStreamName: "1",
  getRemainingTimeInMillis: () => 3_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

export const FORM = "application/x-www-form-urlencoded";

/** The event of a request that Slack signed at `timestamp` (epoch seconds). */
export function signedEvent(
  body: string | Buffer,
  timestamp: number,
  contentType = FORM,
): APIGatewayProxyEventV2 {
  return formatHttpEvent({
    method: "POST",
    url: new URL("https://example.com/slack/events"),
    headers: new Headers({
      "content-type": contentType,
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": signBody(SIGNING_SECRET, timestamp, body),
    }),
    body: Buffer.from(body),
  });
}
