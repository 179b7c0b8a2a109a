import { channel } from "node:diagnostics_channel";
import { formatLogLine, LEVELS } from "../../infra/local/services/lambda/log-lines.ts";

/** Keeps what is written to the console from now on, silently, until it is disposed of. */
export function recordLog() {
  const lines: { level: string; text: string }[] = [];
  const written = LEVELS.map((level) => [level, console[level]] as const);
  // No spies: they would hold every line for good.
  for (const level of LEVELS)
    console[level] = (...words: unknown[]) => {
      // As a console does it: whoever listens to all that is logged hears it all the same.
      channel(`console.${level}`).publish(words);
      lines.push({ level, text: formatLogLine(level, words) });
    };
  return {
    lines,
    /** The log's own lines with this event. */
    events: (event: string): unknown[] =>
      lines.flatMap(({ text }) => (text.includes(`"event":"${event}"`) ? [JSON.parse(text)] : [])),
    text: () => lines.map(({ text }) => text).join("\n"),
    [Symbol.dispose]() {
      Object.assign(console, Object.fromEntries(written));
    },
  };
}
