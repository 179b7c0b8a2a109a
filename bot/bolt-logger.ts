import { type Logger, LogLevel } from "@slack/bolt";
import { log } from "../data/log.ts";

/** Bolt's complaints as lines of our log: that there was one, but not its words, which may quote a request. */
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
