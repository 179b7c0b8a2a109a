import { onTestFinished } from "vitest";
import { readLocalSettings } from "../../infra/local/settings/settings.ts";
import { startStack } from "../../infra/local/stack.ts";
import { driveStack } from "./drive-stack.ts";
import { importHandlers } from "./load-handlers.ts";
import { recordLog } from "./record-log.ts";
import { shiftClock } from "./shift-clock.ts";

const FREE_PORTS = { PORT: "0", DYNAMODB_PORT: "0", SFN_PORT: "0", SNS_PORT: "0" };

/** Starts the product in this process, with the data in a folder, and with a clock that is ahead until it stops. */
export async function startStackHere(folder: string, { aheadMs = 0 } = {}) {
  await using things = new AsyncDisposableStack();
  things.use(recordLog());
  things.defer(shiftClock(aheadMs));
  const settings = readLocalSettings({ ...FREE_PORTS, LOTTERY_DATA: folder });
  const { endpoints, close } = await startStack(settings, importHandlers, { retryInterval: 20 });
  things.defer(close);
  const running = things.move();
  const stop = () => running.disposeAsync();
  onTestFinished(stop);
  return { ...driveStack(endpoints), stop };
}
