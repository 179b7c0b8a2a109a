import { createAnnounceDraw } from "../../../bot/callback/announce-draw.ts";
import { createAnnounceSeal } from "../../../bot/callback/announce-seal.ts";
import { createCallback } from "../../../bot/callback/callback.ts";
import { createFindMessage } from "../../../bot/callback/find-message.ts";
import { createMailNotices } from "../../../bot/callback/mail-notices.ts";
import { createCheckOrigin } from "../../../bot/callback/origin/check-origin.ts";
import { createReadExecution } from "../../../bot/callback/origin/read-execution.ts";
import { createPostAnnouncement } from "../../../bot/callback/post-announcement.ts";
import { createPostFailure } from "../../../bot/callback/post-failure.ts";
import { createPostOnce } from "../../../bot/callback/post-once.ts";
import { createPostSeal } from "../../../bot/callback/post-seal.ts";
import { createReportFailure } from "../../../bot/callback/report-failure.ts";
import type { FileRequest } from "../../../bot/files/file-request.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import type { DrawnRecord } from "../../../data/ledger/draw-record.ts";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import type { Locale } from "../../../data/runtime/environment.ts";
import { stateMachineArn } from "../../../infra/local/settings/arns.ts";
import { createEraseFromDraw } from "../../../workflow/erasure/erase-from-draw.ts";
import { createEraseOldNames } from "../../../workflow/erasure/erase-old-names.ts";
import { formatNotice } from "../../../workflow/notice/format-notice.ts";
import { formatRevisionNotice } from "../../../workflow/notice/format-revision-notice.ts";
import type { FakeBeacon } from "../../support/fake-beacon.ts";
import { noticeTexts } from "../../support/notice-texts.ts";
import { recordLog } from "../../support/record-log.ts";
import { startExecutions } from "../../support/start-executions.ts";
import { startLottery } from "../../support/start-lottery.ts";
import { serveSlackApi } from "./serve-slack-api.ts";
import { CHANNEL, createWriteDraws } from "./write-draws.ts";

export { CHANNEL, PERSON } from "./write-draws.ts";

/** The event with which SNS delivers these messages to a Lambda function. */
export function snsEvent(...messages: readonly string[]) {
  return {
    Records: messages.map((Message) => ({
      EventSource: "aws:sns",
      EventVersion: "1.0",
      EventSubscriptionArn: "arn:aws:sns:us-east-1:000000000000:Lottery-Notification:1",
      Sns: { Type: "Notification", MessageId: "1", Subject: "s", Message, MessageAttributes: {} },
    })),
  };
}

/** The event from EventBridge about the end of an execution. */
export function endedEvent(name: string, detail: Readonly<Record<string, unknown>>) {
  return {
    version: "0",
    id: "1",
    source: "aws.states",
    "detail-type": "Step Functions Execution Status Change",
    detail: {
      executionArn: `arn:aws:states:us-east-1:000000000000:execution:Lottery:${name}`,
      name,
      ...detail,
    },
  };
}

/** The notice of a decided draw, or of its newest revision, as SNS delivers it. */
export function noticeOf(draw: DrawnRecord) {
  const { revision_id } = draw.revisions.at(-1) ?? {};
  return delivered(
    revision_id === undefined
      ? formatNotice(draw, noticeTexts.en)
      : formatRevisionNotice(draw, revision_id, noticeTexts.en),
  );
}

/** A published notice, as SNS delivers it. */
export function delivered({ notice }: { notice: string }) {
  return snsEvent(JSON.parse(notice).lambda);
}

/**
 * Opens a roster of ten, the tasks of the draw, Step Functions, a Slack API, and the callback. Disposing of the result
 * closes all.
 */
