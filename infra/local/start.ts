import { setTimeout as wait } from "node:timers/promises";
import { cacheCompiled } from "./cache-compiled.ts";
import type { Stack } from "./stack.ts";

cacheCompiled();
const { writeLogLines } = await import("./services/lambda/log-lines.ts");
const { explainStartError } = await import("./explain-start-error.ts");
const { readLocalSettings } = await import("./settings/settings.ts");

writeLogLines();

const ORPHAN_CHECK_MS = 200;
/** ms for which callers still get errors as responses when the data can no longer be written. */
const LAST_RESPONSES_MS = 2_000;

let started: Stack | undefined;
let stopping = false;
const stop = async (exitCode = 0) => {
  if (stopping) return;
  stopping = true;
  await started?.close();
  process.exit(exitCode);
};
process.on("SIGINT", () => stop());
process.on("SIGTERM", () => stop());
// A signal to `npm start` ends only its shell, which does not pass it on. A new parent means that npm has ended.
const { ppid } = process;
setInterval(() => process.ppid !== ppid && stop(), ORPHAN_CHECK_MS).unref();

try {
  const settings = readLocalSettings(process.env, process.argv.slice(2));
  // Wrong settings are reported at once: the stack has more than a thousand files.
  const { startStack } = await import("./stack.ts");
  const stack = await startStack(settings);
  started = stack;
  console.log(`Lottery is ready at ${stack.endpoints.page}`);
  void stack.refused.then((refusal) => {
    console.error(refusal.message);
    return stop(1);
  });
  void stack.failed.then(async (failure) => {
    console.error(failure.message);
    await wait(LAST_RESPONSES_MS);
    return stop(1);
  });
} catch (error) {
  console.error(explainStartError(error));
  process.exit(1);
}
