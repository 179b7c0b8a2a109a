import { createManifest } from "./manifest.ts";

const USAGE = `Usage: npm run --silent manifest -- https://….execute-api.….amazonaws.com/slack/events
       npm run --silent manifest -- --socket-mode`;

const [target = "", ...more] = process.argv.slice(2);
const isSocketMode = target === "--socket-mode";
const isUrl = URL.canParse(target) && new URL(target).protocol === "https:";
if ((isSocketMode || isUrl) && more.length === 0) {
  console.log(JSON.stringify(createManifest(isUrl ? target : undefined), undefined, 2));
} else {
  console.error(USAGE);
  process.exitCode = 1;
}
