import { once } from "node:events";
import { createServer } from "node:http";
import { text as readText } from "node:stream/consumers";
import type { KnownBlock } from "@slack/web-api";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { locales } from "../../bot/locales/locales.ts";
import { isolateFromAws, setEnvironment } from "../../infra/local/settings/set-environment.ts";
import { readLocalSettings } from "../../infra/local/settings/settings.ts";
import { FUZZ_TIMEOUT, fuzz } from "../support/fuzz.ts";
import { expectHarmless } from "../support/harmless.ts";
import { damaged, hostileJson, hostileJsonText, hostileText } from "../support/hostile-values.ts";
import { recordLog } from "../support/record-log.ts";
import { context, FORM, SIGNING_SECRET, signedEvent } from "../support/signed-request.ts";
import { type Lottery, startLottery } from "../support/start-lottery.ts";

/** ms within which the bot answers anything: what Slack waits. */
const PATIENCE = 3_000;

const answer = z.object({ statusCode: z.int().min(200).max(499), body: z.string() });
const message = z.object({ text: z.string(), blocks: z.array(z.custom<KnownBlock>()) });
const now = () => Math.floor(Date.now() / 1_000);

let lottery: Lottery;
let log: ReturnType<typeof recordLog>;
let handle: (event: APIGatewayProxyEventV2) => Promise<unknown>;
let slack: Awaited<ReturnType<typeof serve>>;
let stepFunctions: typeof slack;
/** What the bot has posted to Slack, and what it has asked of AWS. */
const posted: unknown[] = [];
const started: unknown[] = [];

