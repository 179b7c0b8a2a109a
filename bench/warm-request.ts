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
const response = z.object({ statusCode: z.literal(200), body: z.string().min(2) });

/** `help` calls no service. `draw 2` starts an execution. */
const COMMANDS = ["help", "draw 2"];

/** Returns the ms of one request, on average over sequential requests. */
async function timeRequests(file: string, command: string, requests: number): Promise<number> {
  const { handler } = bot.parse(await import(file));
  const event = formatSignedCommand(command);
  const begin = performance.now();
  for (let i = 0; i < requests; i++) response.parse(await handler(event, {}));
  return (performance.now() - begin) / requests;
}

/** Compares requests to warm bots, with an AWS that responds immediately. */
export async function measureWarmRequest(rounds: Rounds): Promise<Report> {
  await using bots = await buildBots();
  await using stub = new Worker(new URL("processes/aws-stub.ts", import.meta.url));
  const [address]: unknown[] = await once(stub, "message");
  const { port } = z.object({ port: z.number() }).parse(address);
  Object.assign(process.env, BOT_ENVIRONMENT, { AWS_ENDPOINT_URL_SFN: `http://127.0.0.1:${port}` });

  const rows: Report["tables"][string]["rows"] = [];
  const goals: Report["goals"] = [];
  for (const command of COMMANDS) {
    const deployed = defineSubject(() => timeRequests(bots.deployed, command, REQUESTS));
    const handWritten = defineSubject(() => timeRequests(bots.handWritten, command, REQUESTS));
    const usual = defineSubject(() => timeRequests(bots.usual, command, REQUESTS));
    const subjects = [deployed, handWritten, usual];
    await takeTurns(Math.ceil(WARM_UP / REQUESTS), subjects);
    for (const subject of subjects) subject.values = [];
    await takeTurns(rounds(ROUNDS), subjects);
    for (const [name, { values }] of [
      ["deployed", deployed],
      ["hand-written, without Bolt", handWritten],
      ["the usual Bolt handler, unbundled", usual],
    ] as const)
      rows.push([`/lottery ${command}`, name, median(values), 1_000 / median(values)]);
    goals.push({
      goal: `Warm request, /lottery ${command}, relative to the hand-written bot`,
      reached: medianRatio(deployed.values, handWritten.values),
      unit: "×",
      atMost: 5,
    });
  }
  const profile = await profileByPackage(bots.deployed, () =>
    timeRequests(bots.deployed, "draw 2", rounds(PROFILED)),
  );
  return {
    tables: {
      requests: {
        title: `Sequential requests on one thread. Medians of ${rounds(ROUNDS)} rounds of ${REQUESTS}, in turns`,
        columns: [
          { name: "Command" },
          { name: "Bot" },
          { name: "One request", unit: "ms" },
          { name: "Requests", unit: "per second" },
        ],
        rows,
      },
      profile: {
        title: "Processor time of a warm /lottery draw 2 by package",
        columns: [{ name: "Package" }, { name: "Share", unit: "%" }],
        rows: profile,
      },
    },
    goals,
  };
}
