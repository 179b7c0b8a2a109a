import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { z } from "zod";
import { openLottery } from "../lottery/open-lottery.ts";

/*
 * The product in a process of its own, with so many people. Tells its parent where it listens; and on demand begins anew,
 * tells when all is settled, or how large its heap is. What fails where too much is asked of it shows in the figures.
 */
const silent = () => undefined;
Object.assign(console, { log: silent, info: silent, warn: silent, error: silent });
const [, , people = "10"] = process.argv;
const lottery = await openLottery();
const begin = () => lottery.begin(Number(people), 0);
await begin();

setFlagsFromString("--expose-gc");
const collectGarbage = z
  .custom<() => void>((value) => typeof value === "function")
  .parse(runInNewContext("gc"));

process.on("message", async (question) => {
  if (question === "settled") {
    await lottery.settled();
    process.send?.({ settled: true });
  }
  if (question === "begin") {
    await begin();
    process.send?.({ begun: true });
  }
  if (question === "memory") {
    collectGarbage();
    const { heapUsed, rss } = process.memoryUsage();
    process.send?.({ heapUsed, rss });
  }
});
process.on("disconnect", () => process.exit());
process.send?.(lottery.endpoints);
