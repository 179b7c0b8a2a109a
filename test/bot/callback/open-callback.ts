import { createAnnounceDraw } from "../../../bot/callback/announce-draw.ts";
import { createCallback } from "../../../bot/callback/callback.ts";
import { createPostOnce } from "../../../bot/callback/post-once.ts";
import { createTellFailure } from "../../../bot/callback/tell-failure.ts";
import { createSlackClient } from "../../../bot/slack-client.ts";
import { words as wordsOf } from "../../../bot/words/words.ts";
import type { DrawnRecord } from "../../../data/draw-record.ts";
import type { Locale } from "../../../data/environment.ts";
import { LEASE_SECONDS } from "../../../workflow/leases.ts";
import type { DrawRequestInput } from "../../../workflow/messages.ts";
import { formatNotice } from "../../../workflow/notice/format-notice.ts";
import { winnersNamed } from "../../support/draw-records.ts";
import { recordLog } from "../../support/record-log.ts";
import { startLottery } from "../../support/start-lottery.ts";
import { SLACK_API_URL, serveSlackApi } from "./serve-slack-api.ts";

export const CHANNEL = "C0LOTTERY";
export const PERSON = "U0OPERATOR";
const FROM_SLACK = { channel_id: CHANNEL, requested_by: PERSON };

/** The event in which SNS hands these messages to a Lambda. */
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

/** What EventBridge says of an execution that has ended. */
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

/** The notice of a decided draw, as SNS delivers it. */
export function noticeOf(draw: DrawnRecord) {
  const { notice } = formatNotice(draw, "en");
  return snsEvent(JSON.parse(notice).lambda);
}

/** A roster of ten, the tasks of the draw, Slack, and the callback between them. Everything is disposed of together. */
export async function openCallback({ locale = "en" }: { locale?: Locale } = {}) {
  const log = recordLog();
  const slackApi = serveSlackApi();
  const lottery = await startLottery();
  const words = wordsOf[locale];
  const slack = createSlackClient("xoxb-test", SLACK_API_URL);
  const waits: number[] = [];
  const tellFailure = createTellFailure({ slack, words });
  const { ledger, settleDraw } = lottery;
  const { now } = lottery.clock;
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  const hear = createCallback({
    ledger,
    settleDraw,
    tellFailure,
    now,
    announceDraw: createAnnounceDraw({
      ledger,
      slack,
      postOnce: createPostOnce({ slack, wait }),
      tellFailure,
      words,
      now,
    }),
  });
  let executions = 0;

  return {
    lottery,
    ledger,
    slack: slackApi,
    log,
    /** How long it was waited between tries, in milliseconds. */
    waits,
    hear,

    /** A draw that is decided, recorded and untold. */
    async drawn(input = 1, request: Partial<DrawRequestInput> = FROM_SLACK): Promise<DrawnRecord> {
      const time = now();
      const winners = winnersNamed(input);
      const draw = await ledger.open({
        drawId: `execution-${++executions}`,
        numOfWinners: input,
        prize: request.prize,
        requestedBy: request.requested_by,
        channelId: request.channel_id,
        requestedAt: time.toISOString(),
        seed: "ab".repeat(32),
        rosterSize: 10,
        eligible: 8,
        leaseExpiresAt: time.getTime() / 1_000 + LEASE_SECONDS,
      });
      await ledger.decide(draw, {
        winners,
        lost: [],
        walked: input,
        pages: [],
        receipt: "cd".repeat(32),
        drawnAt: time.toISOString(),
        leaseBeyond: time.getTime() / 1_000,
      });
      await ledger.markClaimsFinal(await lottery.readDrawn(draw.draw_no));
      return lottery.readDrawn(draw.draw_no);
    },

    /** A draw that is under way and holds its people, by its execution's name. */
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
