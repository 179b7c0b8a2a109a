import type { WebClient } from "@slack/web-api";
import type { Wait } from "../callback/post-once.ts";
import { classifySlackError } from "../slack/classify-slack-error.ts";
import type { OutgoingFile } from "./outgoing-file.ts";

const MAX_TRIES = 3;
/** If Slack asks for a longer pause, the person is asked to try again. */
const MAX_PAUSE_MS = 10_000;

/** Connects to Slack. `isRefused`: Slack has refused the token of the last connection. */
export type ConnectSlack = (isRefused: boolean) => Promise<WebClient>;

export type SendFile = (userId: string, file: OutgoingFile) => Promise<void>;

/**
 * Creates the function that sends a file to a person's direct messages with the app. Nobody sees anything of it before the
 * last step. If the response to that step is lost, the file is sent again: twice is better than never.
 */
export function createSendFile({ connect, wait }: { connect: ConnectSlack; wait: Wait }): SendFile {
  const send = async (slack: WebClient, userId: string, { name, title, comment, bytes }: OutgoingFile) => {
    const { channel } = await slack.conversations.open({ users: userId });
    await slack.filesUploadV2({
      channel_id: channel?.id ?? "",
      file: bytes,
      filename: name,
      title,
      initial_comment: comment,
    });
  };

  /** Throws Slack's error if the last try fails. */
  return async function sendFile(userId, file) {
    let isRefused = false;
    for (let tries = 1; ; tries++) {
      try {
        await send(await connect(isRefused), userId, file);
        return;
      } catch (error) {
        const failure = classifySlackError(error);
        if (tries === MAX_TRIES || failure.kind === "refused") throw error;
        // The token may have been rotated.
        if (failure.kind === "unauthorized") {
          if (isRefused) throw error;
          isRefused = true;
          continue;
        }
        const { retryAfter: pause = tries * 500 } = failure;
        if (pause > MAX_PAUSE_MS) throw error;
        await wait(pause);
      }
    }
  };
}
