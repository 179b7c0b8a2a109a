import fs from "node:fs";
import { ServerResponse } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { relative, resolve } from "node:path";
import { serialize } from "node:v8";
import type { Recorded } from "./disk-images.ts";

/**
 * Records from now on what this process does to the files of a folder, and what it sends over HTTP. The record is written
 * to a file when the process ends. Everything else of the process must be loaded after this.
 */
export function recordDisk(folder: string, recordFile: string): void {
  const recorded: Recorded[] = [];
  const names = new Map<number, string>();
  const nameOfError = (path: unknown) => {
    const name = relative(folder, resolve(String(path)));
    return name.startsWith("..") ? undefined : name;
  };
  const {
    openSync,
    writeSync,
    fsyncSync,
    fdatasyncSync,
    ftruncateSync,
    unlinkSync,
    renameSync,
    writeFileSync,
  } = fs;

  const onSync = (descriptor: number) => {
    const name = names.get(descriptor);
    if (name !== undefined) recorded.push({ kind: "sync", name });
  };

  Object.assign(fs, {
    openSync(path: fs.PathLike, ...more: [fs.OpenMode, fs.Mode?]) {
      const name = nameOfError(path);
      const isNew = !fs.existsSync(path);
      const descriptor = openSync(path, ...more);
      names.delete(descriptor);
      if (name === undefined) return descriptor;
      names.set(descriptor, name);
      if (isNew) recorded.push({ kind: "create", name });
      else if (more[0] === "w") recorded.push({ kind: "truncate", name, length: 0 });
      return descriptor;
    },
    writeSync(descriptor: number, data: string | Uint8Array, ...range: number[]) {
      const name = names.get(descriptor);
      const written = Reflect.apply(writeSync, fs, [descriptor, data, ...range]);
      if (name !== undefined) {
        const [offset = 0, length = data.length, position = 0] =
          typeof data === "string" ? [0, undefined, ...range] : range;
        const bytes = Buffer.from(
          typeof data === "string" ? Buffer.from(data) : data.slice(offset, offset + length),
        );
        recorded.push({ kind: "write", name, position, bytes });
      }
      return written;
    },
    fsyncSync(descriptor: number) {
      fsyncSync(descriptor);
      onSync(descriptor);
    },
    fdatasyncSync(descriptor: number) {
      fdatasyncSync(descriptor);
      onSync(descriptor);
    },
    ftruncateSync(descriptor: number, length = 0) {
      ftruncateSync(descriptor, length);
      const name = names.get(descriptor);
      if (name !== undefined) recorded.push({ kind: "truncate", name, length });
    },
    unlinkSync(path: fs.PathLike) {
      unlinkSync(path);
      const name = nameOfError(path);
      if (name !== undefined) recorded.push({ kind: "remove", name });
    },
    renameSync(from: fs.PathLike, to: fs.PathLike) {
      renameSync(from, to);
      const [name, target] = [nameOfError(from), nameOfError(to)];
      if (name === undefined || target === undefined) return;
      recorded.push({ kind: "rename", name, target });
      for (const [descriptor, each] of names) if (each === name) names.set(descriptor, target);
    },
  });
  syncBuiltinESMExports();

  const recordSent = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array)
      recorded.push({ kind: "sent", text: Buffer.from(chunk).toString() });
  };
  const { write, end } = ServerResponse.prototype;
  Object.assign(ServerResponse.prototype, {
    write(this: ServerResponse, ...values: unknown[]) {
      recordSent(values[0]);
      return Reflect.apply(write, this, values);
    },
    end(this: ServerResponse, ...values: unknown[]) {
      recordSent(values[0]);
      return Reflect.apply(end, this, values);
    },
  });

  process.on("exit", () => writeFileSync(recordFile, serialize(recorded)));
}
