import { WebAPIPlatformError } from "@slack/web-api";
import { log } from "../../data/runtime/log.ts";
import { LotteryError } from "../../data/runtime/lottery-error.ts";
import type { Texts } from "../locales/texts.ts";
import { formatParagraph, type Message } from "../messages/message.ts";
import { sendToSlack } from "../slack/send-to-slack.ts";
import { classifyFileError } from "./file-refusal.ts";
import type { FileRequest } from "./file-request.ts";
import type { PreparedFile } from "./outgoing-file.ts";
import type { ConnectSlack, SendFile } from "./send-file.ts";

/** Slack must accept a response within this time. */
const RESPONSE_MS = 5_000;

export type PrepareFile = (file: FileRequest["file"]) => Promise<PreparedFile>;

export type AnswerFileRequest = ReturnType<typeof createAnswerFileRequest>;

/**
 * Creates the function that prepares a file and sends it, or says privately why it cannot. It never throws: what was not
 * sent the person can ask for again, so the event is not delivered again.
 */
export function createAnswerFileRequest({
  prepare,
  sendFile,
  connect,
  texts,
}: {
  prepare: PrepareFile;
  sendFile: SendFile;
  connect: ConnectSlack;
  texts: Texts;
}) {
  const respond = async ({ response_url, user_id }: FileRequest, message: Message) => {
    if (response_url === undefined) {
      const slack = await connect(false);
      await slack.chat.postMessage({ channel: user_id, ...message });
      return;
    }
    const response = await sendToSlack(response_url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ response_type: "ephemeral", replace_original: false, ...message }),
      signal: AbortSignal.timeout(RESPONSE_MS),
    });
    if (!response.ok) throw new Error(`Slack responded with ${response.status}.`);
  };

  const prepareAndSend = async ({ file, user_id }: FileRequest): Promise<string | undefined> => {
    const prepared = await prepare(file);
    if ("refusal" in prepared) return prepared.refusal;
    try {
      await sendFile(user_id, prepared.file);
      log("info", "file-sent", { kind: file.kind, bytes: prepared.file.bytes.length });
      return undefined;
    } catch (error) {
      const { refusal, code } = classifyFileError(error);
      log("warn", "file-refused", { kind: file.kind, refusal, reason: code });
      return texts.export.refused[refusal](code);
    }
  };

  /** Returns why the file was not sent. */
  const findFailure = async (request: FileRequest): Promise<string | undefined> => {
    try {
      return await prepareAndSend(request);
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      log("error", "file-not-prepared", { kind: request.file.kind, error: name });
      return error instanceof LotteryError && error.name === "InvalidItem"
        ? texts.malformedItem
        : texts.export.notPrepared;
    }
  };

  return async function answerFileRequest(request: FileRequest): Promise<void> {
    const failure = await findFailure(request);
    if (failure === undefined) return;
    try {
      await respond(request, formatParagraph(failure));
    } catch (error) {
      const reason = error instanceof WebAPIPlatformError ? error.data.error : "no-response";
      log("error", "file-failure-not-reported", { kind: request.file.kind, reason });
    }
  };
}
