import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { openLottery } from "../lottery/open-lottery.ts";

/*
 * Runs the product with a number of people. Sends its endpoints to the parent process. On request, it deletes all draws,
 * waits until no work is running, or returns its memory. Errors under overload show in the figures, so they are not logged.
 */
const silent = () => undefined;
Object.assign(console, { log: silent, info: silent, warn: silent, error: silent });
const [, , people = "10"] = process.argv;
const lottery = await openLottery();
const reset = () => lottery.reset(Number(people), 0);
await reset();

setFlagsFromString("--expose-gc");
const collectGarbage = z
  .custom<() => void>((value) => typeof value === "function")
  .parse(runInNewContext("gc"));

process.on("message", async (request) => {
  if (request === "idle") {
    await lottery.idle();
    process.send?.({ idle: true });
  }
  if (request === "reset") {
    await reset();
    process.send?.({ reset: true });
  }
  if (request === "memory") {
    collectGarbage();
    const { heapUsed, rss } = process.memoryUsage();
    process.send?.({ heapUsed, rss });
  }
});
process.on("disconnect", () => process.exit());
process.send?.(lottery.endpoints);
