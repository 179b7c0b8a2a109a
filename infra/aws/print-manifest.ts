import { environment, InvalidEnvironment, readEnvironment } from "../../data/runtime/environment.ts";
import { createManifest } from "./manifest.ts";

const USAGE = `Usage: npm run --silent manifest -- https://….execute-api.….amazonaws.com/slack/events
       npm run --silent manifest -- --socket-mode`;

/** `npm run manifest`: prints the manifest of the Slack app. `LOTTERY_COMMAND` is the name of the slash command. */
function run([target = "", ...more]: readonly string[]): void {
  const isUrl = URL.canParse(target) && new URL(target).protocol === "https:";
  if ((target !== "--socket-mode" && !isUrl) || more.length > 0) {
    console.error(USAGE);
    process.exitCode = 1;
    return;
  }
  const { LOTTERY_COMMAND: command } = readEnvironment(
    process.env,
    environment.pick({ LOTTERY_COMMAND: true }),
  );
  console.log(JSON.stringify(createManifest({ command, ...(isUrl && { url: target }) }), undefined, 2));
}

try {
  run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InvalidEnvironment)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
