import { execFileSync } from "node:child_process";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { createBundles, handlerFiles } from "../infra/aws/bundles.ts";
import { formatHttpEvent } from "../infra/local/slack/http-event.ts";
import { signBody } from "../infra/local/slack/signature.ts";

const RUNS = 15;
const SECRET = "bench";
const FIRST_ANSWER = fileURLToPath(new URL("first-answer.ts", import.meta.url));

const printed = z.object({
  answer: z.object({ statusCode: z.literal(200), body: z.string().includes("/lottery draw") }),
  took: z.number(),
});

function formatHelpRequest() {
  const body = new URLSearchParams({
    command: "/lottery",
    text: "help",
    user_id: "U0MEMBER",
    channel_id: "C0LOTTERY",
    trigger_id: "1.2",
    team_id: "T0LOTTERY",
    response_url: "https://example.com/",
  }).toString();
  const timestamp = Math.floor(Date.now() / 1_000);
  return formatHttpEvent({
    method: "POST",
    url: new URL("https://example.com/slack/events"),
    headers: new Headers({
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": signBody(SECRET, timestamp, body),
    }),
    body: Buffer.from(body),
  });
}

/** ms that a fresh process takes to load the bundle and to answer its first signed `/lottery help`. */
function measure(bundle: string): number {
  const output = execFileSync(process.execPath, [FIRST_ANSWER, bundle, JSON.stringify(formatHelpRequest())], {
    encoding: "utf8",
    env: {
      AWS_REGION: "us-east-1",
      STATE_MACHINE_ARN: "arn:aws:states:us-east-1:000000000000:stateMachine:Lottery",
      SLACK_SIGNING_SECRET: SECRET,
      LOTTERY_OPERATORS: "U0OPERATOR",
    },
  });
  return printed.parse(JSON.parse(output)).took;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Cold start, side by side: the bot's bundle as it deploys, against one without Bolt. Prints medians and the ratio. */
async function run(): Promise<void> {
  await using directory = await mkdtempDisposable(join(tmpdir(), "lottery-bench-"));
  await createBundles(directory.path, {
    Slack: handlerFiles.Slack,
    HandWritten: "bench/hand-written-bot.ts",
  });
  const slack: number[] = [];
  const handWritten: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    slack.push(measure(join(directory.path, "Slack/index.mjs")));
    handWritten.push(measure(join(directory.path, "HandWritten/index.mjs")));
  }
  const [ours, reference] = [median(slack), median(handWritten)];
  console.table({
    "the bot, as it deploys": { "ms to the first answer": Math.round(ours) },
    "written by hand, without Bolt": { "ms to the first answer": Math.round(reference) },
  });
  console.log(
    `Ratio ${(ours / reference).toFixed(2)} (medians of ${RUNS} fresh processes each, taken in turns).`,
  );
}

await run();
