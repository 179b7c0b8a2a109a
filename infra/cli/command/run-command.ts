import { printable } from "../printable.ts";
import { explainError } from "./explain-error.ts";

interface Command {
  /** The command line, without "Usage:". */
  usage: string;
  run: () => Promise<void>;
  /** The exit code of a command that could not do what was asked. */
  failed?: number;
}

/** Runs a command. If it fails, says on stderr why, and what to do. */
export async function runCommand({ usage, run, failed = 1 }: Command): Promise<void> {
  try {
    await run();
  } catch (error) {
    const text = explainError(error, { usage, environment: process.env });
    console.error(text.split("\n").map(printable).join("\n"));
    process.exitCode = failed;
  }
}
