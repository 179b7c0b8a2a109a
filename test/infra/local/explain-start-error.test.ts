import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { InvalidEnvironment } from "../../../data/runtime/environment.ts";
import { explainStartError } from "../../../infra/local/explain-start-error.ts";
import { PortTaken } from "../../../infra/local/http/listen.ts";
import { DataNotWritten } from "../../../infra/local/services/store/data-unusable.ts";
import { openStore } from "../../../infra/local/services/store/store.ts";
import { readLocalSettings } from "../../../infra/local/settings/settings.ts";
import { createLinkDisabled } from "../../../infra/local/slack/real/slack-refused.ts";
import { makeFolder } from "../../support/make-folder.ts";

/** Returns the error that a function throws. */
function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
}

test("what a person can fix is one line, and says what to do", async () => {
  const folder = await makeFolder();
  await writeFile(join(folder, "lottery.sqlite"), "no database");
  const port = { port: 3002, purpose: "Step Functions", variable: "SFN_PORT" };
  const line = (error: unknown) => String(explainStartError(error));
  expect(line(new PortTaken(port, {}))).toBe(
    "Port 3002 for Step Functions is in use. Stop the program that uses it, or set SFN_PORT to another port.",
  );
  expect(line(errorOf(() => readLocalSettings({}, ["--date", folder])))).toBe(
    "Unknown option '--date'. Usage: npm start -- [--data <folder>]",
  );
  expect(line(new InvalidEnvironment(["PORT must be a port"]))).toBe(
    "Invalid environment: PORT must be a port.",
  );
  expect(line(errorOf(() => openStore(folder)))).toMatch(
    /^The data in \S+ cannot be used: lottery\.sqlite is [^\n]+\. Restore a backup, or choose another folder\.$/,
  );
  expect(line(new DataNotWritten(folder, new Error("I/O error")))).toMatch(/^The data in [^\n]+ continue\.$/);
  expect(line(createLinkDisabled())).toMatch(/^Socket Mode is switched off for this app\. [^\n]+\.$/);
});

test("what nobody has foreseen is printed with its stack", () => {
  const error = new TypeError("x is undefined");
  expect(explainStartError(error)).toBe(error);
});
