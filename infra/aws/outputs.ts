import { tableVariables } from "../../data/runtime/environment.ts";

/** The variables whose values are outputs of the stack, so that command-line tools find them by the stack's name. */
export const outputVariables = [
  ...tableVariables.keyof().options,
  "STATE_MACHINE_ARN",
  "NOTIFICATION_TOPIC_ARN",
  "CALLBACK_ARN",
  "LOTTERY_COMMAND",
];

/** Returns the name of the output with the value of a variable: `EmployeeTable` for `EMPLOYEE_TABLE`. */
export function nameOutput(variable: string): string {
  return variable.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The output with the address of the bot. */
export const SLACK_URL = "SlackUrl";

/** Returns the name of the output with the URL of a queue, which has the name of its alarm. */
export const nameQueueOutput = (queue: string): string => `${queue}Url`;

/** The output with the URL of a dead-letter queue. */
export const QUEUE_OUTPUT = /DeadLettersUrl$/;
