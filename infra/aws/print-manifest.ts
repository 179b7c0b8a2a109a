import { parseArgs } from "node:util";
import { environment, readEnvironment } from "../../data/runtime/environment.ts";
import { WrongUsage } from "../cli/command/command-error.ts";
import { runCommand } from "../cli/command/run-command.ts";
import { readTarget, stackOption } from "../cli/stack/stack-option.ts";
import { createManifest } from "./manifest.ts";
import { SLACK_URL } from "./outputs.ts";

const USAGE = `npm run --silent manifest -- --stack <name>
       npm run --silent manifest -- https://….execute-api.….amazonaws.com/slack/events
       npm run --silent manifest -- --socket-mode`;

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...stackOption, "socket-mode": { type: "boolean", default: false } },
  });
  return { stack: values.stack, isSocketMode: values["socket-mode"], urls: positionals };
}

/**
 * `npm run manifest`: prints the manifest of the Slack app of a stack, of an address, or for Socket Mode. `LOTTERY_COMMAND`
 * is the name of the slash command, if the stack does not say it.
 */
async function run(args: readonly string[]): Promise<void> {
  const { stack: stackName, isSocketMode, urls } = readArguments(args);
  const [url] = urls;
  const isWrongUrl = url !== undefined && URL.parse(url)?.protocol !== "https:";
  if (urls.length + Number(isSocketMode) + Number(stackName !== undefined) !== 1 || isWrongUrl)
    throw new WrongUsage();
  const { environment: variables, stack } = await readTarget(stackName, process.env);
  const { LOTTERY_COMMAND: command } = readEnvironment(
    variables,
    environment.pick({ LOTTERY_COMMAND: true }),
  );
  const address = stack?.outputs.get(SLACK_URL) ?? url;
  const manifest = createManifest({
    command,
    ...(stack && { name: stack.name }),
    ...(address !== undefined && { url: address }),
  });
  console.log(JSON.stringify(manifest, undefined, 2));
}

await runCommand({ usage: USAGE, run: () => run(process.argv.slice(2)) });
