import { recordLog } from "../../support/record-log.ts";
import { createCases } from "./cases.ts";
import { openMatrix } from "./open-matrix.ts";
import { startWorld } from "./world.ts";

/** Opens the bot over a new world, with the cases of every command there, and records the log. */
export async function openCases(options: Parameters<typeof openMatrix>[1] = {}) {
  const log = recordLog();
  const world = await startWorld();
  const matrix = await openMatrix(world, options);
  return {
    log,
    matrix,
    cases: createCases(world),
    clock: world.lottery.clock,
    async close() {
      matrix.close();
      await world.lottery[Symbol.asyncDispose]();
      log[Symbol.dispose]();
    },
  };
}
