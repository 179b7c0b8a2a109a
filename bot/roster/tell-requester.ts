import type { WebClient } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import type { Message } from "../messages/message.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";
import type { RosterStep, SentMessage } from "./steps.ts";

type Told = Pick<RosterStep, "import_id" | "requested_by" | "progress">;

export type TellRequester = ReturnType<typeof createTellRequester>;

/**
 * Creates the functions that send messages to the direct messages of the person who has asked for an import. They throw
 * Slack's error if another try may succeed. If Slack refuses the message, they only log that: the import must not fail
 * because of it.
 */
export function createTellRequester({ connect }: { connect: () => Promise<WebClient> }) {
  const unlessRefused = async <T>(importId: string, call: (slack: WebClient) => Promise<T>) => {
    try {
      return await call(await connect());
    } catch (error) {
      const failure = classifySlackError(error);
      if (failure.kind !== "refused") throw error;
      log("error", "import-not-reported", { import_id: importId, reason: failure.reason });
      return undefined;
    }
  };

  /** Sends a message. If a step is repeated, it may be there twice. */
  const tell = async (
    { import_id, requested_by }: Told,
    message: Message,
  ): Promise<SentMessage | undefined> => {
    const sent = await unlessRefused(import_id, (slack) =>
      slack.chat.postMessage({ channel: requested_by, ...message }),
    );
    return sent?.channel && sent.ts ? { channel: sent.channel, ts: sent.ts } : undefined;
  };

  return {
    tell,

    /** Shows how far the import is: in a new message, or instead of the last one about it. It never throws. */
    async tellProgress(told: Told, message: Message): Promise<SentMessage | undefined> {
      const { progress } = told;
      try {
        if (!progress) return await tell(told, message);
        const slack = await connect();
        await slack.chat.update({ ...progress, ...message });
        return progress;
      } catch (error) {
        log("warn", "progress-not-told", {
          import_id: told.import_id,
          reason: classifySlackError(error).kind,
        });
        return progress;
      }
    },
  };
}
