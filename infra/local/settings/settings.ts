import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";
import {
  environment,
  InvalidEnvironment,
  readEnvironment,
  tableVariables,
  variable,
} from "../../../data/runtime/environment.ts";
import { type MailAddress, parseMailAddresses } from "../services/mail/mail-addresses.ts";
import { chooseProxies, proxyVariables } from "./proxies.ts";

const PORT_RULE = "must be a number from 0 to 65535 (0 takes any free port)";
const port = (standard: number) =>
  variable(/^\d{1,5}$/, PORT_RULE)
    .transform(Number)
    .refine((number) => number <= 65_535, PORT_RULE)
    .default(standard);

const mailAddresses = (rule: string, isRight = (_found: readonly MailAddress[]) => true) =>
  z.string().transform((text, ctx) => {
    const found = parseMailAddresses(text);
    if (found && isRight(found)) return found;
    ctx.addIssue(rule);
    return z.NEVER;
  });

function parseMailServer(text: string): URL | undefined {
  const url = URL.parse(text);
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname) return undefined;
  try {
    decodeURIComponent(url.username + url.password);
    return url;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

const {
  LOTTERY_LOCALE,
  LOTTERY_COMMAND,
  LOTTERY_SHOW_IDS,
  LOTTERY_OPT_OUT,
  LOTTERY_BEACON,
  LOTTERY_BEACON_RELAYS,
  LOTTERY_BEACON_CHAIN,
  LOTTERY_RETENTION_DAYS,
} = environment.shape;

const common = z.object({
  LOTTERY_LOCALE,
  LOTTERY_COMMAND,
  LOTTERY_SHOW_IDS,
  LOTTERY_OPT_OUT,
  LOTTERY_BEACON,
  LOTTERY_BEACON_RELAYS,
  LOTTERY_BEACON_CHAIN,
  LOTTERY_RETENTION_DAYS,
  ...tableVariables.shape,
  ...proxyVariables.shape,
  PORT: port(3000),
  DYNAMODB_PORT: port(8000),
  SFN_PORT: port(8083),
  SNS_PORT: port(4566),
  LOTTERY_HOST: z.string().default("127.0.0.1"),
  LOTTERY_DATA: z.string().optional(),
  LOTTERY_EMAILS: mailAddresses(
    "must list mail addresses separated by commas, like ann@example.com, Bo Li <bo@example.com>",
  )
    .transform((found) => found.map(({ address }) => address))
    .optional(),
  LOTTERY_MAIL_FROM: mailAddresses(
    "must be one mail address, like lottery@example.com or Lottery <lottery@example.com>",
    (found) => found.length === 1,
  )
    .transform(([from]) => from)
    .optional(),
  SMTP_URL: z
    .string()
    .transform((text, ctx) => {
      const url = parseMailServer(text);
      if (url) return url;
      ctx.addIssue(
        "must be like smtps://user:password@mail.example.com, in the user and the password @ as %40 and % as %25",
      );
      return z.NEVER;
    })
    .optional(),
});

const { LOTTERY_OPERATORS, SLACK_API_URL, SLACK_TEAM_ID } = environment.shape;

const simulatedSlack = common.extend({
  SLACK_APP_TOKEN: z.undefined(),
  LOTTERY_OPERATORS: LOTTERY_OPERATORS.default(new Set(["U0OPERATOR"])),
  SLACK_SIGNING_SECRET: z.string().default("local-signing-secret"),
  SLACK_BOT_TOKEN: z.string().default("xoxb-local"),
});

const realSlack = common.extend({
  SLACK_APP_TOKEN: variable(
    /^xapp-/,
    "must be an app-level token (xapp-…): api.slack.com/apps → your app → Basic Information → App-Level Tokens, with the scope connections:write",
  ),
  SLACK_BOT_TOKEN: variable(
    /^xoxb-/,
    "must be the bot's token (xoxb-…): api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token",
  ),
  LOTTERY_OPERATORS,
  SLACK_API_URL,
  SLACK_TEAM_ID: SLACK_TEAM_ID.optional(),
});

export type LocalSettings = ReturnType<typeof readLocalSettings>;
/** The settings for a real workspace. */
export type RealSlackSettings = Extract<LocalSettings, { SLACK_APP_TOKEN: string }>;

/** An argument is wrong. The message says which, and how to use the command. */
class SettingsWrong extends Error {
  override readonly name = "SettingsWrong";
}

/**
 * Returns the settings of the local stack: ports, Slack, mail and the folder for its data. With an app-level token they are
 * for a real workspace. An argument takes precedence over its variable. Throws `SettingsWrong` for an argument, and
 * `InvalidEnvironment` for variables.
 */
export function readLocalSettings(
  source: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
) {
  const { data } = readArguments(args);
  // Without `--` npm takes the argument for itself, and the folder would not be used.
  if (data === undefined && source["npm_config_data"])
    throw new SettingsWrong(`npm has taken --data for itself. Put -- before it. ${USAGE}`);
  const settings = parse({ ...source, ...(data !== undefined && { LOTTERY_DATA: data }) });
  const isReal = settings.SLACK_APP_TOKEN !== undefined;
  return {
    ...settings,
    /** A real team's draws are always stored. With the simulated Slack, they are stored only on request. */
    LOTTERY_DATA: settings.LOTTERY_DATA ?? (isReal ? ".lottery" : undefined),
    /** Real people get emails only if their addresses are configured. */
    LOTTERY_EMAILS: settings.LOTTERY_EMAILS ?? (isReal || settings.SMTP_URL ? [] : ["winners@example.com"]),
    proxies: chooseProxies(settings),
    smtp: settings.SMTP_URL && { url: settings.SMTP_URL, from: readSender(settings, settings.SMTP_URL) },
  };
}

const USAGE = "Usage: npm start -- [--data <folder>]";

function readArguments(args: readonly string[]): { data?: string | undefined } {
  let data: string | undefined;
  try {
    ({ data } = parseArgs({ args: [...args], options: { data: { type: "string" } } }).values);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [reason] = error.message.split(/\.?(?:\s|$)(?=[A-Z]|$)/);
    throw new SettingsWrong(`${reason}. ${USAGE}`, { cause: error });
  }
  if (data === "") throw new SettingsWrong(`--data needs a folder. ${USAGE}`);
  return { data };
}

function parse(source: Readonly<Record<string, string | undefined>>) {
  if (source["SLACK_APP_TOKEN"]?.trim()) {
    // Only this process signs requests: those that it forwards to its bot.
    return { ...readEnvironment(source, realSlack), SLACK_SIGNING_SECRET: randomBytes(32).toString("hex") };
  }
  return readEnvironment(source, simulatedSlack);
}

/** Returns the sender of the mails: the configured one, or the user in `SMTP_URL`. */
function readSender({ LOTTERY_MAIL_FROM }: z.output<typeof common>, server: URL): MailAddress {
  if (LOTTERY_MAIL_FROM) return LOTTERY_MAIL_FROM;
  const user = z.email().safeParse(decodeURIComponent(server.username));
  if (user.success) return { name: "", address: user.data };
  throw new InvalidEnvironment([
    "LOTTERY_MAIL_FROM is missing and must be the sender's address, because the user in SMTP_URL is not an address",
  ]);
}
