import { afterAll } from "vitest";
import { openLottery } from "./open-lottery.ts";
import { recordLog } from "./record-log.ts";

/** The port of the page in the test file before: the browser has the files of the page from there already. */
let pagePort = "0";

/** Starts the whole product for a test file and records its log. Stops both after the file's tests. */
export async function setUpLottery(settings: Readonly<Record<string, string>> = {}) {
  const log = recordLog();
  const open = (PORT: string) => openLottery({ PORT, ...settings });
  const lottery = await open(pagePort).catch((error: unknown) => {
    if (error instanceof Error && error.name === "PortTaken") return open("0");
    throw error;
  });
  pagePort = new URL(lottery.endpoints.page).port;
  afterAll(async () => {
    await lottery[Symbol.asyncDispose]();
    log[Symbol.dispose]();
  });
  return { lottery, log };
}
