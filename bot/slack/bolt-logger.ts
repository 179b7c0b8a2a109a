import { type Logger, LogLevel } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";

/** Complaints of Slack's libraries as lines of our log: that there was one, but not its words, which may quote a request. */
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
