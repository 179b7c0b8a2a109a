import { afterEach, beforeEach, expect, test } from "vitest";
import { log } from "../../../../../data/runtime/log.ts";
import { createLogFeed } from "../../../../../infra/local/web/inspector/log-feed.ts";
import { recordLog } from "../../../../support/record-log.ts";

let recorded: ReturnType<typeof recordLog>;
beforeEach(() => {
  recorded = recordLog();
});
afterEach(() => recorded[Symbol.dispose]());

test("shows logged events as lines of JSON, and other lines as they are", () => {
  const { feed, close } = createLogFeed();
  log("warn", "channel-closed", { draw_no: 7 });
  console.log("Lottery is ready");
  expect(feed.read()).toMatchObject([
    { id: 1, level: "warn", text: '{"level":"warn","event":"channel-closed","draw_no":7}' },
    { id: 2, level: "log", text: "Lottery is ready" },
  ]);
  close();
});
