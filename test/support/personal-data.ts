import roster from "../../data/request-items.json" with { type: "json" };
import { createWorkspace } from "../../infra/local/slack/simulated/workspace.ts";

/** The names of all people in the sample roster, in the simulated workspace and in the tests. */
const NAMES = [
  ...roster["Lottery-Employee"].map(({ PutRequest }) => PutRequest.Item.employee_name.S),
  ...createWorkspace().people.map((person) => person.real_name),
  "Ann Lee",
  "Mallory",
];

/**
 * What logs must not contain. Ids of people are personal data; ids of draws, executions and channels are not. Text that
 * people typed (a prize, a reason) may contain a name.
 */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  "a token of Slack's": /\bx(?:ox[a-z]|app)-/,
  "a secret": /signing-secret|8f742231b10e8888abcd99yyyzzz85a5|an older secret/,
  "a signature": /v0=[0-9a-f]{16}/,
  "the address for responses to a click": /hooks\.slack\.com|\/slack\/response\//,
  "a mail address": /[\w.+-]+@[\w-]+\.[a-z]{2,}/i,
  "a Slack user": /\b[UW](?=[A-Z]*\d)[A-Z0-9]{3,}\b/,
  "an employee's id": /\bE\d{4,}\b/,
  "a name": new RegExp(`${NAMES.join("|")}|\\bName \\d`),
  "what somebody typed": /AirPods|is away/,
};

/** Returns the kind of personal data in a line, if any. */
export function findPersonalData(line: string): string | undefined {
  return Object.entries(FORBIDDEN).find(([, pattern]) => pattern.test(line))?.[0];
}
