import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { z } from "zod";

const port = (standard: number) => z.coerce.number().int().min(0).max(65_535).default(standard);

/** An empty variable is one that is not set. */
const optional = z
  .string()
  .optional()
  .transform((text) => text || undefined);

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean),
);

/** A variable that must be set, with what to do where it is not or where it cannot be right. */
const needed = (shape: RegExp, what: string) => z.string({ error: what }).regex(shape, what);

function isMailServer(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname) return false;
  try {
    decodeURIComponent(url.username + url.password);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

const common = z.object({
  PORT: port(3000),
  DYNAMODB_PORT: port(8000),
  SFN_PORT: port(8083),
  SNS_PORT: port(4566),
  LOTTERY_HOST: z.string().default("127.0.0.1"),
  LOTTERY_DATA: optional,
  LOTTERY_EMAILS: list.optional(),
  LOTTERY_MAIL_FROM: optional.pipe(z.email({ error: "must be a mail address" }).optional()),
  SMTP_URL: optional.pipe(
    z
      .string()
      .refine(
        isMailServer,
        "must be like smtps://user:password@mail.example.com, in the user and the password @ as %40 and % as %25",
      )
      .transform((url) => new URL(url))
      .optional(),
  ),
});

const pretendedSlack = common.extend({
  SLACK_APP_TOKEN: z.undefined(),
  LOTTERY_OPERATORS: z.string().default("U0OPERATOR"),
  SLACK_SIGNING_SECRET: z.string().default("local-signing-secret"),
  SLACK_BOT_TOKEN: z.string().default("xoxb-local"),
});

const realSlack = common.extend({
  SLACK_APP_TOKEN: needed(
    /^xapp-/,
    "must be an app-level token (xapp-…): api.slack.com/apps → your app → Basic Information → App-Level Tokens, with the scope connections:write",
  ),
  SLACK_BOT_TOKEN: needed(
    /^xoxb-/,
    "must be the bot's token (xoxb-…): api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token",
  ),
  LOTTERY_OPERATORS: needed(
    /^\s*[UW][A-Z0-9]+\s*(,\s*[UW][A-Z0-9]+\s*)*$/,
    "must name who may draw, by Slack ids separated by commas: in Slack, your picture → Profile → ⋮ → Copy member ID",
  ),
  SLACK_API_URL: z
    .url({ error: "must be an address like https://slack.com/api/" })
    .default("https://slack.com/api/"),
});

export type LocalSettings = ReturnType<typeof readLocalSettings>;
/** Those with which a real workspace is served. */
export type RealSlackSettings = Extract<LocalSettings, { SLACK_APP_TOKEN: string }>;

/** The sentence names the variables at fault and what to do. */
class SettingsWrong extends Error {
  override readonly name = "SettingsWrong";
}

/**
 * The settings of the local stack: its ports, its Slack, its mail, and where its data is kept. With an app-level token it
 * is for a real workspace. An argument of the command wins over its variable. Throws `SettingsWrong` with the names at
 * fault, never with a value.
 */
export function readLocalSettings(
  source: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
) {
  const { data } = readArguments(args);
  // npm takes an argument as its own where no `--` stands before it, and the folder would not be used.
  if (data === undefined && source["npm_config_data"])
    throw new SettingsWrong(`npm has taken --data for itself: put -- before it. ${USAGE}`);
  const settings = parse({ ...source, ...(data !== undefined && { LOTTERY_DATA: data }) });
  const isReal = settings.SLACK_APP_TOKEN !== undefined;
  return {
    ...settings,
    /** A real team's draws are kept; what is tried on the pretended Slack is only where somebody says so. */
    LOTTERY_DATA: settings.LOTTERY_DATA ?? (isReal ? ".lottery" : undefined),
    /** Nobody real is mailed whom nobody named. */
    LOTTERY_EMAILS: settings.LOTTERY_EMAILS ?? (isReal || settings.SMTP_URL ? [] : ["winners@example.com"]),
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
  if (data === "") throw new SettingsWrong(`--data names no folder. ${USAGE}`);
  return { data };
}

function parse(source: Readonly<Record<string, string | undefined>>) {
  if (source["SLACK_APP_TOKEN"]) {
    // Nobody but this process signs: what it gives to its bot.
    return { ...check(realSlack, source), SLACK_SIGNING_SECRET: randomBytes(32).toString("hex") };
  }
  return check(pretendedSlack, { ...source, SLACK_APP_TOKEN: undefined });
}

function check<Wanted extends z.ZodObject>(wanted: Wanted, source: object): z.output<Wanted> {
  const result = wanted.safeParse(source);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new SettingsWrong(`The settings do not fit: ${[...new Set(faults)].join("; ")}.`);
}

/** From whom the mails come: the one that is named, or who logs in at the mail server. */
function readSender({ LOTTERY_MAIL_FROM }: z.output<typeof common>, server: URL): string {
  if (LOTTERY_MAIL_FROM) return LOTTERY_MAIL_FROM;
  const user = z.email().safeParse(decodeURIComponent(server.username));
  if (user.success) return user.data;
  throw new SettingsWrong(
    "The settings do not fit: LOTTERY_MAIL_FROM must say from which address the mails come, as SMTP_URL's user is none.",
  );
}
