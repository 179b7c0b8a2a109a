import { setTimeout } from "node:timers/promises";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { createRosterLedger } from "../data/ledger/roster-ledger.ts";
import { openStores } from "../data/open-stores.ts";
import { createReadDepartments } from "../data/people/departments.ts";
import { createClientSettings } from "../data/runtime/connections.ts";
import { environment, readEnvironment } from "../data/runtime/environment.ts";
import { openSecret } from "../data/runtime/open-secret.ts";
import { openVisitLog } from "../workflow/attempt/open-visit-log.ts";
import { createRecovery } from "../workflow/attempt/recovery.ts";
import { createEraseFromDraw } from "../workflow/erasure/erase-from-draw.ts";
import { createEraseOldNames } from "../workflow/erasure/erase-old-names.ts";
import { createNoticeTexts } from "../workflow/notice/locales/locales.ts";
import { createAnnounceDraw } from "./callback/announce-draw.ts";
import { createAnnounceSeal } from "./callback/announce-seal.ts";
import { createCallback } from "./callback/callback.ts";
import { createFindMessage } from "./callback/find-message.ts";
import { createMailNotices, createPublishNotice } from "./callback/mail-notices.ts";
import { createCheckOrigin } from "./callback/origin/check-origin.ts";
import { createReadExecution } from "./callback/origin/read-execution.ts";
import { createPostAnnouncement } from "./callback/post-announcement.ts";
import { createPostFailure } from "./callback/post-failure.ts";
import { createPostOnce } from "./callback/post-once.ts";
import { createPostSeal } from "./callback/post-seal.ts";
import { createReportFailure } from "./callback/report-failure.ts";
import type { AnswerFileRequest } from "./files/answer-file-request.ts";
import { loadTexts } from "./locales/load-texts.ts";
import type { Texts } from "./locales/texts.ts";
import { createHandleFailedImport } from "./roster/handle-failed-import.ts";
import { createTellRequester } from "./roster/tell-requester.ts";
import { createSlackClient } from "./slack/slack-client.ts";

const settings = readEnvironment(
  process.env,
  environment.pick({
    EMPLOYEE_TABLE: true,
    WINNERS_TABLE: true,
    DRAWS_TABLE: true,
    NOTIFICATION_TOPIC_ARN: true,
    STATE_MACHINE_ARN: true,
    SLACK_BOT_TOKEN: true,
    SLACK_API_URL: true,
    LOTTERY_LOCALE: true,
    LOTTERY_COMMAND: true,
    LOTTERY_SHOW_IDS: true,
    LOTTERY_BEACON_CHAIN: true,
    LOTTERY_RETENTION_DAYS: true,
  }),
);
const { client, claims, ledger } = openStores(settings);
const now = () => new Date();
const loading = loadTexts(settings.LOTTERY_LOCALE, settings.LOTTERY_COMMAND);
const chain = settings.LOTTERY_BEACON_CHAIN;
const showsIds = settings.LOTTERY_SHOW_IDS === "yes";

const recovery = createRecovery({ ledger, claims, now });
const times = { maxAttempts: 3, connectionTimeout: 1_000, requestTimeout: 3_000 };
const checkOrigin = createCheckOrigin({
  ledger,
  readExecution: createReadExecution(new SFNClient(createClientSettings(times)), settings.STATE_MACHINE_ARN),
  now,
});
const sns = new SNSClient(createClientSettings(times));
const mailNotices = createMailNotices({
  ledger,
  checkOrigin,
  publishNotice: createPublishNotice(sns, settings.NOTIFICATION_TOPIC_ARN),
  texts: createNoticeTexts(settings.LOTTERY_LOCALE, settings.LOTTERY_COMMAND),
  now,
});
const visitLog = openVisitLog(client, settings.DRAWS_TABLE);
const eraseOldNames = createEraseOldNames({
  ledger,
  recovery,
  eraseFromDraw: createEraseFromDraw({ ledger, visitLog }),
  retentionDays: settings.LOTTERY_RETENTION_DAYS,
  now,
});
const botToken = openSecret(settings.SLACK_BOT_TOKEN);

const connect = async (isRefused: boolean) =>
  createSlackClient(await (isRefused ? botToken.readAgain() : botToken.read()), settings.SLACK_API_URL);
const answerFileRequest: AnswerFileRequest = async (request) => {
  // Few runs need this code, so a cold start does not read it.
  const { openFiles } = await import("./files/open-files.ts");
  const readDepartments = createReadDepartments(client, settings.EMPLOYEE_TABLE);
  const texts = await loading;
  const answer = openFiles({ ledger, visitLog, readDepartments, connect, wait: setTimeout, texts, now });
  await answer(request);
};

const createCallbackWith = (token: string, texts: Texts) => {
  const slack = createSlackClient(token, settings.SLACK_API_URL);
  const reportFailure = createReportFailure({ slack, texts });
  const findMessage = createFindMessage({ slack, now });
  const postOnce = createPostOnce({ slack, findMessage, wait: setTimeout });
  return createCallback({
    ledger,
    mailNotices,
    recovery,
    eraseOldNames,
    answerFileRequest,
    handleFailedImport: createHandleFailedImport({
      rosterLedger: createRosterLedger(client, settings.DRAWS_TABLE),
      auditLog: ledger.auditLog,
      tell: createTellRequester({ connect: () => Promise.resolve(slack) }).tell,
      texts,
      now,
    }),
    announceDraw: createAnnounceDraw({
      ledger,
      checkOrigin,
      slack,
      postAnnouncement: createPostAnnouncement({ slack, postOnce, chain, showsIds, texts }),
      postFailure: createPostFailure({ postOnce, texts }),
      reportFailure,
      texts,
      now,
    }),
    announceSeal: createAnnounceSeal({
      ledger,
      recovery,
      postSeal: createPostSeal({ postOnce, findMessage, chain, texts, now }),
      chain,
      wait: setTimeout,
      now,
    }),
    reportFailure,
    now,
  });
};

export async function handler(event: unknown): Promise<unknown> {
  try {
    return await createCallbackWith(await botToken.read(), await loading)(event);
  } catch (error) {
    // Slack may have refused an old token. The next delivery uses the new one.
    await botToken.readAgain();
    throw error;
  }
}
