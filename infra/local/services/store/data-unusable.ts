/** The data in a folder cannot be used. The message says why, and what to do. */
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
      `The data in ${folder} can no longer be written (${describeWriteError(cause)}). Nothing that was confirmed is lost. Fix the cause and start again: interrupted draws will continue.`,
      { cause },
    );
  }
}

/** SQLite's codes. https://www.sqlite.org/rescode.html */
const FULL = 13;
/** No memory, read-only, I/O error, corrupt, full, cannot open, not a database: no statement causes these. */
const BROKEN: ReadonlySet<unknown> = new Set([7, 8, 10, 11, FULL, 14, 26]);

/** Returns SQLite's code of an error, without the higher bits, which only add detail. */
export function readErrorCode(error: unknown): number | undefined {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode & 0xff
    : undefined;
}

/** Whether an error means that the database cannot be written by any statement. */
export function isBroken(error: unknown): boolean {
  return BROKEN.has(readErrorCode(error));
}

/** Whether an error of SQLite or the system means that the disk is full. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const systemCode = "code" in error ? error.code : undefined;
  return readErrorCode(error) === FULL || systemCode === "ENOSPC" || systemCode === "EDQUOT";
}

function describeWriteError(error: unknown): string {
  if (isDiskFull(error)) return "the disk is full";
  return error instanceof Error ? error.message : String(error);
}
