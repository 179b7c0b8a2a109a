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

/** What a request may take, in characters: a path. */
const LONGEST_REQUEST = 10_000;
/** What the system takes as the path of a socket, in bytes. */
const LONGEST_ADDRESS = 100;

const requestSchema = jsonOf(z.object({ file: z.string().min(1) }));
const responseSchema = jsonOf(z.object({ error: z.string().optional() }));

/** A backup that could not be made. The message says why. */
export class BackupFailed extends Error {
  override readonly name = "BackupFailed";
}

/**
 * Lets `backUp` in other processes of the same user copy the store of a folder, which is locked while it is in use.
 * Resolves with what ends it.
 */
export async function serveBackups(folder: string, store: Store): Promise<{ close(): void }> {
  const address = findAddress(folder);
  // A process that was killed leaves its socket. Whoever has the store open is the only one here.
  if (process.platform !== "win32") rmSync(address, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.setEncoding("utf8");
    let request = "";
    socket.on("data", (chunk: string) => {
      request += chunk;
      if (request.length > LONGEST_REQUEST) socket.destroy();
    });
    socket.on("end", () => socket.end(JSON.stringify(answer(store, request))));
    // A caller who does not wait for the answer needs none.
    socket.on("error", () => socket.destroy());
  });
  server.listen(address);
  await once(server, "listening");
  return { close: () => server.close() };
}

function answer(store: Store, request: string): z.output<typeof responseSchema> {
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
 * Copies everything that a folder stores to a new file, and checks the copy: also while the lottery runs, which pauses
 * for the copy. Throws `BackupFailed` or `DataUnusable`.
 */
export async function backUp(folder: string, file: string): Promise<void> {
  if (!existsSync(join(folder, DATABASE_FILE)))
    throw new BackupFailed(`There is no ${DATABASE_FILE} in ${folder}. Name the folder of the data.`);
  if (existsSync(file)) throw new BackupFailed(`${file} exists already. Name a new file.`);
  const response = await ask(folder, JSON.stringify({ file: resolve(file) }));
  if (response === undefined) copyStopped(folder, file);
  else {
    const { error } = responseSchema.parse(response);
    if (error !== undefined) throw new BackupFailed(`The copy could not be made: ${error}`);
  }
  checkCopy(file);
}

function copyStopped(folder: string, file: string): void {
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

/** What the process that uses the folder answers; undefined if there is none. */
async function ask(folder: string, request: string): Promise<string | undefined> {
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

/** A socket in the folder, or in the folder for temporary files if the path would be too long. */
function findAddress(folder: string): string {
  const place = resolve(folder);
  const name = `lottery-${hash("sha256", place).slice(0, 16)}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  const inside = join(place, "lottery.sock");
  return Buffer.byteLength(inside) > LONGEST_ADDRESS ? join(tmpdir(), `${name}.sock`) : inside;
}
