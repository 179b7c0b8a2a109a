import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { Rounds } from "./benchmarks.ts";
import { buildBots } from "./build-bots.ts";
import { median, medianRatio } from "./median.ts";
import { profileByPackage } from "./profile-by-package.ts";
import type { Report } from "./report/report.ts";
import { BOT_ENVIRONMENT, formatSignedCommand } from "./signed-command.ts";
import { defineSubject, takeTurns } from "./take-turns.ts";

const ROUNDS = 60;
const REQUESTS = 100;
const WARM_UP = 1_000;
const PROFILED = 4_000;

const bot = z.object({
  handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>(
    (value) => typeof value === "function",
  ),
});
const answer = z.object({ statusCode: z.literal(200), body: z.string().min(2) });

/** `help` needs nobody; `draw 2` asks AWS to start an execution. */
const COMMANDS = ["help", "draw 2"];

/** ms for each of so many requests, one after the other, as a Lambda gets them. */
async function answerAll(file: string, command: string, requests: number): Promise<number> {
  const { handler } = bot.parse(await import(file));
  const event = formatSignedCommand(command);
  const begin = performance.now();
  for (let i = 0; i < requests; i++) answer.parse(await handler(event, {}));
  return (performance.now() - begin) / requests;
}

/** Requests through a warm bot, AWS answering at once: the bot as it deploys beside the one without Bolt. */
export async function measureWarmRequest(rounds: Rounds): Promise<Report> {
  await using bots = await buildBots();
  await using stub = new Worker(new URL("processes/aws-stub.ts", import.meta.url));
  const [address]: unknown[] = await once(stub, "message");
  const { port } = z.object({ port: z.number() }).parse(address);
  Object.assign(process.env, BOT_ENVIRONMENT, { AWS_ENDPOINT_URL_SFN: `http://127.0.0.1:${port}` });

  const rows: Report["tables"][string]["rows"] = [];
  const goals: Report["goals"] = [];
  for (const command of COMMANDS) {
    const deployed = defineSubject(() => answerAll(bots.deployed, command, REQUESTS));
    const handWritten = defineSubject(() => answerAll(bots.handWritten, command, REQUESTS));
    const usual = defineSubject(() => answerAll(bots.usual, command, REQUESTS));
    const subjects = [deployed, handWritten, usual];
    await takeTurns(Math.ceil(WARM_UP / REQUESTS), subjects);
    for (const subject of subjects) subject.values = [];
    await takeTurns(rounds(ROUNDS), subjects);
    for (const [name, { values }] of [
      ["as it deploys", deployed],
      ["written by hand, without Bolt", handWritten],
      ["the usual Bolt handler, unbundled", usual],
    ] as const)
      rows.push([`/lottery ${command}`, name, median(values), 1_000 / median(values)]);
    goals.push({
      goal: `Warm request, /lottery ${command}, of the one written by hand`,
      reached: medianRatio(deployed.values, handWritten.values),
      unit: "×",
      atMost: 5,
    });
  }
  const profile = await profileByPackage(bots.deployed, () =>
    answerAll(bots.deployed, "draw 2", rounds(PROFILED)),
  );
  return {
    tables: {
      requests: {
        title: `One request after the other on one thread; medians of ${rounds(ROUNDS)} rounds of ${REQUESTS}, in turns`,
        columns: [
          { name: "Command" },
          { name: "Bot" },
          { name: "A request", unit: "ms" },
          { name: "Requests", unit: "per second" },
        ],
        rows,
      },
      profile: {
        title: "Where the processor's time of a warm /lottery draw 2 goes, by package",
        columns: [{ name: "Package" }, { name: "Share", unit: "%" }],
        rows: profile,
      },
    },
    goals,
  };
}
