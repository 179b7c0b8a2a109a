import type { WebClient } from "@slack/web-api";
import { NEW_CONNECTION } from "../../data/runtime/connections.ts";
import type { SourceProblem } from "./steps.ts";
import { findProblem } from "./sync-people.ts";

/** Slack's own limit for a file in a form. */
export const LARGEST_FILE = 10 * 1024 * 1024;
const DOWNLOAD_MS = 60_000;

/** Slack's error codes for a file that it no longer has, or does not show to the app. */
const NO_FILE = new Set(["file_not_found", "file_deleted", "not_visible", "invalid_file"]);

/** Whether the bot's token may be sent to this address: one of Slack's, or the machine that has the Web API. */
function isSlacks(url: URL, apiUrl: string): boolean {
  if (url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === "https:" && url.port === "" && /(^|\.)slack\.com$/.test(url.hostname);
}

/** Reads a body up to a size. Returns undefined if it is larger. */
async function readBody(response: Response, largest: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > largest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export type DownloadFile = ReturnType<typeof createDownloadFile>;

/** Creates the function that downloads a file that somebody has put into a form. */
export function createDownloadFile({
  connect,
  readToken,
  apiUrl,
}: {
  connect: () => Promise<WebClient>;
  readToken: () => Promise<string>;
  apiUrl: string;
}) {
  const findUrl = async (fileId: string): Promise<URL | SourceProblem> => {
    try {
      const slack = await connect();
      const { file } = await slack.files.info({ file: fileId });
      if ((file?.size ?? 0) > LARGEST_FILE) return { kind: "too-large" };
      const address = file?.url_private_download ?? file?.url_private;
      const url = address === undefined ? undefined : URL.parse(address);
      return url && isSlacks(url, apiUrl) ? url : { kind: "no-file" };
    } catch (error) {
      const problem = findProblem(error);
      return problem.kind === "slack" && NO_FILE.has(problem.reason) ? { kind: "no-file" } : problem;
    }
  };

  /** Returns the content of a file, or why there is none. Throws if another try may succeed. */
  return async function downloadFile(fileId: string): Promise<Uint8Array | SourceProblem> {
    const url = await findUrl(fileId);
    if (!(url instanceof URL)) return url;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${await readToken()}`, ...NEW_CONNECTION },
      redirect: "manual",
      signal: AbortSignal.timeout(DOWNLOAD_MS),
    });
    if (response.status === 404 || response.status === 410) return { kind: "no-file" };
    // Slack shows its page for signing in, or leads to it, if the token may not read files.
    const isRefused = response.status < 400 && response.status >= 300;
    if (isRefused || (response.headers.get("content-type") ?? "").startsWith("text/html"))
      return { kind: "missing-scope" };
    if (!response.ok) throw new Error(`Slack responded with ${response.status} to a download.`);
    return (await readBody(response, LARGEST_FILE)) ?? { kind: "too-large" };
  };
}
