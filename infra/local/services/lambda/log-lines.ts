export const LEVELS = ["debug", "info", "log", "warn", "error"] as const;

export type Level = (typeof LEVELS)[number];

/** Formats what was logged as one line: an object as JSON with its level first, anything else as text. */
export function formatLogLine(level: Level, values: readonly unknown[]): string {
  return values
    .map((value) => (isFields(value) ? JSON.stringify({ level, ...value }) : String(value)))
    .join(" ");
}

/** Makes the console write logged objects as lines of JSON, as Lambda does for a deployed function. */
export function writeLogLines(): void {
  for (const level of LEVELS) {
    const write = console[level].bind(console);
    console[level] = (...values: unknown[]) =>
      values.some(isFields) ? write(formatLogLine(level, values)) : write(...values);
  }
}

function isFields(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
