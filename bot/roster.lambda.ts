import { createDocumentClient } from "../data/dynamodb/document-client.ts";
import { createAuditLog } from "../data/ledger/audit-log.ts";
import { createRosterLedger } from "../data/ledger/roster-ledger.ts";
import { createRosterTable } from "../data/people/roster-table.ts";
import { environment, readEnvironment } from "../data/runtime/environment.ts";
import { openSecret } from "../data/runtime/open-secret.ts";
import { rosterFileLocales } from "../workflow/roster/file/texts/roster-file-locales.ts";
import { loadTexts } from "./locales/load-texts.ts";
import { openSteps } from "./roster/open-steps.ts";
import { createRosterTask } from "./roster/roster-task.ts";
import { createFindLocale } from "./slack/find-locale.ts";
import { createReadUser } from "./slack/read-user.ts";
import { createSlackClient } from "./slack/slack-client.ts";

const settings = readEnvironment(
  process.env,
  environment.pick({
    EMPLOYEE_TABLE: true,
    DRAWS_TABLE: true,
    SLACK_BOT_TOKEN: true,
    SLACK_API_URL: true,
    SLACK_TEAM_ID: true,
    LOTTERY_LOCALE: true,
    LOTTERY_COMMAND: true,
  }),
);
const client = createDocumentClient();
const auditLog = createAuditLog(client, settings.DRAWS_TABLE);
const rosterLedger = createRosterLedger(client, settings.DRAWS_TABLE);
const rosterTable = createRosterTable(client, settings.EMPLOYEE_TABLE);
const botToken = openSecret(settings.SLACK_BOT_TOKEN);

const now = () => new Date();
const connect = async () => createSlackClient(await botToken.read(), settings.SLACK_API_URL);
const findLocale = createFindLocale({ readUser: createReadUser({ connect, timeoutMs: 2_000 }), now });

/** The person who asked for the import is informed in their language. */
const rosterTask = createRosterTask(async (userId) => {
  const locale = (await findLocale(userId)) ?? settings.LOTTERY_LOCALE;
  return openSteps({
    auditLog,
    rosterLedger,
    rosterTable,
    readToken: botToken.read,
    connect,
    apiUrl: settings.SLACK_API_URL,
    teamId: settings.SLACK_TEAM_ID,
    texts: await loadTexts(locale, settings.LOTTERY_COMMAND),
    fileTexts: rosterFileLocales[locale],
    now,
  });
});

export async function handler(event: unknown): Promise<unknown> {
  try {
    return await rosterTask(event);
  } catch (error) {
    // Slack may have refused an old token. The next try uses the new one.
    await botToken.readAgain();
    throw error;
  }
}
