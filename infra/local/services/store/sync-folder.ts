import { closeSync, fsyncSync, openSync } from "node:fs";

/** Makes the names of the files in a folder survive a power loss. Windows does this on its own, and has no call for it. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
