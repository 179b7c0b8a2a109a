import { randomBytes } from "node:crypto";
import { extname } from "node:path";

/** A file in a message. */
export interface SlackFile {
  id: string;
  /** The file's name, with its extension. */
  name: string;
  title: string;
  mimetype: string;
  /** In bytes. */
  size: number;
  /** The bytes, in base64. */
  content: string;
}

/** An upload that has no message yet. */
interface Upload {
  id: string;
  name: string;
  /** The size that the app announced, in bytes. */
  length: number;
  bytes?: Buffer;
}

const MIMETYPES: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Older uploads are forgotten. */
const OPEN_AT_MOST = 100;

/** The path of the URLs to which files are sent. */
export const UPLOAD_PATH = "/slack/upload/";

/** Slack's ids of files begin with F. */
function createFileId(): string {
  return `F0${randomBytes(5).toString("hex").toUpperCase()}`;
}

/**
 * Creates Slack's uploads in three steps: the app announces a file, sends its bytes to a URL, and then shares it in a
 * message. https://docs.slack.dev/messaging/working-with-files
 */
export function createUploads() {
  const byTicket = new Map<string, Upload>();

  return {
    /** Announces a file. Returns its id and the path for its bytes. */
    begin(name: string, length: number): { id: string; path: string } {
      const ticket = randomBytes(18).toString("base64url");
      const id = createFileId();
      byTicket.set(ticket, { id, name, length });
      const [oldest] = byTicket.keys();
      if (byTicket.size > OPEN_AT_MOST && oldest) byTicket.delete(oldest);
      return { id, path: UPLOAD_PATH + ticket };
    },

    /** Takes the bytes of a file. Returns false for an unknown URL, or another size than the announced one. */
    receive(ticket: string, bytes: Buffer): boolean {
      const upload = byTicket.get(ticket);
      if (upload?.length !== bytes.length) return false;
      upload.bytes = bytes;
      return true;
    },

    /** Ends an upload. Returns the file, or undefined if nothing was sent for this id, or it is shared already. */
    complete(id: string, title: string | undefined): SlackFile | undefined {
      const [ticket, upload] = [...byTicket].find(([, each]) => each.id === id) ?? [];
      if (ticket === undefined || !upload?.bytes) return undefined;
      byTicket.delete(ticket);
      const { name, length, bytes } = upload;
      return {
        id,
        name,
        title: title ?? name,
        mimetype: MIMETYPES[extname(name)] ?? "application/octet-stream",
        size: length,
        content: bytes.toString("base64"),
      };
    },
  };
}

export type Uploads = ReturnType<typeof createUploads>;
