import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { afterAll, expect } from "vitest";
import { findPersonalData } from "./personal-data.ts";

const LONGEST_LINE = 500;

/** Log lines with secrets or personal data. */
const found = new Set<string>();

function listen(args: unknown): void {
  const line = (Array.isArray(args) ? args : [args])
    .map((arg) => (typeof arg === "string" ? arg : inspect(arg)))
    .join(" ");
  const what = findPersonalData(line);
  if (what) found.add(`${what}: ${line.slice(0, LONGEST_LINE)}`);
}

// Every console of this process publishes its output to these channels, including consoles that a test has silenced.
const channels = ["debug", "info", "log", "warn", "error"].map((level) => `console.${level}`);
for (const channel of channels) subscribe(channel, listen);

afterAll(() => {
  for (const channel of channels) unsubscribe(channel, listen);
  expect([...found], "The log contains secrets or personal data").toEqual([]);
});
