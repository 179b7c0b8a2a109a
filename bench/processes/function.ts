import { z } from "zod";

/* Runs a Lambda function: loads the deployed bundle, and invokes its handler with the events from the parent process. */
const silent = () => undefined;
Object.assign(console, { log: silent, info: silent, warn: silent, error: silent });

const [, , bundle = ""] = process.argv;
const loaded = z.object({
  handler: z.custom<(event: unknown, context: unknown) => unknown>((value) => typeof value === "function"),
});
const { handler } = loaded.parse(await import(bundle));
const invocation = z.object({ id: z.number(), event: z.unknown() });

process.on("message", async (message) => {
  const { id, event } = invocation.parse(message);
  try {
    process.send?.({ id, result: (await handler(event, {})) ?? null });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    process.send?.({ id, error: { name, message } });
  }
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
