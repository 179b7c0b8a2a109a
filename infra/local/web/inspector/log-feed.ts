import { subscribe as listen, unsubscribe } from "node:diagnostics_channel";
import { formatLogLine, LEVELS, type Level } from "../../services/lambda/log-lines.ts";
import { createListeners, type Feed } from "./feed.ts";

/** The number of newest lines that are kept, and the length to which a line is cut. */
const KEPT = 300;
const LONGEST_LINE = 2_000;

interface Line {
  id: number;
  /** ms. */
  at: number;
  level: Level;
  text: string;
}

/** Creates a feed of everything that is written to the console from now on. The console still writes it too. */
export function createLogFeed() {
  const { notify, subscribe } = createListeners<unknown>();
  const lines: Line[] = [];
  let id = 0;
  const unsubscribers = LEVELS.map((level) => {
    const channel = `console.${level}`;
    const listener = (args: unknown) => {
      const text = formatLogLine(level, Array.isArray(args) ? args : [args]).slice(0, LONGEST_LINE);
      const line = { id: ++id, at: Date.now(), level, text };
      lines.push(line);
      if (lines.length > KEPT) lines.shift();
      notify(line);
    };
    listen(channel, listener);
    return () => unsubscribe(channel, listener);
  });
  const feed: Feed = { name: "log", read: () => [...lines], subscribe };
  return {
    feed,
    clear: () => {
      lines.length = 0;
    },
    close() {
      for (const stop of unsubscribers) stop();
    },
  };
}
