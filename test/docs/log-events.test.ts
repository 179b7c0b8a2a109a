import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { handlerFiles } from "../../infra/aws/bundles.ts";

const rooms = new Set(Object.values(handlerFiles).map((file) => file.split("/")[0]));
const deployed = globSync(`{data,${[...rooms].join(",")}}/**/*.ts`);

test("the operations guide explains each event that a deployed function logs as a warning or an error, and no others", () => {
  const logged = deployed.flatMap((file) => {
    const source = readFileSync(file, "utf8");
    const events = [...source.matchAll(/\blog\(\s*"(?:warn|error)",\s*"([a-z-]+)"/g)];
    // Their first argument is the event to log.
    const apologies = [...source.matchAll(/\b(?:answerOrApologise|refuseOtherWorkspace)\("([a-z-]+)"/g)];
    return [...events, ...apologies].map(([, event]) => event);
  });
  const guide = readFileSync("docs/operations.md", "utf8");
  const table = guide.slice(guide.indexOf("| `message.event` |"), guide.indexOf("\n## Replaying"));
  const explained = table
    .split("\n")
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, event]) => event));
  expect(new Set(explained)).toEqual(new Set(logged));
});
