import { createManifest } from "./manifest.ts";

const [url = ""] = process.argv.slice(2);
if (URL.canParse(url) && new URL(url).protocol === "https:") {
  console.log(JSON.stringify(createManifest(url), undefined, 2));
} else {
  console.error("Usage: npm run --silent manifest -- https://….execute-api.….amazonaws.com/slack/events");
  process.exitCode = 1;
}
