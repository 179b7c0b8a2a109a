import type { WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import type { HomeTab } from "../messages/home.ts";
import { classifySlackError, nameSlackError } from "./classify-slack-error.ts";

/** Publishes the Home tab of a person. `hash` is that of the tab that it replaces: a newer one is kept. Never throws. */
export type PublishHome = (userId: string, view: HomeTab, hash?: string) => Promise<void>;

/** The tab was published again in the meantime. */
const IS_NEWER = "hash_conflict";

/** Creates the function that publishes Home tabs with the bot's token. */
export function createPublishHome({ connect }: { connect: () => Promise<WebClient> }): PublishHome {
  return async function publishHome(userId, view, hash) {
    try {
      const slack = await connect();
      await slack.views.publish({ user_id: userId, view, ...(hash && { hash }) });
    } catch (error) {
      const reason = nameSlackError(error);
      if (classifySlackError(error).kind === "unauthorized") log("error", "slack-token-refused", { reason });
      else if (reason !== IS_NEWER) log("warn", "home-not-published", { reason });
    }
  };
}
