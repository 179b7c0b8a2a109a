import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const FUNCTION = fileURLToPath(new URL("../processes/function.ts", import.meta.url));

const reply = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ name: z.string(), message: z.string() }).optional(),
});

/** The error of a failed invocation, with the name and message from the function's process. */
class RemoteError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Runs a bundle like a Lambda function in its own process, which starts with the first event and after each stop. */
export function createFunctionProcess(bundle: string, readEnvironment: () => NodeJS.ProcessEnv) {
  let running: Promise<ChildProcess> | undefined;
  let invocations = 0;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();

  const receiveReply = (message: unknown) => {
    const { id, result, error } = reply.parse(message);
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error) waiter?.reject(new RemoteError(error.name, error.message));
    else waiter?.resolve(result);
  };

  const startProcess = async () => {
    const child = fork(FUNCTION, [bundle], { env: readEnvironment() });
    await once(child, "message");
    child.on("message", receiveReply);
    child.once("exit", () => {
      for (const waiter of waiting.values()) waiter.reject(new Error(`${bundle} has exited.`));
      waiting.clear();
    });
    return child;
  };

  return {
    isRunning: () => running !== undefined,

    /** Resolves when the process has loaded the bundle. */
    async start(): Promise<void> {
      running ??= startProcess();
      await running;
    },

    /** Sends an event to the process, and returns its result or throws its error. */
    async invoke(event: unknown): Promise<unknown> {
      running ??= startProcess();
      const child = await running;
      const waiter = Promise.withResolvers<unknown>();
      const id = invocations++;
      waiting.set(id, waiter);
      child.send({ id, event });
      return waiter.promise;
    },

    async stop(): Promise<void> {
      const child = await running;
      running = undefined;
      if (!child) return;
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}
