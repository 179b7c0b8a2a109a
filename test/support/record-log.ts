import { channel } from "node:diagnostics_channel";
import { formatLogLine, LEVELS } from "../../infra/local/services/lambda/log-lines.ts";

/** Records console output instead of printing it, until disposal. */
export function recordLog() {
  const lines: { level: string; text: string }[] = [];
  const written = LEVELS.map((level) => [level, console[level]] as const);
  // A spy would store every line.
  for (const level of LEVELS)
    console[level] = (...args: unknown[]) => {
      // Notify the same channels as the console, for the check of personal data.
      channel(`console.${level}`).publish(args);
      lines.push({ level, text: formatLogLine(level, args) });
    };
  return {
    lines,
    /** The structured log lines with this event. */
    events: (event: string): unknown[] =>
      lines.flatMap(({ text }) => (text.includes(`"event":"${event}"`) ? [JSON.parse(text)] : [])),
    text: () => lines.map(({ text }) => text).join("\n"),
    [Symbol.dispose]() {
      Object.assign(console, Object.fromEntries(written));
    },
  };
}
