import * as z from "zod";
import { drawsTable, employeeTable, winnersTable } from "../tables.ts";
import { beaconChain, quicknet } from "./beacon-chain.ts";
import { jsonOf } from "./json-of.ts";
import { safeParse } from "./safe-parse.ts";

/** A variable that matches a pattern. The rule completes the sentence "<variable> …". */
export const variable = (shape: RegExp, rule: string) => z.string({ error: rule }).regex(shape, rule);

const tableName = variable(
  /^[A-Za-z0-9_.-]{3,255}$/,
  "must be the name of a table (3 to 255 letters, digits, dots, hyphens and underscores)",
);
const arn = (service: string) =>
  variable(new RegExp(`^arn:aws[a-z-]*:${service}:`), `must be an ARN of ${service}`);
const secret = variable(/./, "must be a secret or the ARN of one in AWS Secrets Manager");

const SLACK_USER_ID = /^[UW][A-Z0-9]+$/;
const OPERATORS =
  "must list who may draw, by Slack member ids such as U012AB3CD, separated by commas: in Slack, your picture → Profile → ⋮ → Copy member ID";

/** The address of a web service. */
const httpUrl = (rule: string) => z.url({ protocol: /^https?$/, error: rule });

const BEACON_RELAYS =
  "must list the addresses of drand relays, like https://api.drand.sh, separated by commas";
const BEACON_CHAIN =
  "must be a drand chain as JSON with exactly these fields: hash, public_key, genesis_time and period";

/** The name of the slash command, unless it is configured. */
export const STANDARD_COMMAND = "/lottery";

const COMMAND =
  "must be the name of a slash command, like /lottery: a slash and at most 31 lower-case letters, digits, hyphens and underscores";

const RETENTION_DAYS = "must be a number of days, from 1 to 99999";

function isRelay(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !/[?#@]/.test(text);
}

/** The names of all tables. */
export const tableVariables = z.object({
  EMPLOYEE_TABLE: tableName.default(employeeTable.name),
  WINNERS_TABLE: tableName.default(winnersTable.name),
  DRAWS_TABLE: tableName.default(drawsTable.name),
});

/** All settings of the product. An entry picks those that it uses. */
export const environment = tableVariables.extend({
  NOTIFICATION_TOPIC_ARN: arn("sns"),
  STATE_MACHINE_ARN: arn("states"),
  ROSTER_MACHINE_ARN: arn("states"),
  CALLBACK_ARN: arn("lambda"),
  SLACK_SIGNING_SECRET: secret,
  SLACK_BOT_TOKEN: secret,
  SLACK_TEAM_ID: variable(
    /^[TE][A-Z0-9]+$/,
    "must be the id of the Slack workspace, such as T012AB3CD: in a browser it is in Slack's address, after client/",
  ),
  SLACK_APP_ID: variable(
    /^A[A-Z0-9]+$/,
    "must be the id of the Slack app, such as A012AB3CD: api.slack.com/apps → your app → Basic Information → App ID",
  ).optional(),
  SLACK_API_URL: httpUrl("must be an address like https://slack.com/api/").default("https://slack.com/api/"),
  LOTTERY_OPERATORS: z
    .string({ error: OPERATORS })
    .transform((ids) => ids.split(/[\s,;]+/).filter(Boolean))
    .refine((ids) => ids.length > 0 && ids.every((id) => SLACK_USER_ID.test(id)), OPERATORS)
    .transform((ids): ReadonlySet<string> => new Set(ids)),
  /** Whether draws are sealed, and their order follows from public randomness. */
  LOTTERY_BEACON: z.enum(["drand", "none"], { error: "must be drand or none" }).default("none"),
  LOTTERY_BEACON_RELAYS: z
    .string({ error: BEACON_RELAYS })
    .transform((urls) => urls.split(/[\s,;]+/).filter(Boolean))
    .refine((urls) => urls.length > 0 && urls.every(isRelay), BEACON_RELAYS)
    .transform((urls): readonly string[] => urls.map((url) => url.replace(/\/+$/, "")))
    .default([
      "https://api.drand.sh",
      "https://api2.drand.sh",
      "https://api3.drand.sh",
      "https://drand.cloudflare.com",
    ]),
  LOTTERY_BEACON_CHAIN: z
    .string({ error: BEACON_CHAIN })
    .transform((text, context) => {
      const { data } = safeParse(jsonOf(beaconChain), text);
      if (data) return data;
      context.addIssue(BEACON_CHAIN);
      return z.NEVER;
    })
    .default(quicknet),
  /** The name of the slash command in Slack. Slack accepts letters of all scripts. */
  LOTTERY_COMMAND: variable(/^\/[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{Nd}_-]{1,31}$/u, COMMAND).default(
    STANDARD_COMMAND,
  ),
  /** After so many days, the names of everybody are erased from a draw. Not set: never. */
  LOTTERY_RETENTION_DAYS: z
    .string({ error: RETENTION_DAYS })
    .regex(/^\d{1,5}$/, RETENTION_DAYS)
    .transform(Number)
    .refine((days) => days >= 1, RETENTION_DAYS)
    .optional(),
  /** Whether announcements show employee ids also where names are unique. */
  LOTTERY_SHOW_IDS: z.enum(["yes", "no"], { error: "must be yes or no" }).default("no"),
  /** Whether people can opt out of draws themselves, and back in. */
  LOTTERY_OPT_OUT: z.enum(["yes", "no"], { error: "must be yes or no" }).default("no"),
  LOTTERY_LOCALE: z.enum(["en", "zh-CN"], { error: "must be en or zh-CN" }).default("en"),
});

export type Locale = z.output<typeof environment>["LOTTERY_LOCALE"];

/** The message lists every invalid variable with its rule in one line. It never contains a value. */
export class InvalidEnvironment extends Error {
  override readonly name = "InvalidEnvironment";

  constructor(rules: readonly string[]) {
    super(`Invalid environment: ${rules.join("; ")}.`);
  }
}

/**
 * Reads the settings that an entry picks. Ignores blanks around a value, and treats an empty variable as missing. Throws
 * `InvalidEnvironment`.
 */
export function readEnvironment<Wanted extends z.ZodObject>(
  source: Readonly<Record<string, string | undefined>>,
  wanted: Wanted,
): z.output<Wanted> {
  const given = Object.fromEntries(
    Object.keys(wanted.shape).map((name) => [name, source[name]?.trim() || undefined]),
  );
  const result = wanted.safeParse(given);
  if (result.success) return result.data;
  const rules = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return given[name] === undefined ? `${name} is missing and ${message}` : `${name} ${message}`;
  });
  throw new InvalidEnvironment([...new Set(rules)]);
}
