import { setTimeout as wait } from "node:timers/promises";
import { keepCompiled } from "./keep-compiled.ts";
import type { Stack } from "./stack.ts";

keepCompiled();
const { writeLogLines } = await import("./services/lambda/log-lines.ts");
const { readLocalSettings } = await import("./settings/settings.ts");
const { startStack } = await import("./stack.ts");

writeLogLines();

const ORPHAN_CHECK_MS = 200;
/** ms for which callers are still answered, with errors, when the data can no longer be written. */
const FAREWELL_MS = 2_000;
/** What a person can mend: their messages say how. */
const MENDABLE = new Set([
  "DataNotWritten",
  "DataUnusable",
  "HostUnknown",
  "InvalidEnvironment",
  "PortForbidden",
  "PortTaken",
  "SettingsWrong",
  "SlackRefused",
]);

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
// `npm start` told to stop ends its shell alone, which passes nothing on: a new parent means that nobody waits here.
const { ppid } = process;
setInterval(() => process.ppid !== ppid && stop(), ORPHAN_CHECK_MS).unref();

try {
  const stack = await startStack(readLocalSettings(process.env, process.argv.slice(2)));
  started = stack;
  console.log(`Lottery is ready at ${stack.endpoints.page}`);
  void stack.refused.then((refusal) => {
    console.error(refusal.message);
    return stop(1);
  });
  void stack.failed.then(async (failure) => {
    console.error(failure.message);
    await wait(FAREWELL_MS);
    return stop(1);
  });
} catch (error) {
  // That is told in one line; everything else keeps its stack.
  console.error(error instanceof Error && MENDABLE.has(error.name) ? error.message : error);
  process.exit(1);
}
