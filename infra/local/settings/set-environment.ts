import { devNull } from "node:os";
import { tableVariables } from "../../../data/runtime/environment.ts";
import { APP } from "../slack/simulated/workspace.ts";
import { formatFunctionArn, REGION, rosterMachineArn, stateMachineArn, topicArn } from "./arns.ts";
import type { LocalSettings } from "./settings.ts";

/** The URLs of the services, without a slash at the end. */
export interface Endpoints {
  page: string;
  dynamodb: string;
  stepFunctions: string;
  sns: string;
  lambda: string;
}

/**
 * Removes every AWS setting of the machine from this process: variables, profiles and configuration files. The new
 * credentials are invented. So the AWS clients reach only this machine, and the shell's settings (FIPS or dual-stack
 * endpoints, a profile, another endpoint, a retry mode) do not change how they work.
 */
export function isolateFromAws(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  Object.assign(process.env, {
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
}

/** The id of the app, which is part of an app-level token: `xapp-1-A012AB3CD-…`. */
function findAppId({ SLACK_APP_TOKEN }: LocalSettings): string | undefined {
  return SLACK_APP_TOKEN === undefined ? APP.id : /^xapp-\d+-(A[A-Z0-9]+)-/.exec(SLACK_APP_TOKEN)?.[1];
}

/** Sets the variables that the handlers read, and those that direct the AWS clients to this machine. */
export function setEnvironment(endpoints: Endpoints, settings: LocalSettings, teamId: string): void {
  const appId = findAppId(settings);
  if (appId === undefined) delete process.env["SLACK_APP_ID"];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SFN: endpoints.stepFunctions,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
    ...tableVariables.parse(settings),
    STATE_MACHINE_ARN: stateMachineArn,
    ROSTER_MACHINE_ARN: rosterMachineArn,
    NOTIFICATION_TOPIC_ARN: topicArn,
    CALLBACK_ARN: formatFunctionArn("Callback"),
    SLACK_API_URL: "SLACK_API_URL" in settings ? settings.SLACK_API_URL : `${endpoints.page}/api/`,
    SLACK_TEAM_ID: teamId,
    ...(appId !== undefined && { SLACK_APP_ID: appId }),
    SLACK_SIGNING_SECRET: settings.SLACK_SIGNING_SECRET,
    SLACK_BOT_TOKEN: settings.SLACK_BOT_TOKEN,
    LOTTERY_OPERATORS: [...settings.LOTTERY_OPERATORS].join(","),
    LOTTERY_LOCALE: settings.LOTTERY_LOCALE,
    LOTTERY_COMMAND: settings.LOTTERY_COMMAND,
    LOTTERY_SHOW_IDS: settings.LOTTERY_SHOW_IDS,
    LOTTERY_OPT_OUT: settings.LOTTERY_OPT_OUT,
    LOTTERY_BEACON: settings.LOTTERY_BEACON,
    LOTTERY_BEACON_RELAYS: settings.LOTTERY_BEACON_RELAYS.join(","),
    LOTTERY_BEACON_CHAIN: JSON.stringify(settings.LOTTERY_BEACON_CHAIN),
    LOTTERY_RETENTION_DAYS: String(settings.LOTTERY_RETENTION_DAYS ?? ""),
  });
}
