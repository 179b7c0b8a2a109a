import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { startServer } from "../../../infra/local/http/listen.ts";

export const TOKEN = "xoxb-test";
const DIRECT = "D0OPERATOR";

const element = z.object({ action_id: z.string(), value: z.string().optional() });
const posted = z.object({
  channel: z.string(),
  text: z.string(),
  blocks: z.array(z.looseObject({ elements: z.array(z.unknown()).optional() })),
});

/** A message in the direct messages of the requester, with the values of its buttons by action id. */
export interface Told {
  text: string;
  buttons: ReadonlyMap<string, string>;
}

/**
 * Serves Slack: messages are recorded, and files can be downloaded. A server and not `nock`, which would slow down every
 * request to DynamoDB by half.
 */
export async function serveMessages(files: ReadonlyMap<string, Buffer>) {
  const told: Told[] = [];

  const record = (given: URLSearchParams) => {
    const { text, blocks } = posted.parse({
      channel: given.get("channel"),
      text: given.get("text"),
      blocks: JSON.parse(given.get("blocks") ?? "[]"),
    });
    const buttons = blocks
      .flatMap(({ elements = [] }) => elements)
      .flatMap((each) => element.safeParse(each).data ?? []);
    told.push({ text, buttons: new Map(buttons.map(({ action_id, value = "" }) => [action_id, value])) });
    return { ok: true, channel: DIRECT, ts: `${told.length}.1` };
  };

  const describeFile = (id: string, host: string) => {
    const size = files.get(id)?.length;
    if (size === undefined) return { ok: false, error: "file_not_found" };
    return { ok: true, file: { id, size, url_private_download: `http://${host}/files/${id}` } };
  };

  const answer = ({ url = "", method, headers }: IncomingMessage, body: string) => {
    const given = new URLSearchParams(body);
    if (url === "/api/chat.postMessage" || url === "/api/chat.update") return record(given);
    if (url === "/api/files.info") return describeFile(given.get("file") ?? "", headers.host ?? "");
    const isAllowed = method === "GET" && headers.authorization === `Bearer ${TOKEN}`;
    return isAllowed && url.startsWith("/files/") ? files.get(url.slice("/files/".length)) : undefined;
  };

  const server = createServer(async (incoming, outgoing) => {
    const answered = answer(incoming, await text(incoming));
    if (answered === undefined) outgoing.writeHead(404).end();
    else if (Buffer.isBuffer(answered)) outgoing.end(answered);
    else outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answered));
  });
  const { port, close } = await startServer(server, { port: 0, purpose: "Slack", variable: "PORT" });
  return { apiUrl: `http://127.0.0.1:${port}/api/`, told, close };
}
