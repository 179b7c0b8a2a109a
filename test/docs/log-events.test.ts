import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { handlerFiles } from "../../infra/aws/bundles.ts";

const rooms = new Set(Object.values(handlerFiles).map((file) => file.split("/")[0]));
const deployed = globSync(`{data,${[...rooms].join(",")}}/**/*.ts`);

/** Calls with the event as the first argument, of `log` itself or of a local function that logs its parameter `event`. */
function findEvents(source: string): string[] {
  const logging = [...source.matchAll(/\b(?:const|function) (\w+)(?: = (?:async )?)?\(\s*event: string\b/g)];
  const calls = ['log\\(\\s*"(?:warn|error)",\\s*', ...logging.map(([, name]) => `${name}\\(`)];
  return calls.flatMap((call) =>
    [...source.matchAll(new RegExp(`\\b${call}"([a-z-]+)"`, "g"))].map(([, event = ""]) => event),
  );
}

// From the source, because many events are logged only after rare failures of AWS or Slack.
test("the operations guide explains each event that a deployed function logs as a warning or an error, and no others", () => {
  const logged = deployed.flatMap((file) => findEvents(readFileSync(file, "utf8")));
  const guide = readFileSync("docs/operations.md", "utf8");
  const table = guide.slice(guide.indexOf("| `message.event` |"), guide.indexOf("\n## Replaying"));
  const explained = table
    .split("\n")
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, event]) => event));
  expect(new Set(explained)).toEqual(new Set(logged));
});
