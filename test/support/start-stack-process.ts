import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { driveStack } from "./drive-stack.ts";

const PROCESS = fileURLToPath(new URL("./run-stack-process.ts", import.meta.url));
const RECORDED_PROCESS = fileURLToPath(new URL("./power-loss/run-recorded-stack.ts", import.meta.url));

const endpointsSchema = z.object({ page: z.string(), dynamodb: z.string(), stepFunctions: z.string() });

interface StackProcessOptions {
  /** The new row after which the process dies: its table, its number in it, and whether it is committed. */
  dies?: readonly [table: string, nth: number, when: "written" | "committed"];
  /** How far its clock is ahead of the real time, or behind it if negative. */
  aheadMs?: number;
  /** A file for the record of what the process does to its folder and sends over HTTP. It is written at the end. */
  record?: string;
}

/** Starts the product in its own process, with its data in a folder. */
export async function startStackProcess(
  folder: string,
  { dies, aheadMs = 0, record }: StackProcessOptions = {},
) {
  const { PATH = "", HOME = "", NODE_COMPILE_CACHE = "" } = process.env;
  const child = fork(record === undefined ? PROCESS : RECORDED_PROCESS, {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...{ PATH, HOME, NODE_COMPILE_CACHE, PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" },
      LOTTERY_DATA: folder,
      DIES_AFTER: dies?.[0] ?? "never",
      DIES_AT: String(dies?.[1] ?? 0),
      DIES_WHEN: dies?.[2] ?? "written",
      AHEAD: String(aheadMs),
      ...(record !== undefined && { RECORD: record }),
    },
  });
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  const [message] = await Promise.race([
    once(child, "message"),
    exited.then((how) =>
      Promise.reject(new Error(`The process ended with ${how.join()} before it was ready.`)),
    ),
  ]);
  const endpoints = endpointsSchema.parse(message);

  return {
    ...driveStack(endpoints, () => Date.now() + aheadMs),

    /** Ends the process at once. */
    async stop() {
      child.disconnect();
      await exited;
    },

    /** Resolves with the signal that ended the process. */
    ended: exited.then(([, signal]: unknown[]) => signal),
  };
}
