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
const FIRST_RESPONSE = fileURLToPath(new URL("processes/first-response.ts", import.meta.url));

const printed = z.object({
  response: z.object({ statusCode: z.literal(200), body: z.string().includes("/lottery draw") }),
  took: z.number(),
  processor: z.number(),
});

/**
 * Returns the ms of wall-clock time in which a new process loads a bot and responds to its first signed `/lottery help`.
 * Adds the ms of processor time to `processor`.
 */
function timeFirstResponse(bot: string, processor: number[]): number {
  const event = JSON.stringify(formatSignedCommand("help"));
  const output = execFileSync(process.execPath, [FIRST_RESPONSE, bot, event], {
    encoding: "utf8",
    env: BOT_ENVIRONMENT,
  });
  const measured = printed.parse(JSON.parse(output));
  processor.push(measured.processor);
  return measured.took;
}

/** Compares the cold starts of the deployed bundle, the same bot without Bolt, and the usual Bolt handler. */
export async function measureColdStart(rounds: Rounds): Promise<Report> {
  await using bots = await buildBots();
  const start = (bot: string) => {
    const processor: number[] = [];
    return { ...defineSubject(() => timeFirstResponse(bot, processor)), processor };
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
  const weight = weighBundle(bots.metafile);
  return {
    tables: {
      start: {
        title: `From loading to the first response. Medians of ${runs} new processes each, in turns`,
        columns: [
          { name: "Bot" },
          { name: "Median", unit: "ms" },
          { name: "Lower quartile", unit: "ms" },
          { name: "Upper quartile", unit: "ms" },
          { name: "Processor time, median", unit: "ms" },
        ],
        rows: [
          row("deployed", deployed),
          row("hand-written, without Bolt", handWritten),
          row("the usual Bolt handler, unbundled", usual),
        ],
      },
      bundle: weight.table,
    },
    goals: [
      {
        goal: "Cold start, relative to the hand-written bot",
        reached: medianRatio(deployed.values, handWritten.values),
        unit: "×",
        atMost: 1.2,
      },
      {
        goal: "Cold start of the usual Bolt handler, relative to the bot",
        reached: medianRatio(usual.values, deployed.values),
        unit: "×",
        atLeast: 3.5,
      },
      { goal: "Bundle", reached: weight.kilobytes, unit: "KB", atMost: 650 },
    ],
  };
}
