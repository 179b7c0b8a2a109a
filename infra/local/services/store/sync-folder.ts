import { closeSync, fsyncSync, openSync } from "node:fs";

/** Makes the names of the files in a folder survive a power loss. Windows does this by itself and cannot be asked. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
