import { readLocalSettings } from "./settings.ts";
import { startStack } from "./stack.ts";

const ORPHAN_CHECK_MS = 200;

try {
  const stack = await startStack(readLocalSettings(process.env));
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await stack.close();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // `npm start` told to stop ends its shell alone, which passes nothing on: a new parent means that nobody waits here.
  const { ppid } = process;
  setInterval(() => process.ppid !== ppid && stop(), ORPHAN_CHECK_MS).unref();
  console.log(`Lottery is ready at ${stack.endpoints.page}`);
} catch (error) {
  // What a person can mend is told in one line; everything else keeps its stack.
  console.error(error instanceof Error && error.name === "PortTaken" ? error.message : error);
  process.exit(1);
}
