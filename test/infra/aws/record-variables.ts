import { pathToFileURL } from "node:url";
import { environment } from "../../../data/runtime/environment.ts";

const values: Readonly<Record<string, string>> = {
  NOTIFICATION_TOPIC_ARN: "arn:aws:sns:eu-central-1:123456789012:Lottery-Notification",
  CALLBACK_ARN: "arn:aws:lambda:eu-central-1:123456789012:function:Lottery-Callback",
  ROSTER_MACHINE_ARN: "arn:aws:states:eu-central-1:123456789012:stateMachine:LotteryRoster",
  STATE_MACHINE_ARN: "arn:aws:states:eu-central-1:123456789012:stateMachine:Lottery",
  SLACK_SIGNING_SECRET: "secret",
  SLACK_BOT_TOKEN: "xoxb-token",
  SLACK_TEAM_ID: "T0A",
  LOTTERY_OPERATORS: "U0A",
};

/** Returns the settings of the product that a deployed file reads from the environment while it loads. */
export async function recordVariables(file: string): Promise<string[]> {
  const read = new Set<string | symbol>();
  const { env } = process;
  process.env = new Proxy(
    { ...env, ...values },
    {
      get(target, name, receiver) {
        read.add(name);
        return Reflect.get(target, name, receiver);
      },
    },
  );
  try {
    // The query loads the file once more, even if the process has loaded it before.
    await import(`${pathToFileURL(file).href}?variables`);
  } finally {
    process.env = env;
  }
  return Object.keys(environment.shape).filter((name) => read.has(name));
}
