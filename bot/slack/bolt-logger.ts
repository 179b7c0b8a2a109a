import { type Logger, LogLevel } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";

/** Logs that Slack's libraries reported a problem, but not their messages, which may quote a request. */
export function createBoltLogger(): Logger {
  const silent = () => undefined;
  return {
    debug: silent,
    info: silent,
    warn: () => log("warn", "bolt-warning"),
    error: () => log("error", "bolt-error"),
    setLevel: silent,
    getLevel: () => LogLevel.WARN,
    setName: silent,
  };
}
