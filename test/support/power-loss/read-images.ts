import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Image } from "./disk-images.ts";
import { readStored, type Stored } from "./read-stored.ts";

/** A sync costs nothing in memory, and there are many starts here. */
const FOLDERS = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Writes the files of an image to a new folder. */
export function writeImage(image: Image): string {
  const folder = mkdtempSync(join(FOLDERS, "lottery-"));
  for (const [name, bytes] of image) writeFileSync(join(folder, name), bytes);
  return folder;
}

/**
 * Returns a function that reads what the product finds in an image, in `threads` threads, or with 0 in this one. It must
 * not refuse one.
 */
export function createImageReaders(threads: number) {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL("./read-image-thread.ts", import.meta.url)),
  );
  const idle = [...workers];
  return {
    async read(image: Image): Promise<Stored> {
      const worker = idle.pop();
      if (!worker && threads > 0) throw new Error(`There are only ${threads} threads.`);
      const folder = writeImage(image);
      try {
        if (!worker) return readStored(folder);
        const response = once(worker, "message");
        worker.postMessage(folder);
        const [stored] = await response;
        return stored;
      } finally {
        rmSync(folder, { recursive: true });
        if (worker) idle.push(worker);
      }
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
