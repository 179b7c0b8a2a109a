import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { formatHttpEvent } from "../infra/local/slack/simulated/requests/http-event.ts";
import { formatSignedRequest } from "../infra/local/slack/simulated/requests/signed-request.ts";

/** The environment of the measured bots. */
export const BOT_ENVIRONMENT = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  STATE_MACHINE_ARN: "arn:aws:states:us-east-1:000000000000:stateMachine:Lottery",
  ROSTER_MACHINE_ARN: "arn:aws:states:us-east-1:000000000000:stateMachine:LotteryRoster",
  CALLBACK_ARN: "arn:aws:lambda:us-east-1:000000000000:function:Callback",
  // Nothing listens there: what the bot asks Slack about a person is not part of the measurement.
  SLACK_API_URL: "https://127.0.0.1:9/api/",
  SLACK_SIGNING_SECRET: "bench",
  SLACK_BOT_TOKEN: "xoxb-bench",
  LOTTERY_OPERATORS: "U0OPERATOR",
  SLACK_TEAM_ID: "T0LOTTERY",
};

/** Formats the API Gateway event of a slash command, signed at this moment. */
export function formatSignedCommand(text: string): APIGatewayProxyEventV2 {
  const body = new URLSearchParams({
    command: "/lottery",
    text,
    user_id: "U0OPERATOR",
    channel_id: "C0LOTTERY",
    trigger_id: "1.2",
    team_id: "T0LOTTERY",
    response_url: "https://example.com/",
  }).toString();
  return formatHttpEvent(
    formatSignedRequest(BOT_ENVIRONMENT.SLACK_SIGNING_SECRET, {
      origin: "https://example.com",
      contentType: "application/x-www-form-urlencoded",
      body,
    }),
  );
}
