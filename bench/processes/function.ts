import { z } from "zod";

/*
 * One function of Lambda in a process of its own: loads the bundle that deploys, then answers the events that its parent
 * sends, as often as it is asked.
 */
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
