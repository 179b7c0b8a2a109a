import { LogLevel } from "@slack/web-api";
import { expect, test } from "vitest";
import { createBoltLogger } from "../../../bot/slack/bolt-logger.ts";
import { recordLog } from "../../support/record-log.ts";

test("problems of Slack's libraries are logged without their messages, and the rest is not logged", () => {
  using log = recordLog();
  const logger = createBoltLogger();
  logger.debug("text=draw 2");
  logger.info("text=draw 2");
  logger.warn("text=draw 2");
  logger.error("text=draw 2");
  expect(log.events("bolt-warning")).toMatchObject([{ level: "warn" }]);
  expect(log.events("bolt-error")).toMatchObject([{ level: "error" }]);
  expect(log.lines).toHaveLength(2);
  expect(log.text()).not.toContain("draw 2");
  expect(logger.getLevel()).toBe(LogLevel.WARN);
});
