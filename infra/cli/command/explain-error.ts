import { inspect } from "node:util";
import { z } from "zod";
import { LotteryError } from "../../../data/runtime/lottery-error.ts";
import { explainAwsError } from "./explain-aws-error.ts";

/** Errors of the program whose messages say what happened and what to do. */
const EXPLAINED = new Set([
  "BackupFailed",
  "CommandFailed",
  "DataUnusable",
  "DifferentKeys",
  "ErasureRefused",
  "InvalidEnvironment",
  "MalformedRecord",
  "NotImported",
  "PortForbidden",
  "PortTaken",
  "RosterBusy",
  "StackUnusable",
  "UnknownTable",
]);

const argumentError = z.object({ code: z.string().startsWith("ERR_PARSE_ARGS_") });

/**
 * Says what happened and what to do, never with the text of a library. Only an error that nobody has foreseen is printed as
 * it is, for a report.
 */
export function explainError(
  error: unknown,
  { usage, environment }: { usage: string; environment: Readonly<Record<string, string | undefined>> },
): string {
  if (error instanceof LotteryError) return error.message;
  if (error instanceof Error && EXPLAINED.has(error.name)) return error.message;
  if ((error instanceof Error && error.name === "WrongUsage") || argumentError.safeParse(error).success)
    return `Usage: ${usage}`;
  return (
    explainAwsError(error, environment) ??
    `The command stopped because of an internal error. Report it with these lines:\n${inspect(error)}`
  );
}
