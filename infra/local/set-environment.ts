import { REGION, stateMachineArn, topicArn } from "./arns.ts";
import type { LocalSettings } from "./settings.ts";

/** Where the parts of the stack listen, without a slash at the end. */
export interface Endpoints {
  page: string;
  dynamodb: string;
  stepFunctions: string;
  sns: string;
}

/**
 * Gives the handlers their settings, and points the AWS clients at this machine by their own variables. The
 * credentials are invented: no account can be touched from here, whatever the shell was set up for.
 */
export function setEnvironment(endpoints: Endpoints, settings: LocalSettings): void {
  for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"])
    delete process.env[name];
  Object.assign(process.env, {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SFN: endpoints.stepFunctions,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    STATE_MACHINE_ARN: stateMachineArn,
    NOTIFICATION_TOPIC_ARN: topicArn,
    SLACK_API_URL: "SLACK_API_URL" in settings ? settings.SLACK_API_URL : `${endpoints.page}/api/`,
    SLACK_SIGNING_SECRET: settings.SLACK_SIGNING_SECRET,
    SLACK_BOT_TOKEN: settings.SLACK_BOT_TOKEN,
    LOTTERY_OPERATORS: settings.LOTTERY_OPERATORS,
  });
}
