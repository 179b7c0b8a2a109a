import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { z } from "zod";
import { environment } from "../../data/runtime/environment.ts";
import { type TableDefinition, tableDefinitions } from "../../data/tables.ts";

/**
 * The maximum length of a list. Each address is a resource, and a stack may have 500. All operators are in one
 * environment variable, and a function has 4 KB for all its variables.
 */
const MOST_ENTRIES = 200;

/** Returns entries that are listed more than once, ignoring case. */
function findRepeated(entries: readonly string[]): string[] {
  const seen = new Set<string>();
  return entries.filter((entry) => seen.size === seen.add(entry.toLowerCase()).size);
}

/** A JSON array, or the text of `-c key=a,b`. The rule completes the sentence "<setting> …". */
const list = (isEntry: (text: string) => boolean, rule: string) =>
  z
    .union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,;]+/))], { error: rule })
    .transform((entries) => entries.map((entry) => entry.trim()).filter(Boolean))
    .refine((entries) => entries.every(isEntry), rule)
    .refine((entries) => entries.length <= MOST_ENTRIES, `must list at most ${MOST_ENTRIES}`)
    .superRefine((entries, context) => {
      for (const entry of new Set(findRepeated(entries))) context.addIssue(`lists ${entry} twice`);
    });

const isUserId = (text: string) => /^[UW][A-Z0-9]+$/.test(text);
const isAddress = (text: string) => z.email().safeParse(text).success;
const addresses = list(isAddress, "must list email addresses, separated by commas").default([]);
const OPERATORS =
  "must list the Slack member ids of the people who may draw, such as U012AB3CD, separated by commas";

const flag = z.union([z.boolean(), z.stringbool()], { error: "must be true or false" });

const periods = Object.values(RetentionDays).filter((days) => typeof days === "number");
const PERIOD = `must be one of CloudWatch's periods: ${periods.join(", ")}`;
const logPeriod = z
  .union([z.number(), z.string()], { error: PERIOD })
  .pipe(z.coerce.number({ error: PERIOD }))
  .pipe(z.enum(RetentionDays, { error: PERIOD }));

const DAYS = "must be a number of days, from 1 to 99999";
const days = z
  .union([z.number(), z.string()], { error: DAYS })
  .pipe(z.coerce.number({ error: DAYS }))
  .pipe(z.int(DAYS).min(1, DAYS).max(99_999, DAYS));

const NAME =
  "must start with a capital letter, have at most 30 letters, digits and hyphens, and not end with Roster";

const { shape } = environment;

const settings = z.strictObject({
  /**
   * The name of the stack, and the prefix of all other names. A second name is a second lottery in the account. One that
   * ends with Roster could be the name of another lottery's state machine for the roster.
   */
  name: z
    .string({ error: NAME })
    .regex(/^[A-Z][A-Za-z0-9-]{0,29}(?<!Roster)$/, NAME)
    .default("Lottery"),
  /** The id of the Slack workspace, or of the organization if the app is installed for all its workspaces. */
  team: shape.SLACK_TEAM_ID,
  /** The id of the Slack app. Optional, because the signing secret already belongs to one app. */
  app: shape.SLACK_APP_ID,
  /** Slack user ids of the people who may draw. */
  operators: list(isUserId, OPERATORS).refine((ids) => ids.length > 0, OPERATORS),
  /** Addresses that receive each result. */
  emails: addresses,
  /** Addresses that receive the alarms. */
  alarmEmails: addresses,
  locale: shape.LOTTERY_LOCALE,
  /** The name of the slash command. The Slack app must have the same: `npm run manifest` prints it. */
  command: shape.LOTTERY_COMMAND,
  /** Whether announcements show employee ids also where names are unique. */
  showIds: shape.LOTTERY_SHOW_IDS,
  /** Whether people can opt out of draws themselves, and back in. */
  optOut: shape.LOTTERY_OPT_OUT,
  /** Whether draws are sealed, and their order follows from public randomness. The default depends on the partition. */
  beacon: shape.LOTTERY_BEACON.unwrap().optional(),
  /** After so many days, the names of everybody are erased from a draw. Not set: never. */
  retentionDays: days.optional(),
  logRetentionDays: logPeriod.default(RetentionDays.THREE_MONTHS),
  /** Whether the tables are protected from deletion and outlive the stack. */
  keepData: flag.default(true),
});

/** The names of tables that differ from the default, by setting. */
const tableNames = z.record(z.string(), shape.DRAWS_TABLE.unwrap());

export type Settings = z.output<typeof settings> & { tableNames: z.output<typeof tableNames> };

/** Returns the setting for a table's name: `drawsTable` for `DRAWS_TABLE`. */
function formatSetting({ variable }: TableDefinition): string {
  return variable.toLowerCase().replace(/_[a-z]/g, (letter) => letter.charAt(1).toUpperCase());
}

const tableSettings = new Set(tableDefinitions.map(formatSetting));

/** Returns the name of a table in this deployment. */
export function nameTable(given: Pick<Settings, "name" | "tableNames">, definition: TableDefinition): string {
  return given.tableNames[formatSetting(definition)] ?? definition.name.replace("Lottery", given.name);
}

/** The message lists all invalid settings in one line. */
export class InvalidSettings extends Error {
  override readonly name = "InvalidSettings";

  constructor(faults: readonly string[]) {
    super(`Invalid settings (context in cdk.json, or -c): ${faults.join("; ")}.`);
  }
}

/** CDK's own keys contain a colon or a slash, except these. */
const CDK_KEYS = new Set(["acknowledged-issue-numbers", "cdk-migrate", "cli-telemetry"]);
type Context = Readonly<Record<string, unknown>>;

const isOwn = (key: string) => !/[:/]/.test(key) && !CDK_KEYS.has(key);

function formatFault({ path, message, ...issue }: z.core.$ZodIssue, given: Context): string[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `${key} is not a setting`);
  const name = String(path[0] ?? "");
  return [`${name}${given[name] === undefined ? " is missing and" : ""} ${message}`];
}

/** Reads the settings of a deployment from CDK's context (`cdk.json`, or `-c key=value`). Throws `InvalidSettings`. */
export function readSettings(context: Context): Settings {
  const given = Object.entries(context).filter(([key]) => isOwn(key));
  const [forTables = [], others = []] = [true, false].map((wanted) =>
    given.filter(([key]) => tableSettings.has(key) === wanted),
  );
  const names = tableNames.safeParse(Object.fromEntries(forTables));
  const result = settings.safeParse(Object.fromEntries(others));
  if (!names.success || !result.success) {
    const issues = [...(result.error?.issues ?? []), ...(names.error?.issues ?? [])];
    throw new InvalidSettings([...new Set(issues.flatMap((issue) => formatFault(issue, context)))]);
  }
  const all = { ...result.data, tableNames: names.data };
  const repeated = findRepeated(tableDefinitions.map((definition) => nameTable(all, definition)));
  if (repeated.length > 0)
    throw new InvalidSettings(repeated.map((name) => `two tables have the name ${name}`));
  return all;
}
