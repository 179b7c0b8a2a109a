import { setTimeout as wait } from "node:timers/promises";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { Faults } from "../../web/inspector/faults.ts";
import type { Functions } from "./handlers.ts";

/** The functions, with the names that people read. */
export const FUNCTION_LABELS: Readonly<Record<keyof Functions, string>> = {
  slack: "Slack bot",
  inputWinners: "Input Winners",
  randomSelectWinners: "Random Select Winners",
  validateWinners: "Validate Winners",
  recordWinners: "Record Winners",
  callback: "Callback",
  rosterTask: "Roster Task",
};

/** What "slow motion" adds to each task, in ms. */
const SLOW_MOTION = 1_000;

/** The functions of the running stack. A call waits until their files are loaded, and the faults act on it. */
export function createFunctionRunner(faults: Faults) {
  const loaded = Promise.withResolvers<Functions>();
  const running = new Set<Promise<unknown>>();

  async function runFunction(name: Exclude<keyof Functions, "slack">, event: unknown): Promise<unknown> {
    const run = faults.run(name, async () => (await loaded.promise)[name](event));
    running.add(run);
    return await run.finally(() => running.delete(run));
  }

  const createTask = (name: Exclude<keyof Functions, "slack">) =>
    async function runTask(event: unknown): Promise<unknown> {
      if (faults.isOn("slow-motion")) await wait(SLOW_MOTION, undefined, { ref: false });
      return await runFunction(name, event);
    };

  return {
    /** The functions that the state machines call, by the names in their definitions. */
    tasks: {
      InputWinners: createTask("inputWinners"),
      RandomSelectWinners: createTask("randomSelectWinners"),
      ValidateWinners: createTask("validateWinners"),
      RecordWinners: createTask("recordWinners"),
      Callback: createTask("callback"),
      RosterTask: createTask("rosterTask"),
    },
    runCallback: (event: unknown) => runFunction("callback", event),
    runBot: (event: APIGatewayProxyEventV2) =>
      faults.run("slack", async () => (await loaded.promise).slack(event)),
    start: loaded.resolve,
    /** Resolves when none of the calls so far is running. Those of the bot are not counted. */
    async idle() {
      await Promise.allSettled(running);
    },
  };
}

export type FunctionRunner = ReturnType<typeof createFunctionRunner>;
