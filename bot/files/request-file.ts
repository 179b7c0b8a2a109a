import { log } from "../../data/runtime/log.ts";
import type { FileRequest } from "./file-request.ts";

/** Has a file prepared and sent. Returns false if AWS did not confirm that. */
export type RequestFile = (request: FileRequest) => Promise<boolean>;

/**
 * Creates the function that passes a request for a file to the callback. The bot itself must respond to Slack within three
 * seconds, and stops when it has responded. It loads the client of Lambda with the first request, which keeps cold starts
 * short.
 */
export function createRequestFile(callbackArn: string): RequestFile {
  const connect = async () => (await import("./invoke-callback.ts")).createInvokeCallback(callbackArn);
  let connected: ReturnType<typeof connect> | undefined;
  return async function requestFile(request) {
    try {
      connected ??= connect();
      const invokeCallback = await connected;
      await invokeCallback({ send_file: request });
      return true;
    } catch (error) {
      log("error", "file-not-requested", { error: error instanceof Error ? error.name : "unknown" });
      return false;
    }
  };
}
