import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Rounds } from "./benchmarks.ts";
import { buildBots } from "./build-bots.ts";
import { weighBundle } from "./bundle-weight.ts";
import { median, medianRatio, quantile } from "./median.ts";
import type { Report } from "./report/report.ts";
import { BOT_ENVIRONMENT, formatSignedCommand } from "./signed-command.ts";
import { defineSubject, takeTurns } from "./take-turns.ts";

const RUNS = 21;
const FIRST_ANSWER = fileURLToPath(new URL("processes/first-answer.ts", import.meta.url));

const printed = z.object({
  answer: z.object({ statusCode: z.literal(200), body: z.string().includes("/lottery draw") }),
  took: z.number(),
  processor: z.number(),
});

/**
 * ms that a fresh process takes to load a bot and to have it answer its first signed `/lottery help`, by the clock; those
 * of the processor are added to `processor`.
 */
function answerFirst(bot: string, processor: number[]): number {
  const event = JSON.stringify(formatSignedCommand("help"));
  const output = execFileSync(process.execPath, [FIRST_ANSWER, bot, event], {
    encoding: "utf8",
    env: BOT_ENVIRONMENT,
  });
  const answer = printed.parse(JSON.parse(output));
  processor.push(answer.processor);
  return answer.took;
}

/** Cold start, side by side: the bot's bundle as it deploys, the same without Bolt, and the usual Bolt handler. */
export async function measureColdStart(rounds: Rounds): Promise<Report> {
  await using bots = await buildBots();
  const start = (bot: string) => {
    const processor: number[] = [];
    return { ...defineSubject(() => answerFirst(bot, processor)), processor };
  };
  const [deployed, handWritten, usual] = [start(bots.deployed), start(bots.handWritten), start(bots.usual)];
  const runs = rounds(RUNS);
  await takeTurns(runs, [deployed, handWritten, usual]);

  const row = (name: string, { values, processor }: ReturnType<typeof start>) => [
    name,
    median(values),
    quantile(values, 0.25),
    quantile(values, 0.75),
    median(processor),
  ];
  const weight = await weighBundle(bots.deployed, bots.metafile);
  return {
    tables: {
      start: {
        title: `From the begin of loading to the first answer; medians of ${runs} fresh processes each, in turns`,
        columns: [
          { name: "Bot" },
          { name: "Median", unit: "ms" },
          { name: "Lower quartile", unit: "ms" },
          { name: "Upper quartile", unit: "ms" },
          { name: "Processor, median", unit: "ms" },
        ],
        rows: [
          row("as it deploys", deployed),
          row("written by hand, without Bolt", handWritten),
          row("the usual Bolt handler, unbundled", usual),
        ],
      },
      bundle: weight.table,
    },
    goals: [
      {
        goal: "Cold start, of the one written by hand",
        reached: medianRatio(deployed.values, handWritten.values),
        unit: "×",
        atMost: 1.2,
      },
      {
        goal: "Cold start, faster than the usual Bolt handler",
        reached: medianRatio(usual.values, deployed.values),
        unit: "×",
        atLeast: 3.5,
      },
      { goal: "Bundle", reached: weight.kilobytes, unit: "KB", atMost: 650 },
    ],
  };
}
