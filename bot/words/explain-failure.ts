import { errorCodes } from "../../data/lottery-error.ts";
import type { Facts, FailureCode, Words } from "./words.ts";

const failureCodes = new Set<string>([...errorCodes, "States.Timeout", "Aborted"]);

function isFailureCode(error: string): error is FailureCode {
  return failureCodes.has(error);
}

/** Why a draw failed, in words for people. An error without words of its own is told as what it is: unforeseen. */
export function explainFailure(words: Words, error: string, facts: Facts): string {
  return words.reasons[isFailureCode(error) ? error : "Unknown"](facts);
}
