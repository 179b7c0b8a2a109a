import { afterAll } from "vitest";
import { openLottery } from "./open-lottery.ts";
import { recordLog } from "./record-log.ts";

/** Starts the whole product for a test file and records its log. Stops both after the file's tests. */
export async function setUpLottery(settings: Readonly<Record<string, string>> = {}) {
  const log = recordLog();
  const lottery = await openLottery(settings);
  afterAll(async () => {
    await lottery[Symbol.asyncDispose]();
    log[Symbol.dispose]();
  });
  return { lottery, log };
}
