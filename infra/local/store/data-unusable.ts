/** The data in a folder cannot be used. The message says why and what to do. */
export class DataUnusable extends Error {
  override readonly name = "DataUnusable";

  constructor(folder: string, reason: string, options?: ErrorOptions) {
    super(`The data in ${folder} cannot be used: ${reason}`, options);
  }
}

/** The data in a folder can no longer be written. Nothing that was acknowledged is lost. */
export class DataNotWritten extends Error {
  override readonly name = "DataNotWritten";

  constructor(folder: string, cause: unknown) {
    super(
      `The data in ${folder} can no longer be written (${describeWriteError(cause)}). Nothing that was confirmed is lost. Solve this and start again: interrupted draws will continue.`,
      { cause },
    );
  }
}

/** SQLite's codes. https://www.sqlite.org/rescode.html */
const FULL = 13;

/** Whether there is no space left, as SQLite or the system says it. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "errcode" in error ? error.errcode : "code" in error ? error.code : undefined;
  return code === FULL || code === "ENOSPC" || code === "EDQUOT";
}

function describeWriteError(error: unknown): string {
  if (isDiskFull(error)) return "the disk is full";
  return error instanceof Error ? error.message : String(error);
}