export async function openCallback({
  locale = "en",
  beacon,
  retentionDays,
}: {
  locale?: Locale;
  beacon?: FakeBeacon;
  retentionDays?: number;
} = {}) {
  const log = recordLog();
  const lottery = await startLottery({ ...(beacon && { beacon }) });
  const stepFunctions = await startExecutions();
  const chain = beacon?.chain ?? quicknet;
  /** How far the bot's clock is ahead of Slack's, in milliseconds. */
  let aheadByMs = 0;
  const slackApi = await serveSlackApi(
    () => new Date(lottery.clock.now().getTime() - aheadByMs),
    lottery.advance,
  );
  const texts = locales[locale];
  const slack = createSlackClient("xoxb-test", slackApi.url);
  const waits: number[] = [];
  const reportFailure = createReportFailure({ slack, texts });
  const { ledger, recovery } = lottery;
  const { now } = lottery.clock;
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    lottery.advance(milliseconds / 1_000);
    return Promise.resolve();
  };
  const findMessage = createFindMessage({ slack, now });
  const postOnce = createPostOnce({ slack, findMessage, wait });
  /** The notices that the callback published. */
  const published: { subject: string; notice: string }[] = [];
  let snsOutage: Error | undefined;
  const publishNotice = (notice: { subject: string; notice: string }) => {
    if (snsOutage) return Promise.reject(snsOutage);
    published.push(notice);
    return Promise.resolve();
  };
  /** The executions for which the callback has asked. */
  const described: string[] = [];
  let sfnOutage: Error | undefined;
  const readExecution = createReadExecution(stepFunctions.client, stateMachineArn);
  const checkOrigin = createCheckOrigin({
    ledger,
    readExecution(name) {
      described.push(name);
      return sfnOutage ? Promise.reject(sfnOutage) : readExecution(name);
    },
    now,
  });
  /** The requests for files that the callback passed on. */
  const fileRequests: FileRequest[] = [];
  /** The imports whose end the callback passed on. */
  const failedImports: object[] = [];
  const receive = createCallback({
    handleFailedImport(failed) {
      failedImports.push(failed);
      return Promise.resolve();
    },
    ledger,
    mailNotices: createMailNotices({ ledger, checkOrigin, publishNotice, texts: noticeTexts[locale], now }),
    recovery,
    eraseOldNames: createEraseOldNames({
      ledger,
      recovery,
      eraseFromDraw: createEraseFromDraw(lottery),
      retentionDays,
      now,
    }),
    answerFileRequest(request) {
      fileRequests.push(request);
      return Promise.resolve();
    },
    reportFailure,
    now,
    announceSeal: createAnnounceSeal({
      ledger,
      recovery,
      postSeal: createPostSeal({ postOnce, findMessage, chain, texts, now }),
      chain,
      wait,
      now,
    }),
    announceDraw: createAnnounceDraw({
      ledger,
      checkOrigin,
      slack,
      postAnnouncement: createPostAnnouncement({ slack, postOnce, chain, showsIds: false, texts }),
      postFailure: createPostFailure({ postOnce, texts }),
      reportFailure,
      texts,
      now,
    }),
  });
  const draws = createWriteDraws(lottery, stepFunctions.start);

  return {
    lottery,
    ledger,
    slack: slackApi,
    log,
    /** Sets the bot's clock this far ahead of Slack's. */
    runAhead(ms: number) {
      aheadByMs = ms;
    },
    published,
    fileRequests,
    failedImports,
    /** From now on publishing fails with this error; undefined ends that. */
    breakSns(error: Error | undefined) {
      snsOutage = error;
    },
    described,
    /** From now on Step Functions fails with this error; undefined ends that. */
    breakStepFunctions(error: Error | undefined) {
      sfnOutage = error;
    },
    /** Starts an execution that makes nothing. */
    startExecution: stepFunctions.start,
    /** The pauses between tries, in milliseconds. */
    waits,
    receive,

    /** The messages in the channel that everybody sees, oldest first. */
    announcements: () =>
      slackApi.posted.filter(({ channel, user }) => channel === CHANNEL && user === undefined),

    record: (drawNo: number) => lottery.readDrawn(drawNo),

    ...draws,

    async [Symbol.asyncDispose]() {
      await lottery[Symbol.asyncDispose]();
      await stepFunctions[Symbol.asyncDispose]();
      await slackApi[Symbol.asyncDispose]();
      log[Symbol.dispose]();
    },
  };
}
