import { hash } from "node:crypto";
import { closeSync, fdatasyncSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { syncFolder } from "./sync-folder.ts";

/** The name of the file in the folder of the data. */
export const COUNT_FILE = "lottery.commits";

/** Each slot is in its own page: a write that a power loss interrupts does not change the other one. */
const SLOT_DISTANCE = 4096;
const SLOTS = [0, 1] as const;

/**
 * The number of the newest commit, stored a second time outside of the database, before anything of that commit is
 * acknowledged. SQLite silently drops the end of its log if it is damaged: then the database has fewer commits than this
 * file says.
 */
export interface CommitCount {
  /** Undefined if there is no such file, "damaged" if it cannot be read. */
  readonly stored: number | undefined | "damaged";
  /** Stores the number. It survives a power loss once this returns. */
  write(n: number): void;
  close(): void;
}

/** Reads the number. The file is created by the first write. */
export function openCommitCount(folder: string): CommitCount {
  const file = join(folder, COUNT_FILE);
  const stored = read(file);
  let descriptor: number | undefined;

  /** The file has its name only once it is complete. */
  const create = (n: number) => {
    const created = openSync(`${file}.new`, "w");
    for (const slot of SLOTS) writeSync(created, format(n), slot * SLOT_DISTANCE);
    fsyncSync(created);
    renameSync(`${file}.new`, file);
    syncFolder(folder);
    return created;
  };

  return {
    stored,
    write(n) {
      descriptor ??= stored === undefined ? create(n) : openSync(file, "r+");
      writeSync(descriptor, format(n), (n % SLOTS.length) * SLOT_DISTANCE);
      fdatasyncSync(descriptor);
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

/** `commit 7 <digest>`. */
const format = (n: number) => `commit ${n} ${hash("sha256", String(n))}\n`.padEnd(128, "\n");

function read(file: string): CommitCount["stored"] {
  let text: string;
  try {
    text = readFileSync(file, "latin1");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const numbers = SLOTS.flatMap((slot) => {
    const [, digits] = /^commit (\d+) /.exec(text.slice(slot * SLOT_DISTANCE)) ?? [];
    const n = Number(digits);
    return text.startsWith(format(n), slot * SLOT_DISTANCE) ? [n] : [];
  });
  return numbers.length > 0 ? Math.max(...numbers) : "damaged";
}
