import { execFileSync } from "node:child_process";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { createBundles, handlerFiles } from "../../../infra/aws/bundles.ts";
import { SIGNING_SECRET, signedEvent } from "../../support/signed-request.ts";

const RUNS = 7;

const printed = z.object({
  answer: z.object({ statusCode: z.literal(200), body: z.string().includes("/lottery draw") }),
  took: z.number(),
});

/** ms that a fresh process takes to load the bundle and to answer its first signed `/lottery help`. */
function measure(bundle: string): number {
  const form = new URLSearchParams({
    command: "/lottery",
    text: "help",
    user_id: "U0MEMBER",
    channel_id: "C0LOTTERY",
    trigger_id: "1.2",
    team_id: "T0LOTTERY",
    response_url: "https://example.com/",
  });
  const event = JSON.stringify(signedEvent(form.toString(), Math.floor(Date.now() / 1_000)));
  const output = execFileSync(process.execPath, ["test/infra/aws/first-answer.ts", bundle, event], {
    encoding: "utf8",
    env: {
      AWS_REGION: "us-east-1",
      STATE_MACHINE_ARN: "arn:aws:states:us-east-1:000000000000:stateMachine:Lottery",
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      LOTTERY_OPERATORS: "U0OPERATOR",
    },
  });
  return printed.parse(JSON.parse(output)).took;
}

test("the bot starts and answers nearly as fast as one that is written by hand, without Bolt", async () => {
  await using directory = await mkdtempDisposable(join(tmpdir(), "lottery-cold-start-"));
  await createBundles(directory.path, {
    Slack: handlerFiles.Slack,
    HandWritten: "test/infra/aws/hand-written-bot.ts",
  });
  const times = { Slack: [] as number[], HandWritten: [] as number[] };
  // Side by side, so that a busy machine slows both down; the best of each is what it can do.
  for (let run = 0; run < RUNS; run++) {
    times.Slack.push(measure(join(directory.path, "Slack/index.mjs")));
    times.HandWritten.push(measure(join(directory.path, "HandWritten/index.mjs")));
  }
  expect(Math.min(...times.Slack)).toBeLessThan(1.3 * Math.min(...times.HandWritten));
}, 60_000);
