import { createAnnounceDraw } from "../../../bot/callback/announce-draw.ts";
import { createAnnounceSeal } from "../../../bot/callback/announce-seal.ts";
import { createCallback } from "../../../bot/callback/callback.ts";
import { createFindMessage } from "../../../bot/callback/find-message.ts";
import { createMailNotices } from "../../../bot/callback/mail-notices.ts";
import { createPostAnnouncement } from "../../../bot/callback/post-announcement.ts";
import { createPostFailure } from "../../../bot/callback/post-failure.ts";
import { createPostOnce } from "../../../bot/callback/post-once.ts";
import { createPostSeal } from "../../../bot/callback/post-seal.ts";
import { createReportFailure } from "../../../bot/callback/report-failure.ts";
import { locales } from "../../../bot/locales/locales.ts";
import { createSlackClient } from "../../../bot/slack/slack-client.ts";
import type { DrawnRecord, Revising } from "../../../data/ledger/draw-record.ts";
import { quicknet } from "../../../data/runtime/beacon-chain.ts";
import type { Locale } from "../../../data/runtime/environment.ts";
import { findAttempt } from "../../../workflow/attempt/attempt.ts";
import { decideAttempt } from "../../../workflow/attempt/decide-attempt.ts";
import { drawBody } from "../../../workflow/attempt/draw-body.ts";
import { LEASE_SECONDS, leaseFrom } from "../../../workflow/attempt/leases.ts";
import type { DrawRequestInput } from "../../../workflow/attempt/requests.ts";
import { currentWinners } from "../../../workflow/draw/apply-revision.ts";
import { formatNotice } from "../../../workflow/notice/format-notice.ts";
import { formatRevisionNotice } from "../../../workflow/notice/format-revision-notice.ts";
import { attemptOf, visitedPerson, winnerAt, winnersNamed } from "../../support/draw-records.ts";
import type { FakeBeacon } from "../../support/fake-beacon.ts";
import { UNSEALED } from "../../support/persons.ts";
import { recordLog } from "../../support/record-log.ts";
import { startLottery } from "../../support/start-lottery.ts";
import { SLACK_API_URL, serveSlackApi } from "./serve-slack-api.ts";

export const CHANNEL = "C0LOTTERY";
export const PERSON = "U0OPERATOR";
const FROM_SLACK = { channel_id: CHANNEL, requested_by: PERSON };

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
    revision_id === undefined ? formatNotice(draw, "en") : formatRevisionNotice(draw, revision_id, "en"),
  );
}

/** A published notice, as SNS delivers it. */
export function delivered({ notice }: { notice: string }) {
  return snsEvent(JSON.parse(notice).lambda);
}

/** Opens a roster of ten, the tasks of the draw, a Slack API, and the callback. Disposing of the result closes all. */
export async function openCallback({ locale = "en", beacon }: { locale?: Locale; beacon?: FakeBeacon } = {}) {
  const log = recordLog();
  const lottery = await startLottery({ ...(beacon && { beacon }) });
  const chain = beacon?.chain ?? quicknet;
  /** How far the bot's clock is ahead of Slack's, in milliseconds. */
  let aheadByMs = 0;
  const slackApi = serveSlackApi(() => new Date(lottery.clock.now().getTime() - aheadByMs), lottery.advance);
  const texts = locales[locale];
  const slack = createSlackClient("xoxb-test", SLACK_API_URL);
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
  const receive = createCallback({
    ledger,
    mailNotices: createMailNotices({ ledger, publishNotice, locale, now }),
    recovery,
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
      slack,
      postAnnouncement: createPostAnnouncement({ slack, postOnce, chain, texts }),
      postFailure: createPostFailure({ postOnce, texts }),
      reportFailure,
      texts,
      now,
    }),
  });
  let executions = 0;

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
    /** From now on publishing fails with this error; undefined ends that. */
    breakSns(error: Error | undefined) {
      snsOutage = error;
    },
    /** The pauses between tries, in milliseconds. */
    waits,
    receive,

    /** The messages in the channel that everybody sees, oldest first. */
    announcements: () =>
      slackApi.posted.filter(({ channel, user }) => channel === CHANNEL && user === undefined),

    record: (drawNo: number) => lottery.readDrawn(drawNo),

    /** A draw that is decided and recorded, but not announced. */
    async drawn(input = 1, request: Partial<DrawRequestInput> = FROM_SLACK): Promise<DrawnRecord> {
      const time = now();
      const winners = winnersNamed(input);
      const { draw } = await ledger.open(
        {
          drawId: `execution-${++executions}`,
          numOfWinners: input,
          prize: request.prize,
          requestedBy: request.requested_by,
          channelId: request.channel_id,
          requestedAt: time.toISOString(),
          seed: "ab".repeat(32),
          sealing: UNSEALED,
          rosterSize: 10,
          eligible: 8,
          leaseExpiresAt: time.getTime() / 1_000 + LEASE_SECONDS,
        },
        time,
      );
      const decision = {
        winners,
        lost: [],
        walked: input,
        pages: [],
        receipt: "cd".repeat(32),
        drawnAt: time.toISOString(),
      };
      await ledger.attempts.decideDraw(attemptOf(draw), decision, time.getTime() / 1_000);
      await ledger.pending.markClaimsFinal(await lottery.readDrawn(draw.draw_no));
      return lottery.readDrawn(draw.draw_no);
    },

    /** Decides a redraw of the last winner, or a void, without announcing it. */
    async revise(drawNo: number, request: Pick<Revising, "kind" | "requested_by">): Promise<void> {
      const draw = await lottery.readDrawn(drawNo);
      const current = currentWinners(draw.winners).map(({ employee_id }) => employee_id);
      const isRedraw = request.kind === "redraw";
      const revising = {
        ...request,
        requested_at: now().toISOString(),
        voided: isRedraw ? current.slice(-1) : current,
      };
      const id = `revision-${++executions}`;
      await ledger.attempts.begin(draw, { id, leaseExpiresAt: leaseFrom(now()), revising });
      const attempt = findAttempt(await lottery.readDrawn(drawNo));
      const body = drawBody.parse({
        ...draw,
        num_of_winners: isRedraw ? 1 : 0,
        winner_details: isRedraw ? [winnerAt(draw.winners.length + 1)] : [],
        walked: draw.walked + (isRedraw ? 1 : 0),
        pages: [],
      });
      const positions = body.winner_details.map(({ lottery_serial }) => ({
        lottery_serial,
        outcome: "chosen" as const,
        ...visitedPerson(lottery_serial, draw),
      }));
      const decided = attempt && (await decideAttempt(ledger, attempt, { body, positions }, now()));
      if (!decided) throw new Error(`The revision of draw ${drawNo} was not decided.`);
      await ledger.pending.markClaimsFinal(await lottery.readDrawn(drawNo));
    },

    /** Starts a draw and selects its candidates. */
    async underWay(input = 1, request: Partial<DrawRequestInput> = FROM_SLACK) {
      const name = `execution-${++executions}`;
      const started_at = now().toISOString();
      const { body } = await lottery.inputWinners({
        execution: name,
        started_at,
        request: { input, ...request },
      });
      const selected = await lottery.randomSelectWinners(body);
      return { name, drawNo: body.draw_no, body: selected.body };
    },

    async [Symbol.asyncDispose]() {
      await lottery[Symbol.asyncDispose]();
      slackApi[Symbol.dispose]();
      log[Symbol.dispose]();
    },
  };
}
