import { channel } from "node:diagnostics_channel";
import { vi } from "vitest";

/** Keeps what is written to the console from now on, silently, until it is disposed of. */
export function recordLog() {
  const lines: { level: string; text: string }[] = [];
  const spies = (["debug", "info", "log", "warn", "error"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      // As a console does it: whoever listens to all that is logged hears it all the same.
      channel(`console.${level}`).publish(words);
      lines.push({ level, text: words.map(String).join(" ") });
    }),
  );
  return {
    lines,
    /** The log's own lines with this event. */
    events: (event: string): unknown[] =>
      lines.flatMap(({ text }) => (text.includes(`"event":"${event}"`) ? [JSON.parse(text)] : [])),
    text: () => lines.map(({ text }) => text).join("\n"),
    [Symbol.dispose]() {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
