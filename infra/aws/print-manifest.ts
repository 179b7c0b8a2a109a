import { parseArgs } from "node:util";
import { environment, InvalidEnvironment, readEnvironment } from "../../data/runtime/environment.ts";
import { readTarget, stackOption } from "../cli/stack/stack-option.ts";
import { StackUnusable } from "../cli/stack/stack-unusable.ts";
import { createManifest } from "./manifest.ts";
import { SLACK_URL } from "./outputs.ts";

/** The arguments are wrong. The message is how to use the command. */
class WrongUsage extends Error {
  override readonly name = "WrongUsage";

  constructor() {
    super(`Usage: npm run --silent manifest -- --stack <name>
       npm run --silent manifest -- https://….execute-api.….amazonaws.com/slack/events
       npm run --silent manifest -- --socket-mode`);
  }
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...stackOption, "socket-mode": { type: "boolean", default: false } },
    });
    return { stack: values.stack, isSocketMode: values["socket-mode"], urls: positionals };
  } catch (error) {
    if (error instanceof TypeError) throw new WrongUsage();
    throw error;
  }
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

try {
  await run(process.argv.slice(2));
} catch (error) {
  const isExpected =
    error instanceof WrongUsage || error instanceof InvalidEnvironment || error instanceof StackUnusable;
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
}