/** A server that keeps what it is sent. */
async function serve(kept: unknown[]) {
  const server = createServer(async (request, response) => {
    kept.push(JSON.parse(await readText(request)));
    response.writeHead(200, { "content-type": "application/json" }).end('{"executionArn":"a","startDate":1}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { close, url: `http://127.0.0.1:${address.port}` };
}

beforeAll(async () => {
  log = recordLog();
  lottery = await startLottery();
  await lottery.draw(2, { prize: "AirPods", requested_by: "U0OPERATOR" });
  await lottery.attempt(100);
  await lottery.draw(1);
  slack = await serve(posted);
  stepFunctions = await serve(started);
  isolateFromAws();
  setEnvironment(
    {
      page: slack.url,
      dynamodb: lottery.connection.endpoint,
      stepFunctions: stepFunctions.url,
      sns: "http://127.0.0.1:9/",
    },
    readLocalSettings({ SLACK_SIGNING_SECRET: SIGNING_SECRET }),
    "T0LOTTERY",
  );
  const { handler } = await import("../../bot/slack.lambda.ts");
  handle = (event) => handler(event, context);
});
afterAll(async () => {
  slack.close();
  stepFunctions.close();
  await lottery[Symbol.asyncDispose]();
  log[Symbol.dispose]();
});
beforeEach(() => {
  posted.length = 0;
  started.length = 0;
});

/** What the bot answers, in time and never with a failure of its own. */
async function send(event: APIGatewayProxyEventV2) {
  const asked = performance.now();
  const answered = answer.parse(await handle(event));
  expect(performance.now() - asked).toBeLessThan(PATIENCE);
  return answered;
}

/** Runs the work and finds the tables as they were, and no execution started. */
async function writingNothing(work: () => Promise<unknown>) {
  const before = await lottery.allItems();
  await work();
  expect(await lottery.allItems()).toEqual(before);
  expect(started).toEqual([]);
}

const signed = (form: Readonly<Record<string, string>>) =>
  signedEvent(new URLSearchParams(form).toString(), now());

const command = (text: string, user_id = "U0OPERATOR", trigger_id = "1.2.3") =>
  signed({
    command: "/lottery",
    text,
    user_id,
    channel_id: "C0LOTTERY",
    team_id: "T0LOTTERY",
    api_app_id: "A0LOTTERY",
    trigger_id,
  });

describe("the bot's entry takes anything", () => {
  test(
    "that is no request at all",
    async () => {
      const events = fc.oneof(
        hostileJson,
        damaged(JSON.parse(JSON.stringify(command("help")))).map((event): unknown => event),
      );
      await writingNothing(() =>
        fc.assert(
          fc.asyncProperty(events, async (event) => {
            await send(JSON.parse(JSON.stringify(event ?? null)));
          }),
          fuzz(11, 80),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );

  test(
    "that Slack has not signed, or has signed for another time or another body",
    async () => {
      const honest = command("draw 1");
      const forgeries = fc.oneof(
        fc
          .tuple(fc.constantFrom("x-slack-signature", "x-slack-request-timestamp"), hostileText)
          .map(([name, value]) => ({ ...honest, headers: { ...honest.headers, [name]: value } })),
        fc
          .oneof(fc.integer({ min: 310, max: 2 ** 31 }), fc.integer({ min: -(2 ** 30), max: -310 }))
          .map((skew) => signedEvent(Buffer.from(honest.body ?? "", "base64").toString(), now() + skew)),
        fc
          .nat((honest.body ?? "").length - 5)
          .map((length) => ({ ...honest, body: honest.body?.slice(0, length) ?? "" })),
        fc.string().map((more) => ({
          ...honest,
          body: `${honest.body}${Buffer.from(`&${more}`).toString("base64")}`,
        })),
        fc.constant({ ...honest, isBase64Encoded: false }),
      );
      await writingNothing(() =>
        fc.assert(
          fc.asyncProperty(forgeries, async (event) => {
            expect(await send(event)).toEqual({ statusCode: 401, body: "" });
          }),
          fuzz(12, 80),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );

  test(
    "that Slack has signed, whatever bytes it is of",
    async () => {
      const types = fc.constantFrom(FORM, "application/json", "text/plain", `${FORM}; charset=utf-16`, "");
      const bodies = fc.oneof(
        fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
        hostileJsonText.map((text) => Buffer.from(text)),
        hostileJsonText.map((text) => Buffer.from(`payload=${encodeURIComponent(text.toWellFormed())}`)),
        fc
          .constantFrom(
            "payload=".repeat(100_000),
            "&".repeat(999_999),
            "%".repeat(500_000),
            "a=%ff%fe%00&".repeat(9),
          )
          .map((text) => Buffer.from(text)),
      );
      await writingNothing(() =>
        fc.assert(
          fc.asyncProperty(bodies, types, async (body, type) => {
            await send(signedEvent(body, now(), type));
          }),
          fuzz(13, 120),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );

  test("twice: the same command is one execution by its name", async () => {
    const event = command("draw 1 again");
    await send(event);
    await send(event);
    const names = new Set(started.map((request) => z.object({ name: z.string() }).parse(request).name));
    expect(started).toHaveLength(2);
    expect(names.size).toBe(1);
  });
});

const COMMANDS = [
  "draw",
  "draw 2",
  "redraw",
  "redraw 1",
  "redraw 1 1",
  "void",
  "void 1",
  "winners",
  "winners 1",
  "verify",
  "verify 1",
  "help",
  "",
];

describe("whatever is typed", () => {
  const typed = fc
    .tuple(fc.constantFrom(...COMMANDS), fc.constantFrom(" ", "", "\u3000"), hostileText)
    .map(([name, space, rest]) => name + space + rest);

  test(
    "is answered with a message in which nothing is more than text, and starts at most a draw",
    async () => {
      const before = await lottery.allItems();
      await fc.assert(
        fc.asyncProperty(typed, async (text) => {
          started.length = 0;
          const { statusCode, body } = await send(command(text));
          expect(statusCode).toBe(200);
          expectHarmless(message.parse(JSON.parse(body)));
          expect(started.length).toBeLessThanOrEqual(/^\s*draw/i.test(text) ? 1 : 0);
        }),
        fuzz(21, 150),
      );
      expect(await lottery.allItems()).toEqual(before);
    },
    FUZZ_TIMEOUT,
  );

  test(
    "by somebody who is no operator starts nothing",
    async () => {
      await writingNothing(() =>
        fc.assert(
          fc.asyncProperty(
            typed,
            fc.constantFrom("U0MEMBER", "u0operator", "U0OPERATOR ", "U0OPERATORX", "W0OPERATOR"),
            async (text, user) => {
              await send(command(text, user));
            },
          ),
          fuzz(22, 30),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe("whatever button is pressed", () => {
  const press = (action_id: string, value: unknown, user = "U0OPERATOR") =>
    signed({
      payload: JSON.stringify({
        type: "block_actions",
        user: { id: user },
        channel: { id: "C0LOTTERY" },
        team: { id: "T0LOTTERY" },
        api_app_id: "A0LOTTERY",
        trigger_id: "1.2.4",
        response_url: `${slack.url}/response`,
        actions: [{ type: "button", action_id, block_id: "b", value }],
      }),
    });
  const everybodys = [
    "lottery_winners_older",
    "lottery_winners_newest",
    "lottery_winners_more",
    "lottery_verify_positions",
  ];
  const operators = [
    "lottery_redraw_choose",
    "lottery_redraw_confirm",
    "lottery_redraw_cancel",
    "lottery_void_confirm",
    "lottery_void_cancel",
  ];
  const place = fc
    .tuple(fc.constantFrom("1", "2", "3", "-1", "NaN", ""), hostileText)
    .map(([drawNo, from]) => `${drawNo}:${from}`);
  const asked = damaged({ nonce: "n", draw_no: 1, employee_id: "E0001", reason: "away" }).map((each) =>
    JSON.stringify(each),
  );
  const values = fc.oneof(
    place,
    asked,
    hostileText,
    hostileJsonText.map((text) => text.slice(0, 2_000)),
  );

  test(
    "with whatever value, it is answered with a message in which nothing is more than text",
    async () => {
      const before = await lottery.allItems();
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...everybodys, ...operators), values, async (action, value) => {
          posted.length = 0;
          started.length = 0;
          expect(await send(press(action, value))).toEqual({ statusCode: 200, body: "" });
          expect(posted).toHaveLength(1);
          expectHarmless(message.parse(posted[0]));
          expect(started.length).toBeLessThanOrEqual(action.endsWith("_confirm") ? 1 : 0);
        }),
        fuzz(31, 150),
      );
      expect(await lottery.allItems()).toEqual(before);
    },
    FUZZ_TIMEOUT,
  );

  test(
    "by somebody who is no operator any more, it starts nothing",
    async () => {
      await writingNothing(() =>
        fc.assert(
          fc.asyncProperty(fc.constantFrom(...operators), asked, async (action, value) => {
            await send(press(action, value, "U0FORMER"));
          }),
          fuzz(32, 20),
        ),
      );
    },
    FUZZ_TIMEOUT,
  );

  test.each([
    ["lottery_verify_positions", "1:-5"],
    ["lottery_verify_positions", "NaN:0"],
    ["lottery_winners_more", "1:1e999"],
    ["lottery_winners_more", "1:"],
    ["lottery_winners_older", "-1"],
    ["lottery_redraw_choose", "{}"],
    ["lottery_redraw_confirm", "{"],
    ["lottery_void_confirm", "null"],
  ])("%s with the value %s changes nothing and says so", async (action, value) => {
    await send(press(action, value));
    expect(posted).toMatchObject([{ text: locales.en.trouble }]);
    expect(log.events("click-failed").at(-1)).toMatchObject({ error: "InvalidInput" });
    expect(started).toEqual([]);
  });
});
