import type { UsersInfoResponse, WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import { nameSlackError } from "./classify-slack-error.ts";
import { inTime } from "./in-time.ts";

export type User = NonNullable<UsersInfoResponse["user"]>;

/** What Slack says about a person; `missing` if there is no such person, `unknown` if Slack did not say it in time. */
export type ReadUser = (userId: string) => Promise<User | "missing" | "unknown">;

/** Creates the function that asks Slack about a person. Questions about one person at the same time are one call. */
export function createReadUser({
  connect,
  timeoutMs,
}: {
  connect: () => Promise<WebClient>;
  timeoutMs: number;
}): ReadUser {
  const reading = new Map<string, ReturnType<ReadUser>>();

  const ask = async (userId: string): Promise<User | "missing"> => {
    const slack = await connect();
    const { user } = await slack.users.info({ user: userId, include_locale: true });
    return user ?? "missing";
  };

  const askInTime: ReadUser = async (userId) => {
    try {
      const user = await inTime(ask(userId), timeoutMs);
      if (user === undefined) log("warn", "account-not-checked", { reason: "timeout" });
      return user ?? "unknown";
    } catch (error) {
      const reason = nameSlackError(error);
      if (reason === "user_not_found" || reason === "user_not_visible") return "missing";
      log("warn", "account-not-checked", { reason });
      return "unknown";
    } finally {
      reading.delete(userId);
    }
  };

  return function readUser(userId) {
    const user = reading.get(userId) ?? askInTime(userId);
    reading.set(userId, user);
    return user;
  };
}
