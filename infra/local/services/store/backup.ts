import { hash } from "node:crypto";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { jsonOf } from "../../../../data/runtime/json-of.ts";
import { checkCopy, DATABASE_FILE } from "./open-database.ts";
import { openStore, type Store } from "./store.ts";

/** The longest request, in characters: it contains a path. */
const LONGEST_REQUEST = 10_000;
/** The longest path of a socket that every system accepts, in bytes. */
const LONGEST_ADDRESS = 100;

const requestSchema = jsonOf(z.object({ file: z.string().min(1) }));
const responseSchema = jsonOf(z.object({ error: z.string().optional() }));

/** A backup failed. The message says why. */
class BackupFailed extends Error {
  override readonly name = "BackupFailed";
}

/**
 * Lets `backUp` in other processes of the same user copy the store of a folder, which is locked while this process uses it.
 */
export async function serveBackups(folder: string, store: Store): Promise<{ close(): void }> {
  const address = findAddress(folder);
  // A killed process leaves its socket behind. It cannot be another running process's: this one has the lock.
  if (process.platform !== "win32") rmSync(address, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.setEncoding("utf8");
    let request = "";
    socket.on("data", (chunk: string) => {
      request += chunk;
      if (request.length > LONGEST_REQUEST) socket.destroy();
    });
    socket.on("end", () => socket.end(JSON.stringify(copyStore(store, request))));
    // The caller may close the connection before the response.
    socket.on("error", () => socket.destroy());
  });
  server.listen(address);
  await once(server, "listening");
  return { close: () => server.close() };
}

function copyStore(store: Store, request: string): z.output<typeof responseSchema> {
  const parsed = requestSchema.safeParse(request);
  if (!parsed.success) return { error: "The request is malformed." };
  try {
    store.copyTo(parsed.data.file);
    return {};
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Copies everything that a folder stores to a new file, and checks the copy. If the lottery is running, it pauses for the
 * copy. Throws `BackupFailed` or `DataUnusable`.
 */
export async function backUp(folder: string, file: string): Promise<void> {
  if (!existsSync(join(folder, DATABASE_FILE)))
    throw new BackupFailed(`There is no ${DATABASE_FILE} in ${folder}. Name the folder of the data.`);
  if (existsSync(file)) throw new BackupFailed(`${file} exists already. Name a new file.`);
  const response = await requestCopy(folder, JSON.stringify({ file: resolve(file) }));
  if (response === undefined) copyUnused(folder, file);
  else {
    const { error } = responseSchema.parse(response);
    if (error !== undefined) throw new BackupFailed(`The copy could not be made: ${error}`);
  }
  checkCopy(file);
}

function copyUnused(folder: string, file: string): void {
  const store = openStore(folder);
  try {
    store.copyTo(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BackupFailed(`The copy could not be made: ${reason}`, { cause });
  } finally {
    store.close();
  }
}

/** Returns the response of the process that uses the folder, or undefined if there is none. */
async function requestCopy(folder: string, request: string): Promise<string | undefined> {
  const socket = connect({ path: findAddress(folder), allowHalfOpen: true });
  try {
    await once(socket, "connect");
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      (error.code === "ENOENT" || error.code === "ECONNREFUSED")
    )
      return undefined;
    throw error;
  }
  socket.end(request);
  return await text(socket);
}

/** Returns the path of a socket in the folder, or in the folder for temporary files if the path would be too long. */
function findAddress(folder: string): string {
  const path = resolve(folder);
  const name = `lottery-${hash("sha256", path).slice(0, 16)}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  const socket = join(path, "lottery.sock");
  return Buffer.byteLength(socket) > LONGEST_ADDRESS ? join(tmpdir(), `${name}.sock`) : socket;
}
