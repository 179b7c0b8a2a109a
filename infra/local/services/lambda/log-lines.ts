export const LEVELS = ["debug", "info", "log", "warn", "error"] as const;

export type Level = (typeof LEVELS)[number];

/** One line for what was logged: an object as JSON with its level first, anything else as text. */
export function formatLogLine(level: Level, words: readonly unknown[]): string {
  return words.map((word) => (isFields(word) ? JSON.stringify({ level, ...word }) : String(word))).join(" ");
}

/** Makes the console write logged objects as lines of JSON, as Lambda does for a deployed function. */
export function writeLogLines(): void {
  for (const level of LEVELS) {
    const write = console[level].bind(console);
    console[level] = (...words: unknown[]) =>
      words.some(isFields) ? write(formatLogLine(level, words)) : write(...words);
  }
}

function isFields(word: unknown): word is object {
  return typeof word === "object" && word !== null && Object.getPrototypeOf(word) === Object.prototype;
}
