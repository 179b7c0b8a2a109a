import { readFile } from "node:fs/promises";
import { z } from "zod";
import { CommandFailed } from "./command-error.ts";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "You may not read the file",
  EISDIR: "This is a folder, not a file:",
  ENOENT: "There is no file",
  EPERM: "You may not read the file",
};

/** Reads a file that somebody has named. Throws `CommandFailed`. */
export async function readContent(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = z.object({ code: z.string() }).safeParse(error).data?.code ?? "";
    throw new CommandFailed(`${REASONS[code] ?? "The file cannot be read:"} ${path}`, { cause: error });
  }
}
